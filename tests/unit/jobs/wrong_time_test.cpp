// The scheduler when the clock of the store, and so of all processes, jumps (T-09).
#include "tests/unit/jobs/scheduler_fixture.h"

namespace hub::jobs {
namespace {

class WrongTime : public SchedulerFixture {
 protected:
  WrongTime() {
    EXPECT_EQ(a->runDue() + b->runDue(), 1);
    EXPECT_EQ(b->runDue(), 0);
  }
  SchedulerSettings settings() {
    return {.steady = [this] { return steady; }};
  }
  void pass(milliseconds time) {
    steady += time;
    storage.moveClock(time);
  }
  /// Two processes look every ten minutes until then; how often they ran something.
  int lookUntil(const char* civil) {
    int count = 0;
    while (storage.time() < at(civil)) {
      count += a->runDue() + b->runDue();
      pass(std::chrono::minutes(10));
    }
    return count;
  }
  milliseconds steady{0};
  std::unique_ptr<Scheduler> a = process("a", {job}, settings()), b = process("b", {job}, settings());
};

TEST_F(WrongTime, ADayBackRunsNothingTwice) {
  setClock("2026-11-19 10:00:00");

  EXPECT_EQ(lookUntil("2026-11-20 01:50:00"), 1) << "the 19th, for nobody knows that it was kept";
  EXPECT_EQ(lookUntil("2026-11-21 01:00:00"), 0) << "the 20th has been kept";
  EXPECT_EQ(lookUntil("2026-11-21 12:00:00"), 1);
}

TEST_F(WrongTime, ADayBackAndForthRunsNothingTwice) {
  setClock("2026-11-19 10:00:00");
  EXPECT_EQ(a->runDue(), 1);
  setClock("2026-11-20 10:30:00");

  EXPECT_EQ(lookUntil("2026-11-21 01:50:00"), 0);
  EXPECT_EQ(lookUntil("2026-11-21 12:00:00"), 1);
}

TEST_F(WrongTime, ADayForwardIsNoFlood) {
  setClock("2026-11-21 10:00:00");

  EXPECT_EQ(lookUntil("2026-11-21 20:00:00"), 1);
}

TEST_F(WrongTime, AnAppointmentKeptADayTooEarlyIsKeptAgainInTime) {
  setClock("2026-11-21 10:00:00");
  EXPECT_EQ(a->runDue() + b->runDue(), 1);
  setClock("2026-11-20 10:00:00");

  EXPECT_EQ(lookUntil("2026-11-21 01:50:00"), 0);
  EXPECT_EQ(lookUntil("2026-11-21 23:50:00"), 1) << "whatever it was given to do on the day before";
  EXPECT_EQ(lookUntil("2026-11-22 23:50:00"), 1);
}

TEST_F(WrongTime, AVisitToTheEndOf2038StopsNothing) {
  setClock("2038-01-19 11:14:08");
  EXPECT_EQ(a->runDue() + b->runDue(), 1);
  EXPECT_EQ(lookUntil("2038-01-19 20:00:00"), 0);
  setClock("2026-11-20 19:00:00");

  EXPECT_EQ(lookUntil("2026-11-20 23:00:00"), 0) << "the 20th has been kept";
  EXPECT_EQ(lookUntil("2026-11-23 12:00:00"), 3);
}

TEST_F(WrongTime, AFailedRunInTheFutureHoldsNothingUp) {
  job->fails = true;
  setClock("2038-01-19 11:14:08");
  a->runDue();
  job->fails = false;
  setClock("2026-11-21 10:30:00");

  EXPECT_EQ(a->runDue(), 1);
}

TEST_F(WrongTime, APlanDoesNotShowTheFutureRunAsTheLast) {
  setClock("2038-01-19 11:14:08");
  a->runDue();
  setClock("2026-11-20 10:30:00");

  const auto plan = a->plan();

  ASSERT_TRUE(plan);
  EXPECT_EQ(text(plan->front().last->planned), "2026-11-20 02:00:00");
  EXPECT_EQ(text(plan->front().next), "2026-11-21 02:00:00");
}

}  // namespace
}  // namespace hub::jobs
