#include "hub/reconcile/tag_push.h"

#include "tests/unit/hub/reconcile/reconcile_fixture.h"

using hub::reconcile::pushTags;

class TagPush : public ReconcileFixture {};

// G-7.1-3 G-7.1-7
TEST_F(TagPush, QueuesOneDeliveryForEachTagThatIsNotAgreed) {
  holdTag(sign('a'));
  holdTag(sign('b'), hub::TagState::missingThere);
  holdTag(sign('c'), hub::TagState::agreed);

  const auto counts = pushTags(storage, clock.now(), peer, {});

  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->queued, 2U);
  const auto tags = queued(hub::DeliveryKind::gTag);
  ASSERT_EQ(tags.size(), 2U);
  EXPECT_EQ(tags[0].subject, sign('a').text());
  EXPECT_EQ(tags[0].priority, hub::Priority::tag);
}

TEST_F(TagPush, AsksAgainForAgreedTagsOfARangeSoThatALaterLossComesToLight) {
  holdTag(sign('a', "2026-11-18"), hub::TagState::agreed);
  holdTag(sign('b', "2026-11-19"), hub::TagState::agreed);

  const auto counts =
      pushTags(storage, clock.now(), peer,
               {.from = day("2026-11-18"), .to = day("2026-11-18"), .enterprise = std::nullopt});

  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->queued, 1U);
}

TEST_F(TagPush, PushedTwiceStandsInTheQueueOnce) {
  holdTag(sign('a'));

  ASSERT_TRUE(pushTags(storage, clock.now(), peer, {}));
  ASSERT_TRUE(pushTags(storage, clock.now(), peer, {}));

  EXPECT_EQ(queued(hub::DeliveryKind::gTag).size(), 1U);
}

TEST_F(TagPush, LeavesOutWhatOnlyTheOtherSideHas) {
  peerNames(sign('a'));

  const auto counts = pushTags(storage, clock.now(), peer, {});

  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->queued, 0U);
}

TEST_F(TagPush, QueuesNothingWhenTheDatabaseFailsInTheMiddle) {
  holdTag(sign('a'));
  holdTag(sign('b'));
  storage.failCall(4, hub::Failure::database);

  EXPECT_FALSE(pushTags(storage, clock.now(), peer, {}));

  EXPECT_TRUE(queued(hub::DeliveryKind::gTag).empty());
}

TEST_F(TagPush, WorksInUnitsOfABoundedSize) {
  for (int i = 0; i < 501; ++i) {
    auto logsign = sign('a');
    logsign.md5.replace(0, 5, std::to_string(10000 + i));
    holdTag(logsign);
  }
  const auto commits = storage.commits();

  EXPECT_EQ(pushTags(storage, clock.now(), peer, {})->queued, 501U);

  EXPECT_EQ(storage.commits() - commits, 3U) << "one to read, two to write";
  EXPECT_EQ(queued(hub::DeliveryKind::gTag).size(), 501U);
}

TEST_F(TagPush, EndsWhenItIsTold) {
  holdTag(sign('a'));
  std::stop_source stop;
  stop.request_stop();

  EXPECT_EQ(pushTags(storage, clock.now(), peer, {}, stop.get_token()).error().failure, hub::Failure::busy);

  EXPECT_TRUE(queued(hub::DeliveryKind::gTag).empty());
}
