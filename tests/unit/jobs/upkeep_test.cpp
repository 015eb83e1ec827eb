#include "jobs/upkeep.h"

#include <gtest/gtest.h>

#include "tests/fakes/fake_clock.h"
#include "tests/fakes/quiet_log.h"

namespace hub::jobs {
namespace {

class CountingJob final : public Job {
 public:
  std::string name() const override { return "counting"; }
  TimePoint next(TimePoint now, std::optional<TimePoint> last) const override {
    return every(std::chrono::seconds(30), now, last);
  }
  Result<std::string> runOnce(const JobContext&) override {
    ++runs;
    if (throws) throw std::runtime_error("broken");
    return "done";
  }
  bool runsAtEnd() const override { return isLostWithProcess; }
  int runs = 0;
  bool isLostWithProcess = false;
  bool throws = false;
};

class UpkeepTest : public testing::Test {
 protected:
  fakes::FakeClock clock;
  fakes::QuietLog log;
  std::shared_ptr<CountingJob> job = std::make_shared<CountingJob>();
  Upkeep upkeep{clock, log, {job}};
};

TEST_F(UpkeepTest, RunsAtOnceAndThenAtItsAppointments) {
  EXPECT_EQ(upkeep.runDue(), 1);
  EXPECT_EQ(upkeep.runDue(), 0);

  clock.advance(std::chrono::seconds(29));
  EXPECT_EQ(upkeep.runDue(), 0);
  clock.advance(std::chrono::seconds(1));
  EXPECT_EQ(upkeep.runDue(), 1);
  EXPECT_EQ(job->runs, 2);
}

TEST_F(UpkeepTest, GoesOnAfterAnException) {
  job->throws = true;
  EXPECT_EQ(upkeep.runDue(), 1);
  clock.advance(std::chrono::seconds(30));

  EXPECT_EQ(upkeep.runDue(), 1);
}

// T-09
TEST_F(UpkeepTest, GoesOnAfterTheClockHasBeenSet) {
  upkeep.runDue();
  for (const auto jump :
       {-std::chrono::hours(24), std::chrono::hours(24), std::chrono::hours(24 * 365 * 12)}) {
    clock.advance(jump);
    EXPECT_EQ(upkeep.runDue(), 1);
    EXPECT_EQ(upkeep.runDue(), 0);
    clock.advance(std::chrono::seconds(30));
    EXPECT_EQ(upkeep.runDue(), 1);
  }
}

TEST_F(UpkeepTest, BeginsNothingOnceItStops) {
  std::stop_source stop;
  stop.request_stop();

  EXPECT_EQ(upkeep.runDue(stop.get_token()), 0);
}

TEST_F(UpkeepTest, FinishRunsOnceMoreWhatHasSomethingToLose) {
  const auto loses = std::make_shared<CountingJob>();
  loses->isLostWithProcess = true;
  Upkeep both{clock, log, {job, loses}};
  both.runDue();

  both.finish();

  EXPECT_EQ(job->runs, 1);
  EXPECT_EQ(loses->runs, 2);
}

}  // namespace
}  // namespace hub::jobs
