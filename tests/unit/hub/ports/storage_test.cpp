#include "hub/ports/storage.h"

#include <gtest/gtest.h>

namespace hub {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

TEST(Patience, HasElevenFurtherTries) {
  const auto begun = steady_clock::now();
  Patience patience;
  int again = 0;

  while (patience.lasts()) ++again;

  EXPECT_EQ(again, 11);
  EXPECT_FALSE(patience.lasts());
  EXPECT_GE(steady_clock::now() - begun, milliseconds(100));
}

TEST(Patience, WaitsLongerAfterEachTry) {
  Patience patience;
  steady_clock::duration first{}, last{};
  for (int tries = 1; tries <= 11; ++tries) {
    const auto begun = steady_clock::now();
    ASSERT_TRUE(patience.lasts());
    (tries <= 3 ? first : last) = steady_clock::now() - begun;
  }
  EXPECT_GE(last, milliseconds(31));
  EXPECT_GE(first, milliseconds(2));
}

}  // namespace
}  // namespace hub
