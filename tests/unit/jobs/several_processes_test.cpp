// Schedulers of two processes over one store.
#include <atomic>
#include <map>
#include <mutex>
#include <thread>

#include "tests/unit/jobs/scheduler_fixture.h"

namespace hub::jobs {
namespace {

using std::chrono::seconds;

class SeveralProcesses : public SchedulerFixture {
 protected:
  std::shared_ptr<CountingJob> otherJob = std::make_shared<CountingJob>();
  std::unique_ptr<Scheduler> a = process("a"), b = process("b", {otherJob});
};

// OQ-88
TEST_F(SeveralProcesses, OneRunsEachAppointment) {
  EXPECT_EQ(a->runDue() + b->runDue(), 1);
  setClock("2026-11-21 02:00:00");
  EXPECT_EQ(b->runDue() + a->runDue(), 1);

  EXPECT_EQ(job->runs, 1);
  EXPECT_EQ(otherJob->runs, 1);
}

// OQ-88
TEST_F(SeveralProcesses, ARunIsLeftAloneWhileItsLeaseLivesAndTakenOverAfterIt) {
  beginAndDie("2026-11-20 02:00:00");

  EXPECT_EQ(b->runDue(), 0);
  storage.moveClock(seconds(59));
  EXPECT_EQ(b->runDue(), 0);
  storage.moveClock(seconds(2));
  EXPECT_EQ(b->runDue(), 1);

  EXPECT_EQ(otherJob->takenUp, std::vector<bool>{true});
  EXPECT_EQ(b->runDue() + a->runDue(), 0);
}

// OQ-88
TEST_F(SeveralProcesses, HeartbeatsKeepALongRun) {
  int stolen = 0;
  job->during = [&] {
    for (int i = 0; i < 20; ++i) {
      storage.moveClock(seconds(30));
      a->beat();
      stolen += b->runDue();
    }
  };

  EXPECT_EQ(a->runDue(), 1);

  EXPECT_EQ(stolen, 0);
  EXPECT_TRUE(last()->ok);
  EXPECT_EQ(last()->worker, "a");
}

// OQ-88
TEST_F(SeveralProcesses, ALostLeaseEndsTheRunAtItsNextStepAndWritesNothing) {
  job->during = [&] {
    storage.moveClock(seconds(61));  // a was stopped for a minute
    ASSERT_EQ(b->runDue(), 1);
    a->beat();
  };

  a->runDue();

  EXPECT_EQ(runs().size(), 1u);
  EXPECT_EQ(last()->worker, "b");
  EXPECT_EQ(last()->result, "1 done");
  EXPECT_EQ(a->figures().at("count").failures, 0u);
}

// Without a heartbeat it only hears of it at the end.
TEST_F(SeveralProcesses, ARunThatWasTakenOverCannotBeFinishedByItsFirstOwner) {
  job->during = [&] {
    storage.moveClock(seconds(61));
    ASSERT_EQ(b->runDue(), 1);
  };

  a->runDue();

  EXPECT_EQ(last()->worker, "b");
}

TEST_F(SeveralProcesses, ARunEndsWhenTheStoreCannotBeReachedForAWholeLease) {
  const auto c = process("c", {job}, {.lease = seconds(0)});
  job->during = [&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    storage.failBegin(Failure::database);
    c->beat();
    storage.forgetFaults();
  };

  c->runDue();

  EXPECT_FALSE(last()) << "somebody else may have it by now";
}

// Both see the wish; the other has run it before this one comes to it.
TEST_F(SeveralProcesses, AWishThatBothHaveSeenIsRunOnce) {
  const auto first = std::make_shared<CountingJob>("first");
  const auto both = process("both", {first, job});
  ASSERT_EQ(both->runDue(), 2);
  setClock("2026-11-21 02:00:00");
  ask();
  first->during = [&] {
    EXPECT_EQ(b->runDue(), 1);
    storage.moveClock(seconds(1));
  };

  EXPECT_EQ(both->runDue(), 1);

  EXPECT_EQ(job->runs, 1);
  EXPECT_EQ(otherJob->runs, 1);
}

TEST_F(SeveralProcesses, AWishMadeDuringARunIsRunOnceAfterIt) {
  ASSERT_EQ(a->runDue(), 1);
  ask();
  job->during = [&] {
    if (job->runs > 2) return;
    ask();
    EXPECT_EQ(b->runDue(), 0);
  };

  EXPECT_EQ(a->runDue(), 1);
  storage.moveClock(seconds(1));
  EXPECT_EQ(b->runDue() + a->runDue() + b->runDue(), 1);

  EXPECT_EQ(job->runs + otherJob->runs, 3);
}

TEST_F(SeveralProcesses, ARunByHandLeavesNoWishWhenItIsRefused) {
  job->during = [&] {
    const auto refused = b->runNow("count");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().failure, Failure::busy);
  };

