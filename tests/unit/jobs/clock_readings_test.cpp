#include "jobs/clock_readings.h"

#include <gtest/gtest.h>

#include "tests/fakes/fake_clock.h"

namespace hub::jobs {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

class ClockReadingsTest : public testing::Test {
 protected:
  void pass(milliseconds time) {
    steady += time;
    clock.advance(time);
  }
  milliseconds against(const char* name) { return readings.offsets(clock.now()).at(name); }

  milliseconds steady{1'000'000};
  fakes::FakeClock clock;
  ClockReadings readings{[this] { return steady; }};
};

TEST_F(ClockReadingsTest, SayByHowMuchWeAreAhead) {
  readings.note("fast", clock.now() + seconds(90), clock.now(), {});
  readings.note("slow", clock.now() - seconds(90), clock.now(), {});

  EXPECT_EQ(against("fast"), -seconds(90));
  EXPECT_EQ(against("slow"), seconds(90));
}

TEST_F(ClockReadingsTest, CountOnlyWhatTheDelayCannotExplain) {
  readings.note("during", clock.now() - seconds(20), clock.now(), seconds(30));
  readings.note("before", clock.now() - seconds(40), clock.now(), seconds(30), seconds(1));
  readings.note("rounded", clock.now() - milliseconds(900), clock.now(), {}, seconds(1));

  EXPECT_EQ(against("during"), seconds(0));
  EXPECT_EQ(against("before"), seconds(9));
  EXPECT_EQ(against("rounded"), seconds(0));
}

TEST_F(ClockReadingsTest, ShowALaterJumpAtOnce) {
  readings.note("peer", clock.now(), clock.now(), {});
  pass(hours(3));
  EXPECT_EQ(against("peer"), seconds(0));

  clock.advance(-hours(24));

  EXPECT_EQ(against("peer"), -hours(24));
}

TEST_F(ClockReadingsTest, AreForgottenButForOurOwn) {
  readings.note("peer", clock.now(), clock.now(), {});
  readings.note(ClockReadings::kItself, clock.now(), clock.now(), {});

  pass(hours(26));

  EXPECT_EQ(readings.offsets(clock.now()).size(), 1u);
  EXPECT_EQ(against(ClockReadings::kItself), seconds(0));
}

TEST_F(ClockReadingsTest, BearTheYear2038) {
  readings.note("peer", clock.now(), clock.now(), {});

  clock.set("2038-01-19 11:14:08");

  EXPECT_GT(against("peer"), hours(24 * 365 * 11));
}

TEST(SteadyNow, NeverGoesBack) {
  const auto first = steadyNow();

  EXPECT_GE(steadyNow(), first);
}

}  // namespace
}  // namespace hub::jobs
