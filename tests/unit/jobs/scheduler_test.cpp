#include "jobs/scheduler.h"

#include <future>

#include "tests/unit/jobs/scheduler_fixture.h"

namespace hub::jobs {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

class SchedulerTest : public SchedulerFixture {};

TEST_F(SchedulerTest, RunsAJobOncePerAppointment) {
  const auto scheduler = process("a");

  EXPECT_EQ(scheduler->runDue(), 1);
  EXPECT_EQ(scheduler->runDue(), 0);
  setClock("2026-11-21 02:00:00");
  EXPECT_EQ(scheduler->runDue(), 1);

  EXPECT_EQ(job->runs, 2);
}

TEST_F(SchedulerTest, KeepsWhatTheRunDid) {
  process("a")->runDue();

  ASSERT_TRUE(last());
  EXPECT_TRUE(last()->ok);
  EXPECT_EQ(last()->result, "1 done");
  EXPECT_EQ(last()->worker, "a");
  EXPECT_EQ(text(last()->planned), "2026-11-20 02:00:00");
  EXPECT_FALSE(last()->asked);
}

TEST_F(SchedulerTest, TellsTheJobTheTimeOfTheStore) {
  process("a")->runDue();

  EXPECT_EQ(text(job->began.at(0)), "2026-11-20 10:00:00");
}

// N-8.8-5
TEST_F(SchedulerTest, CatchesUpMissedRunsOnceAfterARestart) {
  process("a")->runDue();
  setClock("2026-11-25 09:00:00");

  const auto restarted = process("a");
  EXPECT_EQ(restarted->runDue(), 1);
  EXPECT_EQ(restarted->runDue(), 0);
}

TEST_F(SchedulerTest, TriesAFailedRunAgainAfterTenMinutes) {
  job->fails = true;
  const auto scheduler = process("a");
  scheduler->runDue();
  EXPECT_FALSE(last()->ok);
  EXPECT_EQ(last()->result, "no answer");

  job->fails = false;
  storage.moveClock(minutes(9));
  EXPECT_EQ(scheduler->runDue(), 0);
  storage.moveClock(minutes(1));
  EXPECT_EQ(scheduler->runDue(), 1);
  EXPECT_EQ(scheduler->runDue(), 0);
  EXPECT_TRUE(last()->ok);
}

TEST_F(SchedulerTest, RaisesAnAlertWhenARunFailsTwiceInARow) {
  job->fails = true;
  const auto scheduler = process("a");
  scheduler->runDue();
  EXPECT_TRUE(openAlerts().empty()) << "once may be chance";

  storage.moveClock(minutes(10));
  scheduler->runDue();
  storage.moveClock(minutes(10));
  process("b")->runDue();

  ASSERT_EQ(openAlerts().size(), 1u);
  EXPECT_EQ(openAlerts()[0].kind, "job_failed");
  EXPECT_EQ(openAlerts()[0].subject, "count");
  EXPECT_EQ(openAlerts()[0].count, 2u);
  EXPECT_NE(openAlerts()[0].text.find("no answer"), std::string::npos);
}

TEST_F(SchedulerTest, EndsTheAlertWithTheNextSuccess) {
  job->fails = true;
  const auto scheduler = process("a");
  for (int i = 0; i < 2; ++i, storage.moveClock(minutes(10))) scheduler->runDue();
  ASSERT_EQ(openAlerts().size(), 1u);

  job->fails = false;
  process("b")->runDue();

  EXPECT_TRUE(openAlerts().empty());
}

TEST_F(SchedulerTest, SurvivesAJobThatThrows) {
  job->throws = true;

  EXPECT_EQ(process("a")->runDue(), 1);

  EXPECT_EQ(last()->result, "exception: broken");
}

TEST_F(SchedulerTest, RunsNothingWithoutADatabase) {
  const auto scheduler = process("a");
  storage.failCall(2, Failure::database);

  EXPECT_EQ(scheduler->runDue(), 0);
  EXPECT_EQ(job->runs, 0);
}

// Whatever call of the store fails, the run is made in the end, and the history shows it.
TEST_F(SchedulerTest, FinishesWhateverCallOfTheStoreFails) {
  std::uint64_t before = storage.calls();
  process("a")->runDue();
  const std::uint64_t calls = storage.calls() - before;
  ASSERT_GT(calls, 5u);
  for (std::uint64_t nth = 1; nth <= calls; ++nth) {
    storage.moveClock(std::chrono::hours(24));
    const auto scheduler = process("a");
    storage.failCall(nth, Failure::database);
    scheduler->runDue();
    storage.forgetFaults();
    storage.moveClock(seconds(61));
    scheduler->runDue();

    ASSERT_TRUE(last());
    EXPECT_TRUE(last()->ok) << nth;
    EXPECT_EQ(Clock::civil(last()->planned).date(), Clock::civil(storage.time()).date()) << nth;
  }
}

TEST_F(SchedulerTest, RunsAJobNowWhateverItsAppointments) {
  const auto scheduler = process("a");
  scheduler->runDue();

  EXPECT_EQ(scheduler->runNow("count").value(), "2 done");
  EXPECT_EQ(scheduler->runNow("other").error().failure, Failure::missing);
}

TEST_F(SchedulerTest, RunsNothingNowThatRunsAlready) {
  const auto other = process("b");
  Failure heard{};
  job->during = [&] { heard = other->runNow("count").error().failure; };

  process("a")->runDue();

  EXPECT_EQ(heard, Failure::busy);
  EXPECT_EQ(job->runs, 1);
}

TEST_F(SchedulerTest, TakesARunThatAPersonAskedForOnce) {
  const auto scheduler = process("a"), other = process("b");
  scheduler->runDue();
  ask();
  ask();

  EXPECT_EQ(other->runDue() + scheduler->runDue(), 1);

  EXPECT_EQ(job->runs, 2);
  EXPECT_TRUE(last()->asked);
}

TEST_F(SchedulerTest, TakesOverAnAskedRunWhoseProcessWasKilled) {
  const auto scheduler = process("a");
  scheduler->runDue();
  ask();
  beginAndDie("2026-11-20 10:00:00", true);

  EXPECT_EQ(scheduler->runDue(), 0);
  storage.moveClock(seconds(61));
  EXPECT_EQ(scheduler->runDue(), 1);
  EXPECT_EQ(scheduler->runDue(), 0);
  EXPECT_TRUE(job->takenUp.back());
}

TEST_F(SchedulerTest, BeginsNothingOnceItStops) {
  std::stop_source stop;
  stop.request_stop();

  EXPECT_EQ(process("a")->runDue(stop.get_token()), 0);
}

TEST_F(SchedulerTest, GivesARunBackThatTheEndOfTheProcessStops) {
  std::stop_source stop;
  job->during = [&] { stop.request_stop(); };
  process("a")->runDue(stop.get_token());
  EXPECT_FALSE(last()) << "neither done nor failed";

  job->during = {};
  EXPECT_EQ(process("b")->runDue(), 1) << "at once, without waiting for the lease";

  EXPECT_TRUE(last()->ok);
  EXPECT_EQ(job->takenUp, (std::vector<bool>{false, true}));
  EXPECT_TRUE(openAlerts().empty());
}

TEST_F(SchedulerTest, ShowsThePlan) {
  const auto scheduler = process("a");
  scheduler->runDue();

  const auto plan = scheduler->plan();

  ASSERT_TRUE(plan);
  ASSERT_EQ(plan->size(), 1u);
  EXPECT_EQ(text(plan->front().next), "2026-11-21 02:00:00");
  EXPECT_TRUE(plan->front().last);
}

TEST_F(SchedulerTest, KnowsFiguresOfRunsOfOtherProcesses) {
  process("a")->runDue();
  const TimePoint success = last()->finished.value();
  storage.moveClock(std::chrono::hours(24));
  job->fails = true;
  process("a")->runDue();

  const auto restarted = process("b");
  restarted->runDue();

  const JobFigures figures = restarted->figures().at("count");
  EXPECT_EQ(figures.lastSuccess, success);
  EXPECT_EQ(figures.failures, 0u);
  EXPECT_FALSE(figures.running);
}

TEST_F(SchedulerTest, CountsFailuresAndSaysWhatRuns) {
  const auto scheduler = process("a");
  bool running = false;
  job->during = [&] { running = scheduler->figures().at("count").running; };
  job->fails = true;

  scheduler->runDue();

  EXPECT_TRUE(running);
  EXPECT_FALSE(scheduler->figures().at("count").running);
  EXPECT_EQ(scheduler->figures().at("count").failures, 1u);
}

TEST_F(SchedulerTest, LongJobsLeaveAThreadForTheOthers) {
  auto one = std::make_shared<CountingJob>("long/1", true),
       two = std::make_shared<CountingJob>("long/2", true);
  std::promise<void> begun, may;
  auto mayEnd = may.get_future();
  one->during = [&] {
    begun.set_value();
    mayEnd.wait();
  };
  const auto scheduler = process("a", {one, two, job}, {.threads = 2});
  auto first = std::async(std::launch::async, [&] { return scheduler->runDue(); });
  begun.get_future().wait();

  EXPECT_EQ(scheduler->runDue(), 1);

  EXPECT_EQ(job->runs, 1) << "though a long one goes on";
  EXPECT_EQ(two->runs, 0) << "the second long one would take the last thread";
  may.set_value();
  EXPECT_EQ(first.get(), 1);
  EXPECT_EQ(scheduler->runDue(), 1);
  EXPECT_EQ(two->runs, 1);
}

TEST_F(SchedulerTest, OneOfItsThreadsLooksInEachPeriod) {
  const auto scheduler = process("a", {job}, {.lookPeriod = minutes(10)});
  scheduler->runDue();
  setClock("2026-11-21 10:00:00");
  EXPECT_EQ(scheduler->runDue(), 0);

  ask();

  EXPECT_EQ(scheduler->runDue(), 1) << "a person does not wait";
}

}  // namespace
}  // namespace hub::jobs
