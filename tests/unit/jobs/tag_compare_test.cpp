#include "jobs/tag_compare.h"

#include "tests/unit/hub/reconcile/reconcile_fixture.h"

namespace hub::jobs {
namespace {

class TagCompareJob : public ReconcileFixture {};

// G-7.1-4
TEST_F(TagCompareJob, LooksBackThirtyDays) {
  holdTag(sign('a', "2026-11-19"));
  holdTag(sign('b', "2026-10-01"));
  TagCompare job(storage, peer, {23 * 3600 + 1800});

  const auto result = job.runOnce(clock.now());

  ASSERT_TRUE(result);
  EXPECT_EQ(*result, "agreed=0 missing_here=0 missing_there=1 different=0 queued=1");
  EXPECT_EQ(Clock::civil(job.next(clock.now(), clock.now())).text(), "2026-11-20 23:30:00");
}

}  // namespace
}  // namespace hub::jobs
