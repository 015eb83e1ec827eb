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
  EXPECT_EQ(*result, "agreed=0 missing_here=0 missing_there=1 different=0 queued=1 sent_again=0");
  EXPECT_EQ(Clock::civil(job.next(clock.now(), clock.now())).text(), "2026-11-20 23:30:00");
}

// G-7.2-3
TEST_F(TagCompareJob, SendsAgainWhatThePeerDidNotTakeOnAnEarlierDay) {
  const auto id = storage.unit([&](UnitOfWork& work) -> Result<DeliveryId> {
    HUB_TRY(made,
            work.deliveries().enqueue({.peer = peer.id, .kind = DeliveryKind::gData, .due = clock.now()}));
    HUB_CHECK(work.deliveries().setState(made, DeliveryState::queued, clock.now()));
    return made;
  });
  ASSERT_TRUE(id);

  ASSERT_TRUE(TagCompare(storage, peer, {0}).runOnce(clock.now()));

  EXPECT_EQ(storage.deliveries().at(0).state, DeliveryState::waiting);
}

}  // namespace
}  // namespace hub::jobs
