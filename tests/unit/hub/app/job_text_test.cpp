#include "hub/app/job_text.h"

#include <gtest/gtest.h>

namespace hub::app {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

const TimePoint kNow = Clock::utc(*schemas::CivilTime::parse("2026-11-20 10:00:00"));

jobs::Scheduler::Plan planAt(TimePoint next) { return {"job", kNow, next, {}, {}}; }

TEST(JobWord, SaysWhetherItIsTime) {
  EXPECT_EQ(jobWord(planAt(kNow + minutes(1))), "waiting");
  EXPECT_EQ(jobWord(planAt(kNow - minutes(1))), "due");
  EXPECT_EQ(jobWord(planAt(kNow - minutes(16))), "late");
}

TEST(JobWord, ALongRunIsNotLate) {
  auto plan = planAt(kNow - hours(5));
  plan.running = JobRun{};

  EXPECT_EQ(jobWord(plan), "running");
}

TEST(OutcomeWord, TellsARunFromOneWhoseProcessIsGone) {
  JobRun run;
  run.started = kNow;
  EXPECT_EQ(outcomeWord(run), "left");
  run.held = true;
  EXPECT_EQ(outcomeWord(run), "running");
  run.finished = kNow;
  EXPECT_EQ(outcomeWord(run), "failed");
  run.ok = true;
  EXPECT_EQ(outcomeWord(run), "ok");
  EXPECT_EQ(outcomeWord(std::optional<JobRun>()), "never");
}

}  // namespace
}  // namespace hub::app
