#include "jobs/run_history.h"

#include <gtest/gtest.h>

#include "tests/fakes/fake_storage.h"

namespace hub::jobs {
namespace {

class RunHistoryTest : public testing::Test {
 protected:
  void ran(const std::string& job, int daysAgo) {
    ASSERT_TRUE(storage.unit([&](UnitOfWork& work) -> Result<void> {
      const TimePoint planned = storage.time() - std::chrono::days(daysAgo) + std::chrono::hours(1);
      HUB_TRY(run, work.jobs().claim(job, planned, "w", planned, std::chrono::seconds(60)));
      return work.jobs().finish(*run, true, "", planned);
    }));
  }
  std::size_t left(const std::string& job) {
    return storage.unit([&](UnitOfWork& work) { return work.jobs().list(10'000, job); })->size();
  }

  fakes::FakeStorage storage;
  RunHistory history{storage};
};

TEST_F(RunHistoryTest, KeepsFourHundredDaysAndTheLatestOfEachJob) {
  for (int day = 1700; day > 0; --day) ran("daily", day);
  ran("once", 900);

  EXPECT_EQ(history.runOnce({storage.time()}).value(), "pruned=1300");

  EXPECT_EQ(left("daily"), 400U);
  EXPECT_EQ(left("once"), 1U);
  EXPECT_EQ(history.runOnce({storage.time()}).value(), "pruned=0");
}

TEST_F(RunHistoryTest, EndsWhenTheRunMustEnd) {
  ran("daily", 900);
  ran("daily", 1);
  std::stop_source stop;
  stop.request_stop();

  EXPECT_EQ(history.runOnce({storage.time(), stop.get_token()}).error().failure, Failure::busy);

  EXPECT_EQ(left("daily"), 2U);
}

}  // namespace
}  // namespace hub::jobs
