// What persons do and see: acts, lists, the archive, rounds in pieces, and numbers that are never counted.
#include <random>
#include <set>

#include "tests/contract/deliveries_contract.h"

namespace {

using hub::Delivery;
using hub::DeliveryFilter;
using hub::DeliveryId;
using hub::DeliveryKind;
using hub::DeliveryState;
using hub::NewDelivery;
using hub::QueueAct;

constexpr DeliveryId kNone{4'000'000'000'000u};

class QueueActsContract : public contract::QueueContract {
 protected:
  std::vector<Delivery> list(DeliveryFilter filter) {
    filter.peer = peer_;
    return unit([&](auto& work) { return work.deliveries().list(filter); });
  }
  std::set<DeliveryId> idsOf(const DeliveryFilter& filter) {
    std::set<DeliveryId> ids;
    for (const Delivery& delivery : list(filter)) ids.insert(delivery.id);
    return ids;
  }
  std::uint64_t startRound(std::uint32_t limit) {
    return unit([&](auto& work) { return work.deliveries().startRound(peer_, now_, limit); }).started;
  }
  /// The numbers, counted one by one.
  hub::QueueDepth counted() {
    hub::QueueDepth depth;
    DeliveryFilter all;
    all.limit = 100'000;
    for (const Delivery& delivery : list(all)) {
      depth.waiting += delivery.state == DeliveryState::waiting;
      depth.claimed += delivery.state == DeliveryState::claimed;
      depth.queued += delivery.state == DeliveryState::queued;
      depth.needsAttention += delivery.state == DeliveryState::needsAttention;
      depth.delivered += delivery.state == DeliveryState::delivered;
      depth.setAside += delivery.state == DeliveryState::setAside;
    }
    return depth;
  }
};
INSTANTIATE_TEST_SUITE_P(Of, QueueActsContract, testing::ValuesIn(contract::kinds()), contract::nameOf);

TEST_P(QueueActsContract, WhatAPersonSetAsideCanBeTakenBack) {
  const DeliveryId id = brought(DeliveryState::needsAttention);

  EXPECT_TRUE(act(id, QueueAct::setAside, "对方确认不再需要𠮷"));
  EXPECT_EQ(stored(id).state, DeliveryState::setAside);
  EXPECT_EQ(stored(id).note, "对方确认不再需要𠮷");
  EXPECT_TRUE(claim().empty());
  EXPECT_EQ(startRound(10), 0u);
  EXPECT_TRUE(act(id, QueueAct::takeBack, "仍需要"));
  EXPECT_EQ(stored(id).note, "仍需要");
  const Delivery again = claim().at(0);
  EXPECT_EQ(again.id, id);
  EXPECT_EQ(again.roundAttempts, 1u);
}

TEST_P(QueueActsContract, SendAgainNowMakesItDueWithAFreshRound) {
  const DeliveryId id = brought(DeliveryState::queued);
  now_ += std::chrono::minutes{1};

  EXPECT_TRUE(act(id, QueueAct::sendAgain));

  const auto claimed = claim();
  ASSERT_EQ(claimed.size(), 1u);
  EXPECT_EQ(claimed[0].id, id);
  EXPECT_EQ(claimed[0].due, now_);
  EXPECT_EQ(claimed[0].roundAttempts, 1u);
}

TEST_P(QueueActsContract, EachActHasItsStates) {
  const DeliveryId waiting = enqueue(energy());
  for (const QueueAct one : {QueueAct::sendAgain, QueueAct::sendAfterConfiguration, QueueAct::setAside}) {
    EXPECT_TRUE(act(waiting, one)) << nameOf(one);
    EXPECT_EQ(act(waiting, QueueAct::takeBack), one == QueueAct::setAside) << nameOf(one);
  }
  act(waiting, QueueAct::setAside);
  const DeliveryId delivered = brought(DeliveryState::delivered);
  const DeliveryId held = enqueue(energy());
  ASSERT_EQ(claim().size(), 1u);
  for (const QueueAct one :
       {QueueAct::sendAgain, QueueAct::sendAfterConfiguration, QueueAct::setAside, QueueAct::takeBack}) {
    EXPECT_FALSE(act(held, one, "x")) << nameOf(one);
    EXPECT_FALSE(act(delivered, one, "x")) << nameOf(one);
    EXPECT_FALSE(act(kNone, one, "x")) << nameOf(one);
  }
  EXPECT_FALSE(act(waiting, QueueAct::sendAgain)) << "set aside: it is taken back first";
  EXPECT_EQ(stored(held).note, "");
  EXPECT_EQ(stored(delivered).note, "");
}

TEST_P(QueueActsContract, OverlongReasonsDoNotStopAnAct) {
  std::string overlong;
  while (overlong.size() < 50'000) overlong += "长";
  const DeliveryId id = enqueue(energy());

  EXPECT_TRUE(act(id, QueueAct::setAside, overlong));

  EXPECT_TRUE(stored(id).note.starts_with("长长长"));
}

TEST_P(QueueActsContract, WhatIsDeliveredIsStillSeen) {
  NewDelivery fresh = energy(hub::Priority::correction);
  fresh.reason = "更正";
  const DeliveryId id = enqueue(fresh);
  ASSERT_TRUE(act(id, QueueAct::sendAgain, "人工"));
  const Delivery held = claim().at(0);
  unit([&](auto& work) { return work.deliveries().freezeBody(held, "body"); });
  auto done = outcome(DeliveryState::delivered);
  contract::must(record(held, done));

  const Delivery found = stored(id);
  EXPECT_EQ(found.state, DeliveryState::delivered);
  EXPECT_EQ(found.finished, done.started + done.took);
  EXPECT_EQ(found.body, std::nullopt);
  EXPECT_EQ(found.kind, fresh.kind);
  EXPECT_EQ(found.priority, fresh.priority);
  EXPECT_EQ(found.enterprise, enterprise_);
  EXPECT_EQ(found.batch, fresh.batch);
  EXPECT_EQ(found.reason, "更正");
  EXPECT_EQ(found.note, "人工");
  EXPECT_EQ(found.created, now_);
  EXPECT_EQ(found.attempts, 1u);
  EXPECT_EQ(found.claimedBy, "");
  EXPECT_EQ(found.lastCode, "0");
  EXPECT_EQ(found.lastMessage, "答复𠮷");
  EXPECT_EQ(idsOf({}), std::set<DeliveryId>{id});
  DeliveryFilter delivered;
  delivered.state = DeliveryState::delivered;
  EXPECT_EQ(idsOf(delivered), std::set<DeliveryId>{id});
  EXPECT_EQ(unit([&](auto& work) { return work.deliveries().attempts(id); }).size(), 1u);
}

TEST_P(QueueActsContract, WhatIsNotDeliveredIsNotFinished) {
  const DeliveryId id = brought(DeliveryState::needsAttention);

  EXPECT_EQ(stored(id).finished, std::nullopt);
}

TEST_P(QueueActsContract, TheListIsFilteredAndHasNoBodies) {
  const DeliveryId id = enqueue(energy());
  const Delivery held = claim().at(0);
  unit([&](auto& work) { return work.deliveries().freezeBody(held, "body"); });
  NewDelivery other = energy();
  other.enterprise = newEnterprise();
  other.kind = DeliveryKind::gData;
  other.reason = "补传";
  other.due = now_ + std::chrono::hours{1};
  const DeliveryId second = enqueue(other);
  DeliveryFilter byState, byEnterprise, byKind, byReason, from, to;
  byState.state = DeliveryState::claimed;
  byEnterprise.enterprise = other.enterprise;
  byKind.kind = DeliveryKind::gData;
  byReason.reason = "补传";
  from.createdFrom = other.due;
  to.createdTo = other.due;

  EXPECT_EQ(idsOf({}), (std::set<DeliveryId>{id, second}));
  EXPECT_EQ(idsOf(byState), std::set<DeliveryId>{id});
  EXPECT_EQ(list(byState).at(0).body, std::nullopt);
  EXPECT_EQ(idsOf(byEnterprise), std::set<DeliveryId>{second});
  EXPECT_EQ(idsOf(byKind), std::set<DeliveryId>{second});
  EXPECT_EQ(idsOf(byReason), std::set<DeliveryId>{second});
  EXPECT_EQ(idsOf(from), std::set<DeliveryId>{second});
  EXPECT_EQ(idsOf(to), std::set<DeliveryId>{id});
  contract::must(record(held, outcome(DeliveryState::queued, "E2001")));
  DeliveryFilter byCode;
  byCode.lastCode = "E2001";
  EXPECT_EQ(idsOf(byCode), std::set<DeliveryId>{id});
}

TEST_P(QueueActsContract, TheListGoesPageByPageOverQueueAndArchive) {
  std::vector<DeliveryId> all;
  for (int i = 0; i < 7; ++i)
    all.push_back(i % 2 ? brought(DeliveryState::delivered) : brought(DeliveryState::queued));
  DeliveryFilter page;
  page.limit = 3;
  std::vector<DeliveryId> seen;
  for (auto found = list(page); !found.empty(); found = list(page)) {
    EXPECT_LE(found.size(), 3u);
    for (const Delivery& delivery : found) seen.push_back(delivery.id);
    page.after = found.back().id;
  }
  EXPECT_EQ(seen, all);

  DeliveryFilter between;
  between.after = all[1];
  between.upTo = all[4];
  EXPECT_EQ(idsOf(between), (std::set<DeliveryId>{all[2], all[3], all[4]}));
}

TEST_P(QueueActsContract, ARoundStartsInPiecesTheOldestFirst) {
  std::vector<DeliveryId> all;
  for (int i = 0; i < 5; ++i)
    all.push_back(brought(i % 2 ? DeliveryState::queued : DeliveryState::needsAttention));

  EXPECT_EQ(startRound(2), 2u);

  EXPECT_EQ(stored(all[0]).state, DeliveryState::waiting);
  EXPECT_EQ(stored(all[1]).state, DeliveryState::waiting);
  EXPECT_EQ(stored(all[2]).state, DeliveryState::needsAttention);
  EXPECT_EQ(startRound(2), 2u);
  EXPECT_EQ(startRound(2), 1u);
  EXPECT_EQ(startRound(2), 0u);
}

// OQ-18: once a round, however soon one fails again.
TEST_P(QueueActsContract, PiecesBehindEachOtherTakeNoRowTwice) {
  std::vector<DeliveryId> all;
  for (int i = 0; i < 5; ++i)
    all.push_back(brought(i % 2 ? DeliveryState::queued : DeliveryState::needsAttention));
  std::vector<DeliveryId> taken;

  hub::RoundPiece piece{0, {}, true};
  for (int pieces = 0; piece.isFull; ++pieces) {
    ASSERT_LT(pieces, 10) << "the round has no end";
    piece = unit([&](auto& work) { return work.deliveries().startRound(peer_, now_, 2, piece.last); });
    for (const Delivery& delivery : claim()) {
      taken.push_back(delivery.id);
      contract::must(record(delivery, outcome(DeliveryState::needsAttention, "not_composed")));
    }
  }

  EXPECT_EQ(taken, all);
  EXPECT_EQ(piece.last, all.back());
  EXPECT_EQ(depth().needsAttention, 5u);
}

TEST_P(QueueActsContract, TheNumbersEqualACountAfterAnyWork) {
  constexpr int kThreads = 4, kSteps = 40;
  contract::together(kThreads, [&](int thread) {
    std::mt19937 random(static_cast<unsigned>(thread));
    const std::string worker = "w" + std::to_string(thread);
    for (int step = 0; step < kSteps; ++step) {
      NewDelivery fresh;
      fresh.peer = peer_;
      fresh.enterprise = enterprise_;
      fresh.subject = std::to_string(thread) + "." + std::to_string(step);
      fresh.kind = DeliveryKind::gTag;
      fresh.due = now_;
      const DeliveryId id = enqueue(fresh);
      if (random() % 4 == 0) act(id, random() % 2 ? QueueAct::setAside : QueueAct::sendAgain);
      for (const Delivery& held : claim(static_cast<std::uint32_t>(random() % 3), worker)) {
        const auto next = static_cast<DeliveryState>(random() % 5);
        if (next == DeliveryState::claimed)
          unit([&](auto& work) { return work.deliveries().giveBack({held}); });
        else
          contract::must(record(held, outcome(next)));
      }
      if (step % 16 == 0) startRound(3);
    }
  });

  const hub::QueueDepth kept = depth(), exact = counted();
  EXPECT_EQ(kept.waiting, exact.waiting);
  EXPECT_EQ(kept.claimed, exact.claimed);
  EXPECT_EQ(kept.queued, exact.queued);
  EXPECT_EQ(kept.needsAttention, exact.needsAttention);
  EXPECT_EQ(kept.delivered, exact.delivered);
  EXPECT_EQ(kept.setAside, exact.setAside);
  EXPECT_GT(exact.delivered, 0u);
  EXPECT_EQ(
      exact.waiting + exact.claimed + exact.queued + exact.needsAttention + exact.delivered + exact.setAside,
      static_cast<std::uint64_t>(kThreads * kSteps));
}

TEST_P(QueueActsContract, AUnitThatIsUndoneLeavesTheNumbers) {
  const DeliveryId id = enqueue(energy());
  const hub::QueueDepth before = depth();
  {
    auto work = contract::must(storage().begin());
    contract::must(work->deliveries().enqueue(about(DeliveryKind::configData)));
    contract::must(work->deliveries().act(id, QueueAct::setAside, "", now_));
  }
  EXPECT_EQ(depth().waiting, before.waiting);
  EXPECT_EQ(depth().setAside, before.setAside);
}

}  // namespace
