#include "hub/delivery/lane_pace.h"

#include <gtest/gtest.h>

using hub::LaneSettings;
using hub::TimePoint;
using hub::delivery::LanePace;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

const TimePoint kNow{seconds(1'800'000'000)};

LanePace& following(LanePace& pace, LaneSettings settings) {
  pace.follow(settings);
  return pace;
}

}  // namespace

TEST(LanePace, GrantsWhatIsWantedWithoutLimits) {
  LanePace pace;

  EXPECT_EQ(pace.reserve(16, kNow).requests, 16U);
  EXPECT_FALSE(pace.isHeld(kNow));
}

TEST(LanePace, GrantsASecondsWorthAndSaysWhenThereIsMore) {
  LanePace pace;
  following(pace, {.requestsPerMinute = 240});

  EXPECT_EQ(pace.reserve(16, kNow).requests, 4U);
  const auto none = pace.reserve(1, kNow);
  EXPECT_EQ(none.requests, 0U);
  EXPECT_EQ(none.wait, milliseconds(250));
  EXPECT_EQ(pace.reserve(1, kNow + none.wait).requests, 1U);
}

TEST(LanePace, OneAMinuteIsPossible) {
  LanePace pace;
  following(pace, {.requestsPerMinute = 1});

  EXPECT_EQ(pace.reserve(16, kNow).requests, 1U);
  EXPECT_EQ(pace.reserve(16, kNow + seconds(59)).requests, 0U);
  EXPECT_EQ(pace.reserve(16, kNow + seconds(61)).requests, 1U);
}

TEST(LanePace, TakesBackWhatWasNotSent) {
  LanePace pace;
  following(pace, {.requestsPerMinute = 600});
  ASSERT_EQ(pace.reserve(10, kNow).requests, 10U);

  pace.giveBack(7);

  EXPECT_EQ(pace.reserve(10, kNow).requests, 7U);
}

TEST(LanePace, ALargeBodyIsPaidForAfterwards) {
  LanePace pace;
  following(pace, {.bytesPerSecond = 1000});
  ASSERT_EQ(pace.reserve(1, kNow).requests, 1U);

  pace.sent(11'000);

  EXPECT_TRUE(pace.isHeld(kNow));
  EXPECT_EQ(pace.reserve(1, kNow + seconds(9)).requests, 0U);
  EXPECT_NEAR(static_cast<double>(pace.reserve(1, kNow + seconds(9)).wait.count()), 1000, 2);
  EXPECT_EQ(pace.reserve(1, kNow + seconds(11)).requests, 1U);
  EXPECT_FALSE(pace.isHeld(kNow + seconds(11)));
}

TEST(LanePace, AStillHourIsNotMadeUpForInOneBurst) {
  LanePace pace;
  following(pace, {.requestsPerMinute = 120});
  pace.reserve(1, kNow);

  EXPECT_EQ(pace.reserve(1000, kNow + hours(1)).requests, 2U);
}

// T-09
TEST(LanePace, AClockSetBackStopsNothingForLong) {
  LanePace pace;
  following(pace, {.requestsPerMinute = 60});
  pace.reserve(1, kNow);
  const TimePoint before = kNow - hours(24);

  EXPECT_EQ(pace.reserve(1, before).requests, 0U);
  EXPECT_EQ(pace.reserve(1, before + seconds(1)).requests, 1U);
}

TEST(LanePace, ARestHoldsEverybodyUntilItsEnd) {
  LanePace pace;
  pace.rest(kNow + seconds(30));

  EXPECT_TRUE(pace.isHeld(kNow));
  EXPECT_EQ(pace.reserve(1, kNow).wait, seconds(30));
  EXPECT_EQ(pace.reserve(1, kNow + seconds(30)).requests, 1U);
  EXPECT_FALSE(pace.isHeld(kNow - hours(24)));  // ordered under a wrong clock
}
