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

  const auto result = job.runOnce({clock.now()});

  ASSERT_TRUE(result);
  EXPECT_EQ(*result, "agreed=0 missing_here=0 missing_there=1 different=0 queued=1 sent_again=0");
  EXPECT_EQ(Clock::civil(job.next(clock.now(), clock.now())).text(), "2026-11-20 23:30:00");
}

// G-7.2-3
TEST_F(TagCompareJob, SendsAgainWhatThePeerDidNotTakeOnAnEarlierDay) {
  const auto left = storage.unit([&](UnitOfWork& work) -> Result<void> {
    HUB_CHECK(work.deliveries().enqueue({.peer = peer.id, .kind = DeliveryKind::gData, .due = clock.now()}));
    HUB_TRY(claimed,
            work.deliveries().claim(
                {.peer = peer.id, .worker = "w", .now = clock.now(), .lease = std::chrono::seconds(60)}));
    return work.deliveries().record(claimed.at(0), {.next = DeliveryState::queued});
  });
  ASSERT_TRUE(left);

  ASSERT_TRUE(TagCompare(storage, peer, {0}).runOnce({clock.now()}));

  EXPECT_EQ(storage.deliveries().at(0).state, DeliveryState::waiting);
}

TEST_F(TagCompareJob, EndsWhenTheRunMustEnd) {
  holdTag(sign('a', "2026-11-19"));
  std::stop_source stop;
  stop.request_stop();

  EXPECT_FALSE(TagCompare(storage, peer, {0}).runOnce({clock.now(), stop.get_token()}));

  EXPECT_TRUE(storage.deliveries().empty());
}

}  // namespace
}  // namespace hub::jobs
