#include "jobs/scheduler.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_storage.h"
#include "tests/fakes/quiet_log.h"

namespace hub::jobs {
namespace {

class CountingJob final : public Job {
 public:
  std::string name() const override { return "count"; }
  TimePoint next(TimePoint now, std::optional<TimePoint> last) const override {
    return daily(schemas::CivilTime{2 * 3600}, now, last);
  }
  Result<std::string> runOnce(TimePoint) override {
    ++runs;
    if (throws) throw std::runtime_error("broken");
    if (fails) return fail(Failure::unreachable, {}, "no answer");
    return std::to_string(runs) + " done";
  }

  int runs = 0;
  bool fails = false;
  bool throws = false;
};

class SchedulerTest : public testing::Test {
 protected:
  Scheduler process(const std::string& worker) {
    return Scheduler(storage, clock, log, {.worker = worker},
                     [this] { return Result<JobList>(JobList{job}); });
  }
  std::optional<JobRun> last() {
    return storage.unit([](UnitOfWork& work) { return work.jobs().last("count"); }).value();
  }

  fakes::FakeStorage storage;
  fakes::FakeClock clock{"2026-11-20 10:00:00"};
  fakes::QuietLog log;
  std::shared_ptr<CountingJob> job = std::make_shared<CountingJob>();
};

TEST_F(SchedulerTest, RunsAJobOncePerAppointment) {
  Scheduler scheduler = process("a");

  EXPECT_EQ(scheduler.runDue(), 1);
  EXPECT_EQ(scheduler.runDue(), 0);
  clock.set("2026-11-21 02:00:00");
  EXPECT_EQ(scheduler.runDue(), 1);

  EXPECT_EQ(job->runs, 2);
}

TEST_F(SchedulerTest, KeepsWhatTheRunDid) {
  process("a").runDue();

  ASSERT_TRUE(last());
  EXPECT_TRUE(last()->ok);
  EXPECT_EQ(last()->result, "1 done");
  EXPECT_EQ(Clock::civil(last()->planned).text(), "2026-11-20 02:00:00");
}

// OQ-88
TEST_F(SchedulerTest, OfTwoProcessesOnlyOneRuns) {
  EXPECT_EQ(process("a").runDue() + process("b").runDue(), 1);

  EXPECT_EQ(job->runs, 1);
}

// OQ-88
TEST_F(SchedulerTest, LeavesARunAloneWhileItsLeaseLives) {
  const TimePoint planned = Clock::utc(*schemas::CivilTime::parse("2026-11-20 02:00:00"));
  ASSERT_TRUE(storage.unit([&](UnitOfWork& work) {
    return work.jobs().claim("count", planned, "killed", clock.now(), std::chrono::minutes(30));
  }));

  EXPECT_EQ(process("b").runDue(), 0);
  clock.advance(std::chrono::minutes(31));
  EXPECT_EQ(process("b").runDue(), 1);
}

TEST_F(SchedulerTest, CatchesUpAMissedRunOnceAfterARestart) {
  process("a").runDue();
  clock.set("2026-11-25 09:00:00");

  Scheduler restarted = process("a");
  EXPECT_EQ(restarted.runDue(), 1);
  EXPECT_EQ(restarted.runDue(), 0);
}

TEST_F(SchedulerTest, TriesAFailedRunAgainAfterTenMinutes) {
  job->fails = true;
  Scheduler scheduler = process("a");
  scheduler.runDue();
  EXPECT_FALSE(last()->ok);
  EXPECT_EQ(last()->result, "no answer");

  job->fails = false;
  clock.advance(std::chrono::minutes(9));
  EXPECT_EQ(scheduler.runDue(), 0);
  clock.advance(std::chrono::minutes(1));
  EXPECT_EQ(scheduler.runDue(), 1);
  EXPECT_EQ(scheduler.runDue(), 0);
  EXPECT_TRUE(last()->ok);
}

TEST_F(SchedulerTest, SurvivesAJobThatThrows) {
  job->throws = true;

  EXPECT_EQ(process("a").runDue(), 1);

  EXPECT_EQ(last()->result, "exception: broken");
}

TEST_F(SchedulerTest, RunsNothingWithoutADatabase) {
  storage.failBegin(Failure::database);

  EXPECT_EQ(process("a").runDue(), 0);
  EXPECT_EQ(job->runs, 0);
}

TEST_F(SchedulerTest, RunsAJobNowWhenAsked) {
  Scheduler scheduler = process("a");
  scheduler.runDue();

  EXPECT_EQ(scheduler.runNow("count").value(), "2 done");
  EXPECT_EQ(scheduler.runNow("other").error().failure, Failure::missing);
}

TEST_F(SchedulerTest, StopsBetweenJobs) {
  EXPECT_EQ(process("a").runDue([] { return true; }), 0);
}

TEST_F(SchedulerTest, ShowsThePlan) {
  Scheduler scheduler = process("a");
  scheduler.runDue();

  const auto plan = scheduler.plan();

  ASSERT_TRUE(plan);
  ASSERT_EQ(plan->size(), 1u);
  EXPECT_EQ(Clock::civil(plan->front().next).text(), "2026-11-21 02:00:00");
  EXPECT_TRUE(plan->front().last);
}

}  // namespace
}  // namespace hub::jobs
