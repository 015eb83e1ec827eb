#include "adapters/mysql/time_text.h"

#include <gtest/gtest.h>

namespace {

using namespace hub::mysql;

TEST(TimeText, AMomentComesBackToTheMillisecond) {
  for (const std::int64_t milliseconds : {0LL, 1LL, 999LL, 1795132800123LL, -1LL, -86400000LL}) {
    const hub::TimePoint time{std::chrono::milliseconds{milliseconds}};
    EXPECT_EQ(timePointOf(textOf(time)), time) << textOf(time);
  }
  EXPECT_EQ(textOf(hub::TimePoint{std::chrono::milliseconds{1'007}}), "1970-01-01 00:00:01.007");
}

TEST(TimeText, TheServersMicrosecondsAreCut) {
  EXPECT_EQ(timePointOf("1970-01-01 00:00:01.007999").time_since_epoch().count(), 1007);
  EXPECT_EQ(timePointOf("1970-01-01 00:00:01").time_since_epoch().count(), 1000);
}

}  // namespace
