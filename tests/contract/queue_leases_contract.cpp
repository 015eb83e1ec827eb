// How long a claim lasts, and that a worker which has lost one changes nothing any more.
#include "tests/contract/deliveries_contract.h"

namespace {

using contract::kLease;
using contract::kOver;
using hub::Delivery;
using hub::DeliveryId;
using hub::DeliveryKind;
using hub::DeliveryState;

class QueueLeasesContract : public contract::QueueContract {
 protected:
  std::uint64_t extend(const Delivery& claim, std::chrono::seconds lease = kLease) {
    return unit([&](auto& work) { return work.deliveries().extend({claim}, lease); });
  }
  void giveBack(const Delivery& claim) {
    unit([&](auto& work) { return work.deliveries().giveBack({claim}); });
  }
};
INSTANTIATE_TEST_SUITE_P(Of, QueueLeasesContract, testing::ValuesIn(contract::kinds()), contract::nameOf);

TEST_P(QueueLeasesContract, ALeaseThatRanOutIsGivenToAnother) {
  const DeliveryId id = enqueue(energy());
  claimOfSlow();
  EXPECT_TRUE(claim(1, "quick").empty());

  EXPECT_GE(release(), 1u);

  const auto second = claim(1, "quick");
  ASSERT_EQ(second.size(), 1u);
  EXPECT_EQ(second[0].id, id);
  EXPECT_EQ(second[0].attempts, 2u);
  EXPECT_EQ(second[0].roundAttempts, 2u) << "it may have been sent";
}

// T-09: leases are counted by the clock of the store.
TEST_P(QueueLeasesContract, AClockThatIsWrongHereEndsNoLease) {
  const DeliveryId id = enqueue(energy());
  claim(1, "slow");

  now_ += std::chrono::days{400};
  release();

  EXPECT_TRUE(claim(1, "quick").empty());
  EXPECT_EQ(stored(id).claimedBy, "slow");
}

// T-09: of a worker that was gone before the clock of the store was set back.
TEST_P(QueueLeasesContract, ALeaseLongerThanAnyIsOver) {
  const DeliveryId id = enqueue(energy());
  hub::ClaimWish wrong = wish(1, "gone");
  wrong.lease = std::chrono::days{1};
  ASSERT_EQ(claim(wrong).size(), 1u);
  const DeliveryId kept = enqueue(energy());
  wrong.lease = hub::kLongestLease;
  ASSERT_EQ(claim(wrong).size(), 1u);

  release();

  EXPECT_EQ(stored(id).state, DeliveryState::waiting);
  EXPECT_EQ(stored(kept).state, DeliveryState::claimed);
}

TEST_P(QueueLeasesContract, NoMoreAreReleasedThanWanted) {
  for (int i = 0; i < 3; ++i) {
    enqueue(energy());
    claimOfSlow();
  }

  EXPECT_EQ(release(2), 2u);
  EXPECT_EQ(release(2), 1u);
  EXPECT_EQ(claim(10).size(), 3u);
}

TEST_P(QueueLeasesContract, AHeartbeatKeepsALeaseUp) {
  const DeliveryId id = enqueue(energy());
  const Delivery slow = claimOfSlow();

  EXPECT_EQ(extend(slow), 1u);

  release();
  EXPECT_EQ(stored(id).state, DeliveryState::claimed);
  EXPECT_EQ(extend(slow, kOver), 1u);
  EXPECT_GE(release(), 1u);
  EXPECT_EQ(extend(slow), 0u);
}

TEST_P(QueueLeasesContract, AHeartbeatCountsWhatIsStillHeld) {
  enqueue(energy());
  enqueue(energy());
  const auto held = claim(2);
  ASSERT_EQ(held.size(), 2u);
  contract::must(record(held[0], outcome(DeliveryState::delivered)));

  EXPECT_EQ(unit([&](auto& work) { return work.deliveries().extend(held, kLease); }), 1u);
}

// OQ-88
TEST_P(QueueLeasesContract, AWriteBackThatComesTooLateIsRefused) {
  const DeliveryId id = enqueue(energy());
  const Delivery slow = claimOfSlow();
  release();

  for (const std::string worker : {"slow", "quick"}) {
    const auto written = record(slow, outcome(DeliveryState::delivered));
    ASSERT_FALSE(written) << "before " << worker;
    EXPECT_EQ(written.error().failure, hub::Failure::leaseLost);
    const Delivery held = claim(1, worker).at(0);
    EXPECT_FALSE(record(slow, outcome(DeliveryState::delivered))) << "while " << worker << " has it";
    EXPECT_EQ(stored(id).state, DeliveryState::claimed);
    contract::must(record(held, outcome(DeliveryState::waiting, "E1001")));
  }
  EXPECT_EQ(unit([&](auto& work) { return work.deliveries().attempts(id); }).size(), 2u);
}

// OQ-88
TEST_P(QueueLeasesContract, AWorkerThatLostItsClaimMovesNothing) {
  const DeliveryId id = enqueue(energy());
  const Delivery slow = claimOfSlow();
  release();
  const Delivery quick = claim(1, "quick").at(0);

  EXPECT_EQ(extend(slow, kOver), 0u);
  giveBack(slow);
  const auto frozen = tryUnit([&](auto& work) { return work.deliveries().freezeBody(slow, "slow"); });
  ASSERT_FALSE(frozen);
  EXPECT_EQ(frozen.error().failure, hub::Failure::leaseLost);
  release();

  const Delivery now = stored(id);
  EXPECT_EQ(now.state, DeliveryState::claimed);
  EXPECT_EQ(now.claimedBy, "quick");
  EXPECT_EQ(now.body, std::nullopt);
  EXPECT_TRUE(record(quick, outcome(DeliveryState::delivered)));
}

// OQ-88: the unit whose COMMIT was lost is done again, and says that it was done.
TEST_P(QueueLeasesContract, ASuccessWrittenTwiceIsRefusedTheSecondTime) {
  const DeliveryId id = enqueue(energy());
  const Delivery held = claim().at(0);
  contract::must(record(held, outcome(DeliveryState::delivered)));

  const auto again = record(held, outcome(DeliveryState::delivered));

  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().failure, hub::Failure::leaseLost);
  EXPECT_EQ(stored(id).state, DeliveryState::delivered);
  EXPECT_EQ(unit([&](auto& work) { return work.deliveries().attempts(id); }).size(), 1u);
}

