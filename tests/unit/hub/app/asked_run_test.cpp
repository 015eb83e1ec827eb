#include "hub/app/asked_run.h"

#include <gtest/gtest.h>

#include "tests/fakes/fake_storage.h"

namespace hub::app {
namespace {

class AskedRunTest : public testing::Test {
 protected:
  AskedRun ask() { return askForRun(storage, "job", {.actor = "cli:li", .act = "job_asked"}).value(); }
  AskedRun look(const AskedRun& before) { return lookAfter(storage, "job", before).value(); }
  JobRun begin(bool asked) {
    storage.moveClock(std::chrono::seconds(1));
    return storage
        .unit([&](UnitOfWork& work) -> Result<std::optional<JobRun>> {
          return work.jobs().claim("job", storage.time(), "w", storage.time(), std::chrono::seconds(60),
                                   asked);
        })
        .value()
        .value();
  }
  void finish(const JobRun& run, bool ok) {
    ASSERT_TRUE(storage.unit(
        [&](UnitOfWork& work) { return work.jobs().finish(run, ok, "counts", storage.time()); }));
  }

  fakes::FakeStorage storage;
};

TEST_F(AskedRunTest, WaitsUntilSomebodyTakesIt) {
  const AskedRun asked = ask();

  EXPECT_TRUE(look(asked).isWaiting);
  EXPECT_FALSE(look(asked).isBusy);
  EXPECT_FALSE(look(asked).isOver());
}

TEST_F(AskedRunTest, LeavesAnAuditRow) {
  ask();

  ASSERT_EQ(storage.audit().size(), 1u);
  EXPECT_EQ(storage.audit()[0].actor, "cli:li");
}

TEST_F(AskedRunTest, FollowsTheRunThatTookIt) {
  ask();
  finish(begin(true), false);
  const AskedRun asked = ask();
  const JobRun run = begin(true);
  EXPECT_FALSE(look(asked).isWaiting);
  EXPECT_TRUE(look(asked).isBusy);
  EXPECT_FALSE(look(asked).isOver());

  finish(run, true);

  ASSERT_TRUE(look(asked).isOver());
  EXPECT_TRUE(look(asked).run->ok);
  EXPECT_EQ(look(asked).run->result, "counts");
}

TEST_F(AskedRunTest, IsNotTheOneBegunForAnEarlierWish) {
  ask();
  const JobRun earlier = begin(true);
  const AskedRun asked = ask();

  finish(earlier, false);
  EXPECT_FALSE(look(asked).run) << "that was another's";
  EXPECT_TRUE(look(asked).isWaiting);

  const JobRun ours = begin(true);
  finish(ours, true);
  ask();
  finish(begin(true), false);
  ASSERT_TRUE(look(asked).isOver());
  EXPECT_EQ(look(asked).run->id, ours.id);
}

TEST_F(AskedRunTest, IsNotTheOneLeftBehindByAKilledProcess) {
  ask();
  const JobRun left = begin(true);
  storage.moveClock(std::chrono::seconds(61));
  const AskedRun asked = ask();
  EXPECT_FALSE(look(asked).isBusy) << "its process is gone";

  const auto taken = storage.unit([&](UnitOfWork& work) {
    return work.jobs().claim("job", left.planned, "w2", storage.time(), std::chrono::seconds(60), true);
  });
  ASSERT_TRUE(taken && *taken);
  finish(**taken, true);

  EXPECT_FALSE(look(asked).run);
  EXPECT_TRUE(look(asked).isWaiting);
}

TEST_F(AskedRunTest, SaysWhenAnotherRunGoesOn) {
  const JobRun other = begin(false);
  const AskedRun asked = ask();
  EXPECT_TRUE(look(asked).isWaiting);
  EXPECT_TRUE(look(asked).isBusy);

  finish(other, true);

  EXPECT_FALSE(look(asked).isOver()) << "that was not the one asked for";
}

}  // namespace
}  // namespace hub::app
