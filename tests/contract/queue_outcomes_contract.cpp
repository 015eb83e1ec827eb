#include <set>

#include "tests/contract/deliveries_contract.h"

namespace {

using hub::Delivery;
using hub::DeliveryId;
using hub::DeliveryKind;
using hub::DeliveryState;
using hub::NewDelivery;
using hub::QueueAct;

class QueueOutcomesContract : public contract::QueueContract {};
INSTANTIATE_TEST_SUITE_P(Of, QueueOutcomesContract, testing::ValuesIn(contract::kinds()), contract::nameOf);

TEST_P(QueueOutcomesContract, AFrozenBodyIsTheSameAtEveryAttempt) {
  const DeliveryId id = enqueue(energy());
  const std::string body = std::string("{\"name\":\"𠮷\"}\0\n", 16);
  const Delivery first = claim().at(0);

  unit([&](auto& work) { return work.deliveries().freezeBody(first, body); });
  contract::must(record(first, outcome(DeliveryState::waiting, "E1001")));

  const Delivery second = claim().at(0);
  EXPECT_EQ(second.body, body);
  static_cast<void>(tryUnit([&](auto& work) { return work.deliveries().freezeBody(second, "other"); }));
  EXPECT_EQ(stored(id).body, body);
}

TEST_P(QueueOutcomesContract, AWorkerThatLostItsLeaseFreezesNothing) {
  const DeliveryId id = enqueue(energy());
  const Delivery slow = claimOfSlow();
  release();
  const Delivery quick = claim(1, "quick").at(0);
  unit([&](auto& work) { return work.deliveries().freezeBody(quick, "quick"); });

  const auto frozen = tryUnit([&](auto& work) { return work.deliveries().freezeBody(slow, "slow"); });

  ASSERT_FALSE(frozen);
  EXPECT_EQ(frozen.error().failure, hub::Failure::leaseLost);
  EXPECT_EQ(stored(id).body, "quick");
}

TEST_P(QueueOutcomesContract, AConfigurationAskedForAgainOnItsWayGoesOnceMoreWithFreshBytes) {
  for (const DeliveryKind kind : {DeliveryKind::configData, DeliveryKind::meteringData}) {
    const DeliveryId id = enqueue(about(kind));
    const Delivery onItsWay = claim().at(0);
    unit([&](auto& work) { return work.deliveries().freezeBody(onItsWay, "old"); });

    EXPECT_EQ(enqueue(about(kind)), id);
    contract::must(record(onItsWay, outcome(DeliveryState::delivered)));

    const Delivery again = claim().at(0);
    EXPECT_EQ(again.kind, kind);
    EXPECT_EQ(again.body, std::nullopt);
    contract::must(record(again, outcome(DeliveryState::delivered)));
    EXPECT_TRUE(claim().empty());
  }
}

TEST_P(QueueOutcomesContract, AConfigurationAskedForAgainBeforeItsLeaseRanOutHasFreshBytes) {
  enqueue(about(DeliveryKind::configData));
  const Delivery slow = claimOfSlow();
  unit([&](auto& work) { return work.deliveries().freezeBody(slow, "old"); });
  enqueue(about(DeliveryKind::configData));

  release();

  EXPECT_EQ(claim().at(0).body, std::nullopt);
}

TEST_P(QueueOutcomesContract, AConfigurationAskedForAgainForgetsItsFrozenBytes) {
  for (const DeliveryState state :
       {DeliveryState::waiting, DeliveryState::queued, DeliveryState::needsAttention}) {
    const DeliveryId id = enqueue(about(DeliveryKind::configData));
    const Delivery first = claim().at(0);
    unit([&](auto& work) { return work.deliveries().freezeBody(first, "old"); });
    contract::must(record(first, outcome(state, "E2002")));

    EXPECT_EQ(enqueue(about(DeliveryKind::configData)), id);

    const Delivery again = claim().at(0);
    EXPECT_EQ(again.body, std::nullopt);
    contract::must(record(again, outcome(DeliveryState::delivered)));
  }
}

// A person set the old content aside; the new one is another matter.
TEST_P(QueueOutcomesContract, NewConfigurationGoesAlthoughAnOlderOneWasSetAside) {
  for (const DeliveryKind kind : {DeliveryKind::configData, DeliveryKind::meteringData}) {
    const DeliveryId id = enqueue(about(kind));
    const Delivery first = claim().at(0);
    unit([&](auto& work) { return work.deliveries().freezeBody(first, "old"); });
    contract::must(record(first, outcome(DeliveryState::needsAttention, "E2002")));
    ASSERT_TRUE(act(id, QueueAct::setAside, "旧档案不再需要"));

    EXPECT_EQ(enqueue(about(kind)), id);

    EXPECT_EQ(depth().setAside, 0u);
    const auto again = claim();
    ASSERT_EQ(again.size(), 1u);
    EXPECT_EQ(again[0].body, std::nullopt);
    EXPECT_EQ(again[0].roundAttempts, 1u);
    contract::must(record(again[0], outcome(DeliveryState::delivered)));
  }
}

TEST_P(QueueOutcomesContract, DataThatWasSetAsideStaysAside) {
  const NewDelivery data = energy();
  const DeliveryId id = enqueue(data);
  ASSERT_TRUE(act(id, QueueAct::setAside));

  EXPECT_EQ(enqueue(data), id);

  EXPECT_EQ(stored(id).state, DeliveryState::setAside);
}

TEST_P(QueueOutcomesContract, DataAskedForAgainKeepsItsFrozenBytes) {
  const NewDelivery data = energy();
  const DeliveryId id = enqueue(data);
  const Delivery first = claim().at(0);
  unit([&](auto& work) { return work.deliveries().freezeBody(first, "bytes"); });
  contract::must(record(first, outcome(DeliveryState::waiting, "E1001")));

  EXPECT_EQ(enqueue(data), id);

  EXPECT_EQ(stored(id).body, "bytes");
}

TEST_P(QueueOutcomesContract, AnOutcomeIsWrittenWithItsHistory) {
  const DeliveryId id = enqueue(energy());
  auto failed = outcome(DeliveryState::waiting, "E1001");
  failed.due = now_ + std::chrono::seconds{5};
  contract::must(record(claim().at(0), failed));

  const Delivery waiting = stored(id);
  EXPECT_EQ(waiting.state, DeliveryState::waiting);
  EXPECT_EQ(waiting.due, failed.due);
  EXPECT_EQ(waiting.lastCode, "E1001");
  EXPECT_EQ(waiting.lastMessage, "答复𠮷");
  EXPECT_EQ(waiting.claimedBy, "");
  now_ += std::chrono::seconds{5};
  const Delivery again = claim().at(0);
  EXPECT_EQ(again.roundAttempts, 2u);
  contract::must(record(again, outcome(DeliveryState::delivered)));

  const auto attempts = unit([&](auto& work) { return work.deliveries().attempts(id); });
  ASSERT_EQ(attempts.size(), 2u);
  EXPECT_EQ(attempts[0].code, "E1001");
  EXPECT_EQ(attempts[0].message, "答复𠮷");
  EXPECT_EQ(attempts[0].started, failed.started);
  EXPECT_EQ(attempts[0].took, std::chrono::milliseconds{1234});
  EXPECT_EQ(attempts[1].code, "0");
  EXPECT_EQ(stored(id).state, DeliveryState::delivered);
}

TEST_P(QueueOutcomesContract, OverlongWordsOfThePeerDoNotStopTheWriteBack) {
  const DeliveryId id = enqueue(energy());
  auto failed = outcome(DeliveryState::waiting, std::string(1000, 'E'));
  while (failed.message.size() < 200'000) failed.message += "错";

  contract::must(record(claim().at(0), failed));

  EXPECT_EQ(stored(id).state, DeliveryState::waiting);
  EXPECT_TRUE(stored(id).lastMessage.starts_with("答复𠮷错错"));
  EXPECT_EQ(unit([&](auto& work) { return work.deliveries().attempts(id); }).size(), 1u);
}

TEST_P(QueueOutcomesContract, AFaultOfTheLaneBurnsNoAttemptOfTheRound) {
  enqueue(energy());
  auto laneFault = outcome(DeliveryState::waiting, "tls");
  laneFault.burnsAttempt = false;

  contract::must(record(claim().at(0), laneFault));

  const Delivery again = claim().at(0);
  EXPECT_EQ(again.roundAttempts, 1u);
  EXPECT_EQ(again.attempts, 2u);
}

TEST_P(QueueOutcomesContract, NeitherADeliveredNorAQueuedOneIsHandedOut) {
  for (const DeliveryState state :
       {DeliveryState::delivered, DeliveryState::queued, DeliveryState::needsAttention})
    EXPECT_EQ(stored(brought(state)).state, state);

  now_ += std::chrono::days{400};
  EXPECT_TRUE(claim().empty());
}

TEST_P(QueueOutcomesContract, ANewRoundTakesUpWhatIsQueued) {
  const DeliveryId queued = brought(DeliveryState::queued);
  const DeliveryId attention = brought(DeliveryState::needsAttention);
  const DeliveryId delivered = brought(DeliveryState::delivered);
  const DeliveryId aside = brought(DeliveryState::queued);
  ASSERT_TRUE(act(aside, QueueAct::setAside));
  now_ += std::chrono::hours{24};
  const auto startRound = [&](hub::PeerId peer) {
    return unit([&](auto& work) { return work.deliveries().startRound(peer, now_); }).started;
  };

  EXPECT_EQ(startRound(newPeer()), 0u);
  EXPECT_EQ(startRound(peer_), 2u);
  EXPECT_EQ(startRound(peer_), 0u);

  std::set<DeliveryId> claimed;
  for (const Delivery& delivery : claim()) {
    claimed.insert(delivery.id);
    EXPECT_EQ(delivery.roundAttempts, 1u);
    EXPECT_EQ(delivery.attempts, 2u);
  }
  EXPECT_EQ(claimed, (std::set<DeliveryId>{queued, attention}));
  EXPECT_EQ(stored(delivered).state, DeliveryState::delivered);
  EXPECT_EQ(stored(aside).state, DeliveryState::setAside);
}

TEST_P(QueueOutcomesContract, DepthCountsEachState) {
  const hub::PeerId nobody = newPeer();
  brought(DeliveryState::delivered);
  brought(DeliveryState::delivered);
  EXPECT_EQ(depth().oldest, std::nullopt);
  brought(DeliveryState::queued);
  brought(DeliveryState::needsAttention);
  const DeliveryId aside = brought(DeliveryState::queued);
  ASSERT_TRUE(act(aside, QueueAct::setAside));
  enqueue(energy());
  ASSERT_EQ(claim(1).size(), 1u);
  enqueue(energy());
  enqueue(energy());

  const hub::QueueDepth found = depth();

  EXPECT_EQ(found.delivered, 2u);
  EXPECT_EQ(found.queued, 1u);
  EXPECT_EQ(found.needsAttention, 1u);
  EXPECT_EQ(found.setAside, 1u);
  EXPECT_EQ(found.claimed, 1u);
  EXPECT_EQ(found.waiting, 2u);
  EXPECT_NE(found.oldest, std::nullopt);
  const auto all = unit([&](auto& work) { return work.deliveries().depth(std::nullopt); });
  EXPECT_GE(all.delivered, found.delivered);
  EXPECT_EQ(unit([&](auto& work) { return work.deliveries().depth(nobody); }).waiting, 0u);
}

}  // namespace
