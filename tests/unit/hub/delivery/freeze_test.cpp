#include "hub/delivery/freeze.h"

#include "tests/unit/hub/delivery/delivery_world.h"

using hub::DeliveryKind;
using hub::DeliveryState;
using hub::delivery::freezeBodies;
using hub::delivery::Outgoing;

namespace {

class FreezeTest : public testing::Test, public delivery_test::World {
 protected:
  Outgoing takes(DeliveryKind kind) {
    kind == DeliveryKind::energyData ? queues(kind, holdsTable8()) : queues(kind);
    return {claims(), {"https://access.example", delivery_test::kProvinceId}, std::nullopt, false};
  }
  void freezes() { ASSERT_TRUE(freezeBodies(around(), peer, hand_)); }
  std::deque<Outgoing> hand_;
};

}  // namespace

TEST_F(FreezeTest, ComposesTheWholeHandInOneUnit) {
  hand_.push_back(takes(DeliveryKind::energyData));
  hand_.push_back(takes(DeliveryKind::meteringData));
  const auto before = storage.commits();

  freezes();

  EXPECT_EQ(storage.commits(), before + 1);
  for (const Outgoing& one : hand_) {
    ASSERT_TRUE(one.delivery.body);
    EXPECT_EQ(delivery(one.delivery.id).body, one.delivery.body);
  }
}

TEST_F(FreezeTest, LeavesAloneWhatIsFrozen) {
  hand_.push_back(takes(DeliveryKind::energyData));
  hand_.front().delivery.body = "as it was";
  const auto before = storage.calls();

  freezes();

  EXPECT_EQ(hand_.front().delivery.body, "as it was");
  EXPECT_EQ(storage.calls(), before);
}

TEST_F(FreezeTest, WhatCannotBeComposedIsAPersonsAndTheOthersAreComposed) {
  hand_.push_back(takes(DeliveryKind::energyData));
  hand_.push_front(takes(DeliveryKind::configData));  // there is no configuration

  freezes();

  ASSERT_TRUE(hand_[0].obstacle);
  EXPECT_EQ(hand_[0].obstacle->code, "not_composed");
  EXPECT_EQ(hand_[0].obstacle->decision.next, DeliveryState::needsAttention);
  EXPECT_TRUE(hand_[1].delivery.body);
}

TEST_F(FreezeTest, OneThatBreaksTheUnitDoesNotStopTheLane) {
  hand_.push_back(takes(DeliveryKind::energyData));
  hand_.push_back(takes(DeliveryKind::meteringData));
  storage.failCall(1, hub::Failure::internal);  // in the common unit
  storage.failCall(2, hub::Failure::internal);  // the first again, alone

  freezes();

  EXPECT_TRUE(hand_[0].obstacle);
  EXPECT_FALSE(hand_[1].obstacle);
  EXPECT_TRUE(hand_[1].delivery.body);
}

TEST_F(FreezeTest, AStoreThatIsAwayIsAnErrorAndChangesNothing) {
  hand_.push_back(takes(DeliveryKind::energyData));
  storage.failNext(hub::Failure::database);

  EXPECT_FALSE(freezeBodies(around(), peer, hand_));

  EXPECT_FALSE(hand_.front().obstacle);
  EXPECT_FALSE(hand_.front().delivery.body);
}

TEST_F(FreezeTest, WhatIsLostMeanwhileIsMarked) {
  hand_.push_back(takes(DeliveryKind::energyData));
  leasesRunOut();

  freezes();

  EXPECT_TRUE(hand_.front().isLost);
  EXPECT_FALSE(delivery(hand_.front().delivery.id).body);
}
