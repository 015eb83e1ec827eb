#include "hub/reconcile/backfill.h"

#include "tests/unit/hub/reconcile/reconcile_fixture.h"

using hub::reconcile::BackfillChoice;
using hub::reconcile::BackfillScope;
using hub::reconcile::planBackfill;
using hub::reconcile::queueBackfill;

class Backfill : public ReconcileFixture {
 protected:
  BackfillScope november(BackfillChoice choice) const {
    return {.from = day("2026-11-01"), .to = day("2026-11-30"), .enterprises = {}, .choice = choice};
  }
};

TEST_F(Backfill, PlansWhatTheOtherSideLacksAndChangesNothing) {
  holdTag(sign('a'), hub::TagState::missingThere);
  holdTag(sign('b'), hub::TagState::agreed);

  const auto plan = planBackfill(storage, peer, november(BackfillChoice::missingThere));

  ASSERT_TRUE(plan);
  ASSERT_EQ(plan->tags.size(), 1U);
  EXPECT_EQ(plan->records, 5U);
  EXPECT_TRUE(storage.deliveries().empty());
}

// G-7.5-1
TEST_F(Backfill, RestoresAChosenEnterpriseAndPeriodWhateverTheTagsSay) {
  holdTag(sign('a', "2026-11-18", "14010702"), hub::TagState::agreed);
  holdTag(sign('b', "2026-11-18", "99"), hub::TagState::agreed);
  holdTag(sign('c', "2026-10-18", "14010702"), hub::TagState::agreed);
  auto scope = november(BackfillChoice::everything);
  scope.enterprises = {"14010702"};

  const auto count = queueBackfill(storage, clock.now(), peer, scope, "admin");

  ASSERT_TRUE(count);
  EXPECT_EQ(*count, 1U);
  const auto sent = queued(hub::DeliveryKind::gData);
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(sent[0].priority, hub::Priority::restore);
  EXPECT_EQ(sent[0].reason, "restore");
}

TEST_F(Backfill, LeavesAnAuditRowNamingWhoAsked) {
  holdTag(sign('a'), hub::TagState::missingThere);

  ASSERT_TRUE(queueBackfill(storage, clock.now(), peer, november(BackfillChoice::missingThere), "li"));

  ASSERT_EQ(storage.audit().size(), 1U);
  EXPECT_EQ(storage.audit()[0].actor, "li");
  EXPECT_EQ(storage.audit()[0].act, "backfill");
}

TEST_F(Backfill, NeverOffersABatchThatIsNotHere) {
  peerNames(sign('a'));

  const auto plan = planBackfill(storage, peer, november(BackfillChoice::everything));

  ASSERT_TRUE(plan);
  EXPECT_TRUE(plan->tags.empty());
}
