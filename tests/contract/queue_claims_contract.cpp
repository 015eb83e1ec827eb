#include <mutex>
#include <set>

#include "tests/contract/deliveries_contract.h"

namespace {

using hub::Delivery;
using hub::DeliveryId;
using hub::DeliveryKind;
using hub::DeliveryState;
using hub::NewDelivery;
using hub::Priority;

class QueueClaimsContract : public contract::QueueContract {};
INSTANTIATE_TEST_SUITE_P(Of, QueueClaimsContract, testing::ValuesIn(contract::kinds()), contract::nameOf);

TEST_P(QueueClaimsContract, ADeliveryComesBackWhole) {
  NewDelivery fresh = energy(Priority::backfill);
  fresh.kind = DeliveryKind::gTag;
  fresh.subject = "2026-11-20-330000-A-" + contract::freshHex(32);
  fresh.reason = "补传";

  const Delivery found = stored(enqueue(fresh));

  EXPECT_EQ(found.peer, peer_);
  EXPECT_EQ(found.kind, DeliveryKind::gTag);
  EXPECT_EQ(found.priority, Priority::backfill);
  EXPECT_EQ(found.state, DeliveryState::waiting);
  EXPECT_EQ(found.enterprise, enterprise_);
  EXPECT_EQ(found.batch, fresh.batch);
  EXPECT_EQ(found.subject, fresh.subject);
  EXPECT_EQ(found.reason, "补传");
  EXPECT_EQ(found.body, std::nullopt);
  EXPECT_EQ(found.attempts, 0u);
  EXPECT_EQ(found.roundAttempts, 0u);
  EXPECT_EQ(found.due, now_);
  EXPECT_FALSE(unit([&](auto& work) { return work.deliveries().find(DeliveryId{4'000'000'000'000u}); }));
}

TEST_P(QueueClaimsContract, TheSameWorkStandsOnlyOnceUntilDelivered) {
  const NewDelivery fresh = energy();
  const DeliveryId id = enqueue(fresh);

  EXPECT_EQ(enqueue(fresh), id);
  const auto claimed = claim();
  ASSERT_EQ(claimed.size(), 1u);
  EXPECT_EQ(enqueue(fresh), id);
  contract::must(record(claimed[0], outcome(DeliveryState::delivered)));
  EXPECT_NE(enqueue(fresh), id);
}

TEST_P(QueueClaimsContract, WorkThatDiffersInAnyPartStandsByItself) {
  const NewDelivery fresh = energy();
  NewDelivery peer = fresh, kind = fresh, enterprise = fresh, batch = fresh, subject = fresh, none = fresh;
  peer.peer = newPeer();
  kind.kind = DeliveryKind::gData;
  enterprise.enterprise = newEnterprise();
  batch.batch = newBatch(enterprise_);
  subject.subject = "x";
  none.batch = std::nullopt;

  std::set<DeliveryId> ids;
  for (const NewDelivery& one : {fresh, peer, kind, enterprise, batch, subject, none})
    ids.insert(enqueue(one));

  EXPECT_EQ(ids.size(), 7u);
}

TEST_P(QueueClaimsContract, WorkWithoutABatchStandsOnceToo) {
  EXPECT_EQ(enqueue(about(DeliveryKind::configData)), enqueue(about(DeliveryKind::configData)));
  EXPECT_NE(enqueue(about(DeliveryKind::configData)), enqueue(about(DeliveryKind::meteringData)));
}

TEST_P(QueueClaimsContract, OneOfManyUnitsAtOnceEnqueues) {
  const NewDelivery fresh = energy();
  std::mutex idsMutex;
  std::set<DeliveryId> ids;

  contract::together(4, [&](int) {
    const DeliveryId id = enqueue(fresh);
    const std::lock_guard lock(idsMutex);
    ids.insert(id);
  });

  EXPECT_EQ(ids.size(), 1u);
  EXPECT_EQ(depth().waiting, 1u);
}

TEST_P(QueueClaimsContract, SmallerPriorityGoesFirstThenTheOlder) {
  const DeliveryId restore = enqueue(energy(Priority::restore));
  const DeliveryId backfill = enqueue(energy(Priority::backfill));
  const DeliveryId live = enqueue(energy(Priority::live));
  const DeliveryId liveLater = enqueue(energy(Priority::live));
  const DeliveryId correction = enqueue(energy(Priority::correction));

  std::vector<DeliveryId> order;
  for (const Delivery& delivery : claim(3)) order.push_back(delivery.id);
  for (const Delivery& delivery : claim(3)) order.push_back(delivery.id);

  EXPECT_EQ(order, (std::vector<DeliveryId>{live, liveLater, correction, backfill, restore}));
}

TEST_P(QueueClaimsContract, AClaimCountsTheAttemptAndNamesTheWorker) {
  const DeliveryId id = enqueue(energy());

  const auto claimed = claim(1, "worker-7");

  ASSERT_EQ(claimed.size(), 1u);
  EXPECT_EQ(claimed[0].id, id);
  EXPECT_EQ(claimed[0].state, DeliveryState::claimed);
  EXPECT_EQ(claimed[0].claimedBy, "worker-7");
  EXPECT_EQ(claimed[0].attempts, 1u);
  EXPECT_EQ(claimed[0].roundAttempts, 1u);
  EXPECT_TRUE(claim(1, "worker-8").empty());
}

TEST_P(QueueClaimsContract, WhatIsNotDueOrOfAnotherLaneStays) {
  NewDelivery later = energy();
  later.due = now_ + std::chrono::seconds{1};
  const DeliveryId id = enqueue(later);
  NewDelivery elsewhere = energy();
  elsewhere.peer = newPeer();
  enqueue(elsewhere);

  EXPECT_TRUE(claim().empty());
  now_ += std::chrono::seconds{1};
  const auto due = claim();
  ASSERT_EQ(due.size(), 1u);
  EXPECT_EQ(due[0].id, id);
}

// OQ-88
TEST_P(QueueClaimsContract, NoDeliveryIsHandedOutTwice) {
  std::set<DeliveryId> all;
  for (int i = 0; i < 24; ++i) all.insert(enqueue(energy()));
  std::mutex claimedMutex;
  std::multiset<DeliveryId> claimed;

  contract::together(4, [&](int worker) {
    for (int round = 0; round < 12; ++round) {
      for (const Delivery& delivery : claim(2, "w" + std::to_string(worker))) {
        const std::lock_guard lock(claimedMutex);
        claimed.insert(delivery.id);
      }
    }
  });

  EXPECT_EQ(std::set<DeliveryId>(claimed.begin(), claimed.end()), all);
  EXPECT_EQ(claimed.size(), all.size());
}

TEST_P(QueueClaimsContract, AnOlderConfigurationGoesBeforeTheDataOfItsEnterprise) {
  for (const DeliveryKind kind : {DeliveryKind::configData, DeliveryKind::meteringData}) {
    const DeliveryId first = enqueue(about(kind));
    const DeliveryId second = enqueue(energy());

    const auto before = claim();
    ASSERT_EQ(before.size(), 1u);
    EXPECT_EQ(before[0].id, first);
    EXPECT_TRUE(claim().empty()) << "the configuration is still on its way";
    contract::must(record(before[0], outcome(DeliveryState::delivered)));
    const auto after = claim();
    ASSERT_EQ(after.size(), 1u);
    EXPECT_EQ(after[0].id, second);
    contract::must(record(after[0], outcome(DeliveryState::delivered)));
  }
}

TEST_P(QueueClaimsContract, AnOlderConfigurationGoesBeforeTheInstrumentsOfItsEnterprise) {
  const DeliveryId config = enqueue(about(DeliveryKind::configData));
  const DeliveryId instruments = enqueue(about(DeliveryKind::meteringData));

  const auto before = claim();
  ASSERT_EQ(before.size(), 1u);
  EXPECT_EQ(before[0].id, config);
  EXPECT_TRUE(claim().empty()) << "the configuration is still on its way";
  contract::must(record(before[0], outcome(DeliveryState::delivered)));
  const auto after = claim();
  ASSERT_EQ(after.size(), 1u);
  EXPECT_EQ(after[0].id, instruments);
}

TEST_P(QueueClaimsContract, AConfigurationThatWaitsToBeResentHoldsTheDataBack) {
  enqueue(about(DeliveryKind::configData));
  enqueue(energy());
  auto later = outcome(DeliveryState::waiting, "E1001");
  later.due = now_ + std::chrono::seconds{5};
  contract::must(record(claim().at(0), later));

  EXPECT_TRUE(claim().empty());
}

TEST_P(QueueClaimsContract, AConfigurationHoldsOnlyItsOwnEnterpriseAndLaneBack) {
  enqueue(about(DeliveryKind::configData));
  claim();
  NewDelivery other = energy();
  other.enterprise = newEnterprise();
  other.batch = newBatch(other.enterprise);
  const DeliveryId free = enqueue(other);
  enqueue(energy());

  const auto claimed = claim();

  ASSERT_EQ(claimed.size(), 1u);
  EXPECT_EQ(claimed[0].id, free);
}

TEST_P(QueueClaimsContract, AYoungerConfigurationHoldsNothingBack) {
  const DeliveryId data = enqueue(energy());
  const DeliveryId config = enqueue(about(DeliveryKind::configData));

  std::set<DeliveryId> claimed;
  for (const Delivery& delivery : claim()) claimed.insert(delivery.id);

  EXPECT_EQ(claimed, (std::set<DeliveryId>{data, config}));
}

}  // namespace
