#include "jobs/job.h"

#include <gtest/gtest.h>

namespace hub::jobs {
namespace {

TimePoint at(const char* civil) { return Clock::utc(*schemas::CivilTime::parse(civil)); }
std::string text(TimePoint time) { return Clock::civil(time).text(); }
constexpr schemas::CivilTime kTwo{2 * 3600};

TEST(Daily, ComesAtTheTimeOfDayInChina) {
  EXPECT_EQ(text(daily(kTwo, at("2026-11-20 10:00:00"), at("2026-11-20 02:00:00"))), "2026-11-21 02:00:00");
  EXPECT_EQ(text(daily(kTwo, at("2026-11-20 01:59:59"), at("2026-11-19 02:00:00"))), "2026-11-20 02:00:00");
}

TEST(Daily, IsDueFromItsSecondOn) {
  EXPECT_EQ(text(daily(kTwo, at("2026-11-20 02:00:00"), at("2026-11-19 02:00:00"))), "2026-11-20 02:00:00");
}

TEST(Daily, CatchesUpOnlyTheLatestOfSeveralMissed) {
  EXPECT_EQ(text(daily(kTwo, at("2026-11-20 01:00:00"), at("2026-11-10 02:00:00"))), "2026-11-19 02:00:00");
}

TEST(Daily, IsDueAtOnceOnANewNode) {
  EXPECT_EQ(text(daily(kTwo, at("2026-11-20 10:00:00"), std::nullopt)), "2026-11-20 02:00:00");
}

TEST(Every, FollowsMultiplesOfThePeriod) {
  const std::chrono::hours six(6);

  EXPECT_EQ(text(every(six, at("2026-11-20 10:00:00"), at("2026-11-20 06:00:00"))), "2026-11-20 12:00:00");
  EXPECT_EQ(text(every(six, at("2026-11-20 12:00:01"), at("2026-11-20 06:00:00"))), "2026-11-20 12:00:00");
  EXPECT_EQ(text(every(six, at("2026-11-20 10:00:00"), std::nullopt)), "2026-11-20 06:00:00");
}

TEST(Every, GoesOnWithTheNextMultipleAfterARunInBetween) {
  EXPECT_EQ(text(every(std::chrono::hours(6), at("2026-11-20 10:00:00"), at("2026-11-20 09:00:00"))),
            "2026-11-20 12:00:00");
}

// OQ-17
TEST(Every, ComesLaterByItsOffset) {
  const std::chrono::hours day(24);
  const std::chrono::seconds offset(1234);

  EXPECT_EQ(text(every(day, at("2026-11-20 10:00:00"), at("2026-11-20 00:20:34"), offset)),
            "2026-11-21 00:20:34");
  EXPECT_EQ(text(every(day, at("2026-11-21 00:20:33"), at("2026-11-20 00:20:34"), offset)),
            "2026-11-21 00:20:34");
  EXPECT_EQ(text(every(day, at("2026-11-21 00:20:34"), at("2026-11-20 00:20:34"), offset)),
            "2026-11-21 00:20:34");
}

TEST(Every, WorksInTheYear2038) {
  EXPECT_EQ(text(every(std::chrono::hours(24), at("2038-01-20 00:00:00"), at("2038-01-19 00:00:00"))),
            "2038-01-20 00:00:00");
}

TEST(JobContext, AsksForTheEndOnceItIsStopped) {
  std::stop_source stop;
  const JobContext context{.stop = stop.get_token()};
  EXPECT_TRUE(context.goOn());

  stop.request_stop();

  EXPECT_EQ(context.goOn().error().failure, Failure::busy);
  EXPECT_TRUE(JobContext{}.goOn());
}

// T-01
TEST(Every, TwentyFourHoursMeansOnceOnEachDay) {
  EXPECT_EQ(text(every(std::chrono::hours(24), at("2026-11-20 23:59:59"), at("2026-11-20 00:00:00"))),
            "2026-11-21 00:00:00");
}

}  // namespace
}  // namespace hub::jobs
