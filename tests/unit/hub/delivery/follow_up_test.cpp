#include "hub/delivery/follow_up.h"

#include "tests/unit/hub/delivery/delivery_world.h"

using delivery_test::kEnterprise;
using hub::DeliveryKind;
using hub::TagState;
using hub::delivery::followUp;

namespace {

constexpr const char* kSign = "2014-10-10-320000-14010702-929a63988754b5b62f712942159f62fd";

class FollowUpTest : public testing::Test, public delivery_test::World {
 protected:
  FollowUpTest() { peer.profile.enterpriseCodes[kEnterprise] = "14010702"; }

  void holdsTag(hub::BatchId batch) {
    hub::Tag tag;
    tag.peer = peer.id;
    tag.sign = *schemas::LogSign::parse(kSign);
    tag.batch = batch;
    ASSERT_TRUE(storage.unit([&](hub::UnitOfWork& work) { return work.tags().putOwn(tag); }));
  }
  void follows(DeliveryKind kind, const char* code, std::optional<hub::BatchId> batch,
               const char* reason = "live") {
    hub::Delivery delivery;
    delivery.peer = peer.id;
    delivery.kind = kind;
    delivery.enterprise = kEnterprise;
    delivery.batch = batch;
    delivery.subject = kind == DeliveryKind::gTag ? kSign : "";
    delivery.reason = reason;
    ASSERT_TRUE(storage.unit([&](hub::UnitOfWork& work) {
      return followUp(work, {peer, delivery, code, clock.now()});
    }));
  }
};

}  // namespace

// OQ-47
TEST_F(FollowUpTest, FindsTheTagOfABatchUnderThePeersCode) {
  holdsTag(hub::BatchId{5});

  follows(DeliveryKind::gData, "true", hub::BatchId{5});

  ASSERT_EQ(storage.deliveries().size(), 1U);
  EXPECT_EQ(storage.deliveries()[0].subject, kSign);
  EXPECT_EQ(storage.deliveries()[0].reason, hub::delivery::kConfirmReason);
}

TEST_F(FollowUpTest, LeavesTheTagsOfOtherBatchesAlone) {
  holdsTag(hub::BatchId{6});

  follows(DeliveryKind::gData, "true", hub::BatchId{5});

  EXPECT_TRUE(storage.deliveries().empty());
}

TEST_F(FollowUpTest, LeavesTheTagsOfOtherPeersAlone) {
  holdsTag(hub::BatchId{5});
  hub::Peer other = peer;
  other.id = {};
  other.name = "other";
  put(other);

  follows(DeliveryKind::gData, "true", hub::BatchId{5});

  EXPECT_TRUE(storage.deliveries().empty());
}

// OQ-64
TEST_F(FollowUpTest, AFalseForABatchWeDoNotHoldQueuesNothing) {
  holdsTag(hub::BatchId{});

  follows(DeliveryKind::gTag, "FALSE", std::nullopt);

  EXPECT_EQ(storage.tags().at(0).state, TagState::missingThere);
  EXPECT_TRUE(storage.deliveries().empty());
}

// OQ-64
TEST_F(FollowUpTest, AFalseTwiceQueuesOneBackfill) {
  holdsTag(hub::BatchId{5});

  follows(DeliveryKind::gTag, "false", hub::BatchId{5});
  follows(DeliveryKind::gTag, "false", hub::BatchId{5});

  EXPECT_EQ(storage.deliveries().size(), 1U);
}

TEST_F(FollowUpTest, AFalseToAConfirmationWaitsForTheDailyPush) {
  holdsTag(hub::BatchId{5});

  follows(DeliveryKind::gTag, "false", hub::BatchId{5}, hub::delivery::kConfirmReason);

  EXPECT_EQ(storage.tags().at(0).state, TagState::missingThere);
  EXPECT_TRUE(storage.deliveries().empty());
}

TEST_F(FollowUpTest, NothingFollowsAnUploadOfN) {
  holdsTag(hub::BatchId{5});

  follows(DeliveryKind::energyData, "0", hub::BatchId{5});

  EXPECT_EQ(storage.tags().at(0).state, TagState::own);
  EXPECT_TRUE(storage.deliveries().empty());
}
