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
    if (kind == DeliveryKind::gTag)
      queues(kind, {}, "2014-10-10-320000-14010702-" + crypto.md5(std::to_string(++tags_)));
    else
      kind == DeliveryKind::energyData ? queues(kind, holdsTable8()) : queues(kind);
    return {claims(), {"https://access.example", delivery_test::kProvinceId}, std::nullopt, false};
  }
  void freezes() { ASSERT_TRUE(freezeBodies(around(), peer, hand_)); }
  std::deque<Outgoing> hand_;

 private:
  int tags_ = 0;
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

TEST_F(FreezeTest, OneWhoseComposingThrowsIsAPersonsAndTheOthersAreComposed) {
  for (int i = 0; i < 3; ++i)
    hand_.push_back(takes(i == 1 ? DeliveryKind::meteringData : DeliveryKind::gTag));
  const std::uint64_t ofFirst = 1;  // a tag needs its own row alone
  storage.throwCall(ofFirst + 1);   // the second, in the common unit
  storage.throwCall(ofFirst + 3);   // the second again, alone

  freezes();

  ASSERT_TRUE(hand_[1].obstacle);
  EXPECT_EQ(hand_[1].obstacle->code, "not_composed");
  EXPECT_EQ(hand_[1].obstacle->decision.next, DeliveryState::needsAttention);
  EXPECT_NE(hand_[1].obstacle->message.find("报文无法生成"), std::string::npos);
  EXPECT_NE(hand_[1].obstacle->message.find("thrown by order of the test"), std::string::npos);
  for (const std::size_t other : {0U, 2U}) EXPECT_TRUE(hand_[other].delivery.body) << other;
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