TEST_P(QueueLeasesContract, WhatIsGivenBackWaitsAsBefore) {
  const DeliveryId id = enqueue(energy());
  const Delivery held = claim().at(0);
  unit([&](auto& work) { return work.deliveries().freezeBody(held, "bytes"); });

  giveBack(held);

  const Delivery waiting = stored(id);
  EXPECT_EQ(waiting.state, DeliveryState::waiting);
  EXPECT_EQ(waiting.roundAttempts, 0u);
  EXPECT_EQ(waiting.claimedBy, "");
  EXPECT_EQ(waiting.body, "bytes");
  const Delivery again = claim().at(0);
  EXPECT_EQ(again.roundAttempts, 1u);
  EXPECT_FALSE(record(held, outcome(DeliveryState::delivered))) << "that claim is over";
}

TEST_P(QueueLeasesContract, AConfigurationAskedForAgainHasFreshBytesWhenItIsGivenBack) {
  enqueue(about(DeliveryKind::configData));
  const Delivery held = claim().at(0);
  unit([&](auto& work) { return work.deliveries().freezeBody(held, "old"); });
  enqueue(about(DeliveryKind::configData));

  giveBack(held);

  const Delivery again = claim().at(0);
  EXPECT_EQ(again.body, std::nullopt);
  EXPECT_EQ(again.roundAttempts, 1u);
}

TEST_P(QueueLeasesContract, TheStoreHasAClock) {
  const auto first = unit([](auto& work) { return work.time(); });
  const auto second = unit([](auto& work) { return work.time(); });

  EXPECT_LE(first, second);
  EXPECT_LT(std::chrono::abs(hub::SystemClock().now() - second), std::chrono::minutes{1});
}

}  // namespace