  EXPECT_EQ(a->runDue(), 1);

  EXPECT_EQ(b->runDue() + a->runDue(), 0);
}

TEST_F(SeveralProcesses, ThePlanShowsARunThatGoesOnElsewhere) {
  job->during = [&] {
    const auto plans = b->plan();
    ASSERT_TRUE(plans && plans->front().running);
    EXPECT_EQ(plans->front().running->worker, "a");
  };
  a->runDue();

  EXPECT_FALSE(b->plan()->front().running);
  setClock("2026-11-21 02:00:00");
  beginAndDie("2026-11-21 02:00:00");
  storage.moveClock(seconds(61));
  EXPECT_FALSE(b->plan()->front().running) << "its process is gone";
}

/// Notes who runs at the same time.
class WatchedJob final : public Job {
 public:
  struct Log {
    std::mutex mutex;
    std::map<std::string, std::map<TimePoint, int>> runs;
    std::map<std::string, int> inside;
    int overlaps = 0;
  };
  WatchedJob(std::string name, Log& log) : name_(std::move(name)), log_(log) {}

  std::string name() const override { return name_; }
  TimePoint next(TimePoint now, std::optional<TimePoint> last) const override {
    return every(std::chrono::hours(1), now, last);
  }
  Result<std::string> runOnce(const JobContext& context) override {
    {
      const std::lock_guard lock(log_.mutex);
      if (++log_.inside[name_] > 1) ++log_.overlaps;
      ++log_.runs[name_][every(std::chrono::hours(1), context.now, std::nullopt)];
    }
    std::this_thread::yield();
    const std::lock_guard lock(log_.mutex);
    --log_.inside[name_];
    return "done";
  }

 private:
  std::string name_;
  Log& log_;
};

// OQ-88
TEST_F(SeveralProcesses, RunEachAppointmentOnceWithManyThreadsWhileOneDies) {
  WatchedJob::Log seen;
  JobList list;
  for (const char* name : {"x", "y", "z"}) list.push_back(std::make_shared<WatchedJob>(name, seen));
  const auto one = process("one", list, {.threads = 2}), two = process("two", list, {.threads = 2});
  constexpr int kHours = 20;
  for (int hour = 0; hour < kHours; ++hour) {
    storage.moveClock(std::chrono::hours(1));
    const bool dies = hour % 5 == 2;
    if (dies) {
      const auto claimed = storage.unit([&](UnitOfWork& work) {
        const TimePoint now = storage.time();
        return work.jobs().claim("y", every(std::chrono::hours(1), now, std::nullopt), "dead", now,
                                 seconds(60));
      });
      ASSERT_TRUE(claimed && *claimed);
    }
    std::vector<std::thread> threads;
    for (Scheduler* process : {one.get(), two.get()})
      for (int i = 0; i < 2; ++i) threads.emplace_back([process] { process->runDue(); });
    for (std::thread& thread : threads) thread.join();
    if (!dies) continue;
    storage.moveClock(seconds(61));
    EXPECT_EQ(one->runDue() + two->runDue(), 1);
  }

  EXPECT_EQ(seen.overlaps, 0);
  for (const char* name : {"x", "y", "z"}) {
    EXPECT_EQ(seen.runs[name].size(), std::size_t{kHours}) << name;
    for (const auto& [hour, count] : seen.runs[name]) EXPECT_EQ(count, 1) << name << " " << text(hour);
  }
}

}  // namespace
}  // namespace hub::jobs
