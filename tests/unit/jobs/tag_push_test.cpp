#include "jobs/tag_push.h"

#include "jobs/tag_compare.h"
#include "tests/unit/hub/reconcile/reconcile_fixture.h"

namespace hub::jobs {
namespace {

class TagJobs : public ReconcileFixture {};

TEST_F(TagJobs, PushRunsAtItsTimeAndQueuesTheTags) {
  holdTag(sign('a'));
  TagPush job(storage, peer, {23 * 3600});

  const auto result = job.runOnce(clock.now());

  ASSERT_TRUE(result);
  EXPECT_EQ(*result, "tags_queued=1");
  EXPECT_EQ(job.name(), "tag_push/national");
  EXPECT_EQ(Clock::civil(job.next(clock.now(), clock.now())).text(), "2026-11-20 23:00:00");
}

// G-7.1-4
TEST_F(TagJobs, CompareLooksBackThirtyDays) {
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
