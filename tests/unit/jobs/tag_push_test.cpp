#include "jobs/tag_push.h"

#include "tests/unit/hub/reconcile/reconcile_fixture.h"

namespace hub::jobs {
namespace {

class TagPushJob : public ReconcileFixture {};

TEST_F(TagPushJob, RunsAtItsTimeAndQueuesTheTags) {
  holdTag(sign('a'));
  TagPush job(storage, peer, {23 * 3600});

  const auto result = job.runOnce({clock.now()});

  ASSERT_TRUE(result);
  EXPECT_EQ(*result, "tags_queued=1");
  EXPECT_EQ(job.name(), "tag_push/national");
  EXPECT_EQ(Clock::civil(job.next(clock.now(), clock.now())).text(), "2026-11-20 23:00:00");
}

}  // namespace
}  // namespace hub::jobs
