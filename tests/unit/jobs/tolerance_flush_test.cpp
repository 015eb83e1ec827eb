#include "jobs/tolerance_flush.h"

#include <gtest/gtest.h>

#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_storage.h"

namespace hub::jobs {
namespace {

class ToleranceFlushTest : public testing::Test {
 protected:
  std::vector<ToleranceCount> stored() {
    return storage.unit([](UnitOfWork& work) { return work.tolerances().list(std::nullopt); }).value();
  }

  fakes::FakeStorage storage;
  fakes::FakeClock clock;
  exchange::ToleranceCounts counts;
  std::uint64_t heard = 0;
  ToleranceFlush job{storage, counts, [this](const std::vector<ToleranceCount>& all) {
                       for (const ToleranceCount& one : all) heard += one.count;
                     }};
};

TEST_F(ToleranceFlushTest, StoresWhatHasBeenCounted) {
  counts.add(PeerId{3}, {{"OQ-12", 5}}, clock.now());
  ASSERT_TRUE(job.runOnce({clock.now()}));
  counts.add(PeerId{3}, {{"OQ-12", 2}}, clock.now());

  ASSERT_TRUE(job.runOnce({clock.now()}));

  ASSERT_EQ(stored().size(), 1u);
  EXPECT_EQ(stored()[0].row, "OQ-12");
  EXPECT_EQ(stored()[0].count, 7u);
  EXPECT_EQ(heard, 7u);
}

TEST_F(ToleranceFlushTest, LosesNothingWhenTheDatabaseIsDown) {
  counts.add(PeerId{3}, {{"OQ-12", 5}}, clock.now());
  storage.failBegin(Failure::database);
  EXPECT_FALSE(job.runOnce({clock.now()}));
  EXPECT_EQ(heard, 0u);
  storage.forgetFaults();

  ASSERT_TRUE(job.runOnce({clock.now()}));

  EXPECT_EQ(stored()[0].count, 5u);
  EXPECT_EQ(heard, 5u);
}

TEST_F(ToleranceFlushTest, LeavesTheDatabaseAloneWithoutCounts) {
  ASSERT_TRUE(job.runOnce({clock.now()}));

  EXPECT_EQ(storage.calls(), 0u);
}

TEST_F(ToleranceFlushTest, ComesEveryHalfMinute) {
  EXPECT_EQ(job.next(clock.now(), clock.now()), clock.now() + std::chrono::seconds(30));
}

}  // namespace
}  // namespace hub::jobs
