#include "hub/delivery/hand_size.h"

#include <gtest/gtest.h>

using hub::delivery::HandSize;
using std::chrono::milliseconds;

namespace {

void serves(HandSize& hand, std::uint64_t bytes, milliseconds took) {
  for (std::uint32_t i = 0; i < hand.size(); ++i) hand.note(bytes, took);
  hand.close();
}

}  // namespace

TEST(HandSize, BeginsWithOneAndDoublesUpToSixteen) {
  HandSize hand;
  for (const std::uint32_t size : {1U, 2U, 4U, 8U, 16U, 16U}) {
    EXPECT_EQ(hand.size(), size);
    serves(hand, 1000, milliseconds(5));
  }
}

TEST(HandSize, IsOneAfterALargeBody) {
  HandSize hand;
  for (int i = 0; i < 5; ++i) serves(hand, 1000, milliseconds(5));

  hand.note(HandSize::kLarge + 1, milliseconds(5));
  hand.close();

  EXPECT_EQ(hand.size(), 1U);
}

TEST(HandSize, HoldsWhatIsSentInAFifthOfASecond) {
  HandSize hand;
  for (int i = 0; i < 5; ++i) serves(hand, 1000, milliseconds(50));
  EXPECT_EQ(hand.size(), 4U);

  serves(hand, 1000, milliseconds(3000));

  EXPECT_EQ(hand.size(), 1U);
  EXPECT_EQ(hand.expected(), milliseconds(3000));
}

TEST(HandSize, AHandWithoutACallChangesNothing) {
  HandSize hand;
  serves(hand, 1000, milliseconds(5));

  hand.close();

  EXPECT_EQ(hand.size(), 2U);
}
