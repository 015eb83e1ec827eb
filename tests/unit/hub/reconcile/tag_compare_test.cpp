#include "hub/reconcile/tag_compare.h"

#include "tests/unit/hub/reconcile/reconcile_fixture.h"

using hub::reconcile::compareTags;

class TagCompare : public ReconcileFixture {
 protected:
  hub::Result<hub::reconcile::CompareCounts> compare() {
    return compareTags(storage, clock.now(), peer, day("2026-11-18"), day("2026-11-18"));
  }
};

// G-7.1-4
TEST_F(TagCompare, AgreesOnWhatBothSidesHold) {
  holdTag(sign('a'));
  peerNames(sign('a'));

  const auto counts = compare();

  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->agreed, 1U);
  EXPECT_EQ(counts->queued, 0U);
}

// G-7.1-6
TEST_F(TagCompare, SendsTheProvinceWhatItHasNotNamed) {
  holdTag(sign('a'));

  const auto counts = compare();

  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->missingThere, 1U);
  const auto sent = queued(hub::DeliveryKind::gData);
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(sent[0].priority, hub::Priority::backfill);
  EXPECT_EQ(sent[0].batch, storage.tags().at(0).batch);
  EXPECT_EQ(storage.tags().at(0).state, hub::TagState::missingThere);
}

TEST_F(TagCompare, CountsWhatItLacksItself) {
  peerNames(sign('a'));

  const auto counts = compare();

  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->missingHere, 1U);
  EXPECT_EQ(counts->queued, 0U);
}

// G-7.1-D7
TEST_F(TagCompare, TakesDifferentContentOfOneEnterpriseDayAsMissingOnBothSides) {
  holdTag(sign('a'));
  peerNames(sign('b'));

  const auto counts = compare();

  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->missingThere, 1U);
  EXPECT_EQ(counts->missingHere, 1U);
  EXPECT_EQ(counts->different, 1U);
}

TEST_F(TagCompare, TakesWhatWasAgreedBeforeAsAgreed) {
  holdTag(sign('a'), hub::TagState::agreed);

  const auto counts = compare();

  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->agreed, 1U);
  EXPECT_EQ(counts->queued, 0U);
}

TEST_F(TagCompare, QueuesNothingTwice) {
  holdTag(sign('a'));

  ASSERT_TRUE(compare());
  ASSERT_TRUE(compare());

  EXPECT_EQ(queued(hub::DeliveryKind::gData).size(), 1U);
}

TEST_F(TagCompare, LeavesOtherDaysAlone) {
  holdTag(sign('a', "2026-11-17"));

  const auto counts = compare();

  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->missingThere, 0U);
}

TEST_F(TagCompare, KeepsItVisibleWhenThereIsNowhereToSendIt) {
  peer.gUrl.clear();
  holdTag(sign('a'));

  const auto counts = compare();

  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->missingThere, 1U);
  EXPECT_EQ(counts->queued, 0U);
}

TEST_F(TagCompare, EndsWhenItIsTold) {
  holdTag(sign('a'));
  std::stop_source stop;
  stop.request_stop();

  EXPECT_EQ(compareTags(storage, clock.now(), peer, day("2026-11-18"), day("2026-11-18"), stop.get_token())
                .error()
                .failure,
            hub::Failure::busy);

  EXPECT_TRUE(queued(hub::DeliveryKind::gData).empty());
}
