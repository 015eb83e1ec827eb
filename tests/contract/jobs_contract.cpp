#include <algorithm>
#include <atomic>
#include <utility>

#include "tests/contract/contract.h"

namespace {

using contract::at;
using contract::fresh;
using hub::JobRun;
using hub::TimePoint;

class JobsContract : public contract::StorageContract {
 protected:
  std::optional<JobRun> claim(const std::string& worker, TimePoint planned, TimePoint now,
                              std::chrono::seconds lease = std::chrono::seconds{60}, bool asked = false) {
    return unit([&](auto& work) { return work.jobs().claim(job_, planned, worker, now, lease, asked); });
  }
  hub::Result<void> extend(const JobRun& run) {
    return tryUnit([&](auto& work) { return work.jobs().extend(run, std::chrono::seconds{60}); });
  }
  bool isAsked() {
    const auto asked = unit([](auto& work) { return work.jobs().asked(); });
    return std::count(asked.begin(), asked.end(), job_) == 1;
  }
  void ask(const std::string& by = "张三") {
    unit([&](auto& work) { return work.jobs().ask(job_, by, planned_); });
  }
  void finish(const JobRun& run, bool ok, TimePoint now) {
    unit([&](auto& work) { return work.jobs().finish(run, ok, "3 件𠮷", now); });
  }
  std::optional<JobRun> last() {
    return unit([&](auto& work) { return work.jobs().last(job_); });
  }

