#include "hub/delivery/lane_gate.h"

#include <gtest/gtest.h>

using hub::BreakerState;
using hub::Clock;
using hub::LaneState;
using hub::TimePoint;
using hub::delivery::Gate;
using hub::delivery::gateOf;
using hub::delivery::isInWindow;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

TimePoint at(const char* civil) { return Clock::utc(*schemas::CivilTime::parse(civil)); }

const TimePoint kNow = at("2026-11-20 10:00:00");

LaneState withBreaker(BreakerState state, milliseconds probeIn) {
  LaneState lane;
  lane.breaker.state = state;
  lane.breaker.probeAt = kNow + probeIn;
  return lane;
}

}  // namespace

TEST(LaneGate, IsOpenByDefault) { EXPECT_EQ(gateOf(LaneState{}, kNow), Gate::open); }

TEST(LaneGate, APersonComesBeforeEverything) {
  LaneState lane = withBreaker(BreakerState::open, seconds(-1));
  lane.pause = hub::LanePause{"x", "y", kNow};

  EXPECT_EQ(gateOf(lane, kNow), Gate::paused);
}

TEST(LaneGate, RestsUntilTheTimeThePeerNamed) {
  LaneState lane;
  lane.restUntil = kNow + seconds(30);

  EXPECT_EQ(gateOf(lane, kNow), Gate::resting);
  EXPECT_EQ(gateOf(lane, kNow + seconds(30)), Gate::open);
}

TEST(LaneGate, AProbeIsDueInItsTimeOpenOrHalfOpen) {
  for (const auto state : {BreakerState::open, BreakerState::halfOpen}) {
    EXPECT_EQ(gateOf(withBreaker(state, seconds(5)), kNow), Gate::broken);
    EXPECT_EQ(gateOf(withBreaker(state, seconds(0)), kNow), Gate::probe);
  }
}

// T-09
TEST(LaneGate, ATimeWrittenUnderAWrongClockHoldsNothing) {
  LaneState lane;
  lane.restUntil = kNow + hours(24);

  EXPECT_EQ(gateOf(lane, kNow), Gate::open);
  EXPECT_EQ(gateOf(withBreaker(BreakerState::open, hours(24)), kNow), Gate::probe);
}

TEST(LaneGate, AWindowIsReadInChineseTime) {
  const hub::LaneSettings night{.windowFrom = 2 * 3600, .windowTo = 5 * 3600};

  EXPECT_FALSE(isInWindow(night, at("2026-11-20 01:59:59")));
  EXPECT_TRUE(isInWindow(night, at("2026-11-20 02:00:00")));
  EXPECT_TRUE(isInWindow(night, at("2026-11-20 04:59:59")));
  EXPECT_FALSE(isInWindow(night, at("2026-11-20 05:00:00")));
}

TEST(LaneGate, AWindowMayGoOverMidnight) {
  const hub::LaneSettings night{.windowFrom = 22 * 3600, .windowTo = 6 * 3600};

  EXPECT_TRUE(isInWindow(night, at("2026-11-20 23:59:59")));
  EXPECT_TRUE(isInWindow(night, at("2026-11-21 00:00:00")));
  EXPECT_TRUE(isInWindow(night, at("2026-11-21 05:59:59")));
  EXPECT_FALSE(isInWindow(night, at("2026-11-21 06:00:00")));
  EXPECT_FALSE(isInWindow(night, at("2026-11-20 21:59:59")));
}

TEST(LaneGate, EqualEndsAreTheWholeDay) {
  EXPECT_TRUE(isInWindow({.windowFrom = 3600, .windowTo = 3600}, kNow));
}
