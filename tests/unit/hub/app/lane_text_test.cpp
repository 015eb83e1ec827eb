#include "hub/app/lane_text.h"

#include <gtest/gtest.h>

#include "tests/fakes/fake_clock.h"

namespace hub::app {
namespace {

TEST(LaneWindow, IsReadAndWritten) {
  LaneSettings settings;

  EXPECT_TRUE(readWindow("22:00-06:30", settings));
  EXPECT_EQ(settings.windowFrom, 22 * 3600);
  EXPECT_EQ(settings.windowTo, 6 * 3600 + 1800);
  EXPECT_EQ(windowText(settings), "22:00-06:30");
  EXPECT_TRUE(readWindow("always", settings));
  EXPECT_EQ(windowText(settings), "always");
}

TEST(LaneWindow, IsNothingElse) {
  LaneSettings settings;
  for (const char* text : {"", "22:00", "22:00-24:00", "22:60-23:00", "2200-06:00", "aa:bb-cc:dd",
                           "06:00-06:00", "22:00-06:00 ", "-1:00-06:00"})
    EXPECT_FALSE(readWindow(text, settings)) << text;
  EXPECT_EQ(settings, LaneSettings{});
}

class LaneWord : public testing::Test {
 protected:
  fakes::FakeClock clock{"2026-11-20 10:00:00"};
  LaneState lane;
};

TEST_F(LaneWord, SaysWhatKeepsItFromSending) {
  EXPECT_EQ(laneWord(lane, clock.now()), "sending");
  lane.settings.windowFrom = 22 * 3600;
  lane.settings.windowTo = 6 * 3600;
  EXPECT_EQ(laneWord(lane, clock.now()), "outside_window");
  lane.restUntil = clock.now() + std::chrono::seconds(1);
  EXPECT_EQ(laneWord(lane, clock.now()), "resting");
  lane.breaker.state = BreakerState::halfOpen;
  EXPECT_EQ(laneWord(lane, clock.now()), "half_open");
  lane.breaker.state = BreakerState::open;
  EXPECT_EQ(laneWord(lane, clock.now()), "open");
  lane.pause = LanePause{};
  EXPECT_EQ(laneWord(lane, clock.now()), "paused");
}

TEST_F(LaneWord, KnowsWindowsOverMidnight) {
  lane.settings.windowFrom = 22 * 3600;
  lane.settings.windowTo = 6 * 3600;
  clock.set("2026-11-20 22:00:00");
  EXPECT_EQ(laneWord(lane, clock.now()), "sending");
  clock.set("2026-11-21 05:59:59");
  EXPECT_EQ(laneWord(lane, clock.now()), "sending");
  clock.set("2026-11-21 06:00:00");
  EXPECT_EQ(laneWord(lane, clock.now()), "outside_window");
}

TEST_F(LaneWord, ARestThatIsOverIsNone) {
  lane.restUntil = clock.now();

  EXPECT_EQ(laneWord(lane, clock.now()), "sending");
}

}  // namespace
}  // namespace hub::app