  std::string job_ = fresh("version_check/province-");
  TimePoint planned_ = at("2026-11-20 02:00:00");
};
INSTANTIATE_TEST_SUITE_P(Of, JobsContract, testing::ValuesIn(contract::kinds()), contract::nameOf);

TEST_P(JobsContract, AnAppointmentIsGivenToOne) {
  const auto run = claim("w1", planned_, planned_);

  ASSERT_TRUE(run);
  EXPECT_EQ(run->job, job_);
  EXPECT_EQ(run->planned, planned_);
  EXPECT_EQ(run->worker, "w1");
  EXPECT_FALSE(run->asked);
  // A lease is counted by the clock of the store: a clock that is wrong here gives nothing away.
  EXPECT_FALSE(claim("w2", planned_, planned_ + std::chrono::days{400}));
}

// OQ-88
TEST_P(JobsContract, OfManyWorkersAtOnceOneGetsTheAppointment) {
  std::atomic<int> given{0};

  contract::together(4, [&](int worker) {
    for (int day = 0; day < 5; ++day) {
      const TimePoint planned = planned_ + std::chrono::days{day};
      if (claim("w" + std::to_string(worker), planned, planned)) ++given;
    }
  });

  EXPECT_EQ(given, 1) << "the run of the first is not over";
}

// OQ-88
TEST_P(JobsContract, RunsOfOneJobNeverOverlap) {
  std::atomic<int> running{0}, runs{0};

  contract::together(4, [&](int worker) {
    for (int day = 0; day < 10; ++day) {
      const TimePoint planned = planned_ + std::chrono::days{day};
      const auto run = claim("w" + std::to_string(worker), planned, planned);
      if (!run) continue;
      EXPECT_EQ(++running, 1);
      ++runs;
      std::this_thread::sleep_for(std::chrono::milliseconds{2});
      --running;
      finish(*run, true, planned);
    }
  });

  EXPECT_GT(runs, 0);
  EXPECT_LE(runs, 10);
}

TEST_P(JobsContract, ARunThatEndedIsNotRunAgain) {
  finish(*claim("w1", planned_, planned_), true, planned_ + std::chrono::seconds{5});

  EXPECT_FALSE(claim("w1", planned_, planned_ + std::chrono::seconds{6}));
  EXPECT_FALSE(claim("w2", planned_, planned_ + std::chrono::days{1}));
  EXPECT_TRUE(claim("w1", planned_ + std::chrono::days{1}, planned_ + std::chrono::days{1}));
}

// OQ-88
TEST_P(JobsContract, ARunWhoseLeaseRanOutIsGivenToAnother) {
  ASSERT_TRUE(claim("killed", planned_, planned_, std::chrono::seconds{0}));

  const TimePoint later = planned_ + std::chrono::seconds{61};
  const auto run = claim("w2", planned_, later);

  ASSERT_TRUE(run);
  EXPECT_EQ(run->planned, planned_);
  finish(*run, true, later + std::chrono::seconds{1});
  EXPECT_EQ(last()->finished, later + std::chrono::seconds{1});
}

TEST_P(JobsContract, TheLastRunIsTheLatestThatEnded) {
  EXPECT_FALSE(last());
  const auto first = claim("w1", planned_, planned_);
  EXPECT_FALSE(last());
  finish(*first, true, planned_ + std::chrono::seconds{5});
  const TimePoint nextDay = planned_ + std::chrono::days{1};
  const auto second = claim("w1", nextDay, nextDay);
  finish(*second, false, nextDay + std::chrono::seconds{7});
  claim("w3", nextDay + std::chrono::days{1}, nextDay + std::chrono::days{1});

  const auto found = last();

  ASSERT_TRUE(found);
  EXPECT_EQ(found->job, job_);
  EXPECT_EQ(found->planned, nextDay);
  EXPECT_EQ(found->started, nextDay);
  EXPECT_EQ(found->finished, nextDay + std::chrono::seconds{7});
  EXPECT_FALSE(found->ok);
  EXPECT_EQ(found->result, "3 件𠮷");
  EXPECT_EQ(found->worker, "w1");
}

// OQ-88
TEST_P(JobsContract, AWorkerThatLostItsRunIsToldSo) {
  const JobRun slow = *claim("slow", planned_, planned_, std::chrono::seconds{0});
  const JobRun quick = *claim("quick", planned_, planned_);

  const auto kept = extend(slow);
  ASSERT_FALSE(kept);
  EXPECT_EQ(kept.error().failure, hub::Failure::leaseLost);
  const auto finished = tryUnit([&](auto& work) { return work.jobs().finish(slow, true, "", planned_); });
  ASSERT_FALSE(finished);
  EXPECT_EQ(finished.error().failure, hub::Failure::leaseLost);
  EXPECT_TRUE(extend(quick));
  finish(quick, true, planned_);
  EXPECT_FALSE(extend(quick)) << "it is over";
}

TEST_P(JobsContract, ALeaseThatIsKeptUpDoesNotRunOut) {
  const JobRun run = *claim("w1", planned_, planned_, std::chrono::seconds{0});
  ASSERT_TRUE(extend(run));

  EXPECT_FALSE(claim("w2", planned_, planned_));
}

// OQ-88: not even when the run that lost its lease wakes up.
TEST_P(JobsContract, ARunCannotBeKeptUpBesideAnotherOfTheSameJob) {
  const JobRun slow = *claim("slow", planned_, planned_, std::chrono::seconds{0});
  const TimePoint nextDay = planned_ + std::chrono::days{1};
  ASSERT_TRUE(claim("quick", nextDay, nextDay));

  const auto kept = extend(slow);

  ASSERT_FALSE(kept);
  EXPECT_EQ(kept.error().failure, hub::Failure::leaseLost);
}

TEST_P(JobsContract, AskedTwiceBeforeItRunsIsAskedOnce) {
  EXPECT_FALSE(isAsked());
  ask();
  ask("李四");
  EXPECT_TRUE(isAsked());

  const auto run = claim("w1", planned_, planned_, std::chrono::seconds{60}, true);

  ASSERT_TRUE(run);
  EXPECT_TRUE(run->asked);
  EXPECT_FALSE(isAsked());
  ask();
  EXPECT_FALSE(claim("w2", planned_ + std::chrono::days{1}, planned_, std::chrono::seconds{60}, true));
  EXPECT_TRUE(isAsked()) << "it waits until the running one is over";
}

TEST_P(JobsContract, AWishIsGivenToOneOfThoseWhoSawIt) {
  ask();
  finish(*claim("quick", planned_, planned_, std::chrono::seconds{60}, true), true, planned_);

  EXPECT_FALSE(claim("slow", planned_ + std::chrono::seconds{1}, planned_, std::chrono::seconds{60}, true));
  EXPECT_EQ(unit([&](auto& work) { return work.jobs().list(10, job_); }).size(), 1u);
}

TEST_P(JobsContract, AWishedRunLeftBehindIsTakenUpAndLeavesANewerWish) {
  ask();
  const JobRun left = *claim("killed", planned_, planned_, std::chrono::seconds{0}, true);
  ask("李四");

  const auto run = claim("w2", planned_, planned_, std::chrono::seconds{60}, true);

  ASSERT_TRUE(run);
  EXPECT_EQ(run->id, left.id);
  EXPECT_TRUE(isAsked()) << "it was wished after that run began";
  finish(*run, true, planned_);
  EXPECT_TRUE(claim("w2", planned_ + std::chrono::seconds{1}, planned_, std::chrono::seconds{60}, true));
  EXPECT_FALSE(isAsked());
}

TEST_P(JobsContract, ARunIsHeldWhileItsLeaseLives) {
  const auto isHeld = [&] { return unit([&](auto& work) { return work.jobs().list(1, job_); })[0].held; };
  claim("killed", planned_, planned_, std::chrono::seconds{0});
  EXPECT_FALSE(isHeld());
  const JobRun run = *claim("w1", planned_, planned_);
  EXPECT_TRUE(run.held);
  EXPECT_TRUE(isHeld());
  finish(run, true, planned_);
  EXPECT_FALSE(isHeld());
}

TEST_P(JobsContract, APlannedRunLeavesWhatIsAskedFor) {
  ask();

  ASSERT_TRUE(claim("w1", planned_, planned_));

  EXPECT_TRUE(isAsked());
}

TEST_P(JobsContract, TheListCanBeOfOneJob) {
  const JobRun first = *claim("w1", planned_, planned_);
  finish(first, true, planned_);
  const JobRun second = *claim("w1", planned_ + std::chrono::days{1}, planned_);
  job_ = fresh("other/");
  claim("w1", planned_, planned_);

  const auto runs = unit([&](auto& work) { return work.jobs().list(10, first.job); });

  ASSERT_EQ(runs.size(), 2u);
  EXPECT_EQ(runs[0].id, second.id);
  EXPECT_EQ(runs[1].id, first.id);
  EXPECT_EQ(unit([&](auto& work) { return work.jobs().list(1, first.job); }).size(), 1u);
}

// T-09: the run of a process that was gone before the clock of the store was set back.
TEST_P(JobsContract, ALeaseLongerThanAnyHoldsNobodyUp) {
  ASSERT_TRUE(claim("gone", planned_, planned_, std::chrono::hours{24}));

  EXPECT_TRUE(claim("w2", planned_, planned_));
}

TEST_P(JobsContract, OldRunsAreForgottenButNeverTheLatestOfAJob) {
  const auto prune = [&](int daysAgo, std::uint32_t limit = 1000) {
    return unit([&](auto& work) { return work.jobs().prune(planned_ - std::chrono::days{daysAgo}, limit); });
  };
  const auto left = [&](const std::string& job) {
    return unit([&](auto& work) { return work.jobs().list(1000, job); }).size();
  };
  planned_ -= std::chrono::days{30 * 365};  // before the runs of other tests
  const auto runs = [&](int count) {
    for (int day = count; day > 0; --day) {
      const TimePoint planned = planned_ - std::chrono::days{day};
      finish(*claim("w1", planned, planned), day % 2 == 0, planned);
    }
  };
  runs(10);
  const std::string daily = std::exchange(job_, fresh("seldom/"));
  finish(*claim("w1", planned_ - std::chrono::days{300}, planned_), true, planned_);
  const std::string seldom = std::exchange(job_, fresh("never_ended/"));
  claim("w1", planned_ - std::chrono::days{300}, planned_);

  EXPECT_EQ(prune(5, 2), 2u);
  EXPECT_EQ(left(daily), 8u);
  EXPECT_EQ(prune(5), 3u);
  EXPECT_EQ(prune(5), 0u);
  EXPECT_EQ(left(daily), 5u);
  EXPECT_EQ(prune(0), 4u);
  EXPECT_EQ(left(daily), 1u);
  EXPECT_EQ(left(seldom), 1u);
  EXPECT_EQ(left(job_), 1u) << "nobody knows how it ended";
}

TEST_P(JobsContract, JobsThatDifferInCaseOrATrailingBlankAreDifferent) {
  ASSERT_TRUE(claim("w1", planned_, planned_));

  job_ += " ";
  EXPECT_TRUE(claim("w1", planned_, planned_));
  job_[0] = 'V';
  EXPECT_TRUE(claim("w1", planned_, planned_));
}

TEST_P(JobsContract, TheListIsLimited) {
  for (int n = 0; n < 3; ++n, job_ = fresh("one/")) claim("w1", planned_, planned_);

  EXPECT_EQ(unit([](auto& work) { return work.jobs().list(2); }).size(), 2u);
  EXPECT_GE(unit([](auto& work) { return work.jobs().list(1000); }).size(), 3u);
}

CONTRACT_SUITE(AuditContract);

TEST_P(AuditContract, AnEventComesBackWhole) {
  const hub::AuditEvent event{at("2026-11-20 10:00:00") + std::chrono::milliseconds{7},
                              "city-杭州",
                              fresh("refused_identity"),
                              "object",
                              "refused",
                              "细节𠮷\n\"'\\"};

  unit([&](auto& work) { return work.audit().append(event); });

  int found = 0;
  for (const hub::AuditEvent& one : unit([](auto& work) { return work.audit().list(1000); })) {
    if (one.act != event.act) continue;
    ++found;
    EXPECT_EQ(one.time, event.time);
    EXPECT_EQ(one.actor, event.actor);
    EXPECT_EQ(one.object, event.object);
    EXPECT_EQ(one.result, event.result);
    EXPECT_EQ(one.detail, event.detail);
  }
  EXPECT_EQ(found, 1);
}

// A refusal is written in the unit that refuses: what a stranger sends must not make that fail.
TEST_P(AuditContract, OverlongTextsDoNotStopTheUnit) {
  const std::string act = fresh("refused");
  std::string overlong;
  while (overlong.size() < 100'000) overlong += "长";

  unit([&](auto& work) {
    return work.audit().append({at("2026-11-20 10:00:00"), overlong, act, overlong, overlong, overlong});
  });

  const auto latest = unit([](auto& work) { return work.audit().list(1); });
  ASSERT_EQ(latest.size(), 1u);
  EXPECT_EQ(latest[0].act, act);
  EXPECT_TRUE(latest[0].object.starts_with("长长长"));
}

TEST_P(AuditContract, TheListIsLimitedToTheLatest) {
  const std::string act = fresh("act");
  for (int i = 0; i < 3; ++i)
    unit([&](auto& work) {
      return work.audit().append({at("2026-11-20 10:00:00"), "a", act, std::to_string(i), "", ""});
    });

  const auto found = unit([](auto& work) { return work.audit().list(2); });

  ASSERT_EQ(found.size(), 2u);
  for (const hub::AuditEvent& one : found) {
    EXPECT_EQ(one.act, act);
    EXPECT_NE(one.object, "0");
  }
}

}  // namespace
