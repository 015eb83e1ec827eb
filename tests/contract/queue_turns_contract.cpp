// In which order enterprises are served, and what waits for what.
#include <map>
#include <set>

#include "tests/contract/deliveries_contract.h"

namespace {

using hub::ClaimWish;
using hub::Delivery;
using hub::DeliveryId;
using hub::DeliveryKind;
using hub::DeliveryState;
using hub::NewDelivery;
using hub::Priority;
using hub::QueueAct;

class QueueTurnsContract : public contract::QueueContract {
 protected:
  void SetUp() override {
    QueueContract::SetUp();
    const std::string prefix = contract::fresh("E");
    for (const char* letter : {"a", "b", "c"}) names_.push_back(prefix + letter);
  }
  DeliveryId add(const std::string& enterprise, Priority priority = Priority::live,
                 DeliveryKind kind = DeliveryKind::gData) {
    NewDelivery fresh;
    fresh.peer = peer_;
    fresh.kind = kind;
    fresh.priority = priority;
    fresh.enterprise = enterprise;
    fresh.subject = kind <= DeliveryKind::meteringData ? "" : contract::fresh("s");
    fresh.due = now_;
    return enqueue(fresh);
  }
  void addMany(const std::string& enterprise, int count, hub::TimePoint due) {
    std::vector<NewDelivery> many;
    for (int i = 0; i < count; ++i) {
      NewDelivery fresh;
      fresh.peer = peer_;
      fresh.kind = DeliveryKind::gData;
      fresh.enterprise = enterprise;
      fresh.subject = contract::fresh("s");
      fresh.due = due;
      many.push_back(fresh);
    }
    unit([&](auto& work) { return work.deliveries().enqueueAll(many); });
  }
  std::vector<DeliveryId> claimAfter(const std::string& after, std::uint32_t limit = 1) {
    ClaimWish next = wish(limit);
    next.after = after;
    std::vector<DeliveryId> ids;
    for (const Delivery& delivery : claim(next)) ids.push_back(delivery.id);
    return ids;
  }
  using Ids = std::vector<DeliveryId>;

  std::vector<std::string> names_;
};
INSTANTIATE_TEST_SUITE_P(Of, QueueTurnsContract, testing::ValuesIn(contract::kinds()), contract::nameOf);

TEST_P(QueueTurnsContract, EnterprisesTakeTurns) {
  const DeliveryId c = add(names_[2]), a1 = add(names_[0]), a2 = add(names_[0]), b1 = add(names_[1]),
                   b2 = add(names_[1]), a3 = add(names_[0]);

  EXPECT_EQ(claimAfter(names_[0]), (Ids{b1}));
  EXPECT_EQ(claimAfter(names_[1]), (Ids{c}));
  EXPECT_EQ(claimAfter(names_[2]), (Ids{a1}));
  EXPECT_EQ(claimAfter(names_[0]), (Ids{b2}));
  EXPECT_EQ(claimAfter(names_[1]), (Ids{a2}));
  EXPECT_EQ(claimAfter(names_[0]), (Ids{a3}));
  EXPECT_EQ(claimAfter(names_[0]), (Ids{}));
}

TEST_P(QueueTurnsContract, SeveralAtOnceAreTakenInTurn) {
  const DeliveryId a1 = add(names_[0]), a2 = add(names_[0]), a3 = add(names_[0]), b = add(names_[1]),
                   c1 = add(names_[2]), c2 = add(names_[2]), urgent = add(names_[0], Priority::configuration);

  EXPECT_EQ(claimAfter(names_[0], 5), (Ids{urgent, b, c1, a1, c2}));
  EXPECT_EQ(claimAfter(names_[2], 5), (Ids{a2, a3}));
}

TEST_P(QueueTurnsContract, AnEnterpriseWithManyDoesNotDelayOneWithOne) {
  for (const int big : {0, 2}) {
    addMany(names_[static_cast<std::size_t>(big)], 1000, now_);
    const DeliveryId only = add(names_[1]);
    std::string after = names_[1];
    int calls = 0;
    for (bool found = false; !found; ++calls) {
      ASSERT_LT(calls, 3);
      ClaimWish next = wish(1);
      next.after = after;
      const Delivery got = claim(next).at(0);
      found = got.id == only;
      after = got.enterprise;
    }
  }
  EXPECT_EQ(depth().waiting + depth().claimed, 2002u);
}

TEST_P(QueueTurnsContract, ManyThatAreNotDueHideNothing) {
  addMany(names_[0], 500, now_);
  addMany(names_[1], 500, now_);
  now_ = unit([](auto& work) { return work.time(); });
  const auto ahead = now_ + std::chrono::minutes{50};
  std::vector<Delivery> all;
  while (all.size() < 1000)
    for (Delivery& one : claim(wish(100))) all.push_back(std::move(one));
  auto later = outcome(hub::DeliveryState::waiting, "E1001");
  later.due = ahead;
  unit([&](auto& work) -> hub::Result<void> {
    for (const Delivery& one : all) HUB_CHECK(work.deliveries().record(one, later));
    return {};
  });
  const DeliveryId due = add(names_[0]);

  EXPECT_EQ(claimAfter("", 10), (Ids{due}));
  now_ = ahead;
  std::map<std::string, int> got;
  for (int i = 0; i < 1000; ++i)
    for (const Delivery& delivery : claim(1)) ++got[delivery.enterprise];
  EXPECT_EQ(got[names_[0]], 500);
  EXPECT_EQ(got[names_[1]], 500);
}

// T-09: a clock that is ahead puts nothing off.
TEST_P(QueueTurnsContract, WhatIsToGoAtOnceIsNeverDueAheadOfTheStore) {
  const auto real = unit([](auto& work) { return work.time(); });
  now_ = real + std::chrono::hours{24};
  const DeliveryId id = add(names_[0]);
  now_ = real + std::chrono::seconds{60};
  EXPECT_EQ(claimAfter("", 10), (Ids{id}));
}

// T-09: what was written before the clock of the store was set back does not wait until it is as late again.
TEST_P(QueueTurnsContract, WhatIsDueFurtherAheadThanAnyWaitIsDue) {
  const auto before = unit([](auto& work) { return work.time(); });
  now_ = before;
  const DeliveryId fresh = add(names_[0]), resent = add(names_[1]);
  ClaimWish second = wish(1);
  second.after = names_[0];
  auto later = outcome(DeliveryState::waiting, "E1001");
  later.due = before + std::chrono::minutes{10};
  contract::must(record(claim(second).at(0), later));

  now_ = before - std::chrono::hours{24};
  EXPECT_EQ(claimAfter("", 10), (Ids{fresh, resent}));
}

// The same, nearer: it waits as long as a wait may be, and no longer.
TEST_P(QueueTurnsContract, WhatIsDueWithinTheLongestWaitStillWaits) {
  now_ = unit([](auto& work) { return work.time(); });
  const DeliveryId id = add(names_[0]);
  auto later = outcome(DeliveryState::waiting, "E1001");
  later.due = now_ + hub::kLongestWait - std::chrono::seconds{60};
  contract::must(record(claim().at(0), later));

  EXPECT_EQ(claimAfter("", 10), Ids{});
  now_ = later.due - hub::kLongestWait;
  EXPECT_EQ(claimAfter("", 10), Ids{});
  now_ -= std::chrono::milliseconds{1};
  EXPECT_EQ(claimAfter("", 10), Ids{id});
}

TEST_P(QueueTurnsContract, NothingOfLessUrgencyThanWished) {
  const DeliveryId backfill = add(names_[0], Priority::backfill);
  const DeliveryId tag = add(names_[0], Priority::tag), live = add(names_[0]);
  ClaimWish next = wish();
  next.upTo = Priority::tag;

  std::set<DeliveryId> got;
  for (const Delivery& delivery : claim(next)) got.insert(delivery.id);

  EXPECT_EQ(got, (std::set<DeliveryId>{live, tag}));
  EXPECT_TRUE(claim(next).empty());
  EXPECT_EQ(claimAfter(""), (Ids{backfill}));
}

// N-8.2-1: enterprises behind one that waits for its configuration are not held up by it.
TEST_P(QueueTurnsContract, AnEnterpriseThatMustWaitHoldsNoOtherUp) {
  add(names_[0], Priority::configuration, DeliveryKind::configData);
  ASSERT_EQ(claim(1).size(), 1u);
  for (int i = 0; i < 40; ++i) add(names_[0], Priority::live, DeliveryKind::energyData);
  const DeliveryId b = add(names_[1]);
  for (int i = 0; i < 40; ++i) add(names_[2], Priority::live, DeliveryKind::energyData);

  EXPECT_EQ(claimAfter(names_[2]), (Ids{b}));
  ClaimWish next = wish(100);
  for (const Delivery& delivery : claim(next)) EXPECT_EQ(delivery.enterprise, names_[2]);
}

// N-8.2-1
TEST_P(QueueTurnsContract, WhatIsSentAfterConfigurationWaitsForWhatIsQueuedLater) {
  for (const DeliveryKind kind :
       {DeliveryKind::energyData, DeliveryKind::gData, DeliveryKind::meteringData}) {
    const DeliveryId id = add(names_[0], Priority::live, kind);
    EXPECT_TRUE(unit([&](auto& work) -> hub::Result<bool> {
      HUB_TRY(done, work.deliveries().act(id, QueueAct::sendAfterConfiguration, "先发档案", now_));
      NewDelivery config = about(DeliveryKind::configData);
      config.enterprise = names_[0];
      HUB_CHECK(work.deliveries().enqueue(config));
      return done;
    }));

    const auto first = claim();
    ASSERT_EQ(first.size(), 1u);
    EXPECT_EQ(first[0].kind, DeliveryKind::configData);
    contract::must(record(first[0], outcome(DeliveryState::delivered)));
    const auto second = claim();
    ASSERT_EQ(second.size(), 1u);
    EXPECT_EQ(second[0].id, id);
    EXPECT_EQ(second[0].note, "先发档案");
    contract::must(record(second[0], outcome(DeliveryState::delivered)));
  }
}

TEST_P(QueueTurnsContract, SendAgainForgetsToWaitForConfiguration) {
  const DeliveryId id = add(names_[0]);
  ASSERT_TRUE(act(id, QueueAct::sendAfterConfiguration));
  add(names_[0], Priority::restore, DeliveryKind::meteringData);
  ClaimWish live = wish();
  live.upTo = Priority::live;
  EXPECT_TRUE(claim(live).empty());

  ASSERT_TRUE(act(id, QueueAct::sendAgain));

  EXPECT_EQ(claim(live).size(), 1u);
}

TEST_P(QueueTurnsContract, WorkersAtOnceEmptyTheQueueWithoutAPause) {
  addMany(names_[0], 64, now_);
  std::mutex gotMutex;
  std::multiset<DeliveryId> got;

  contract::together(4, [&](int worker) {
    for (int round = 0; round < 16; ++round) {
      const auto claimed = claim(1, "w" + std::to_string(worker));
      EXPECT_EQ(claimed.size(), 1u) << "enough is left for everybody";
      const std::lock_guard lock(gotMutex);
      for (const Delivery& delivery : claimed) got.insert(delivery.id);
    }
  });

  EXPECT_EQ(got.size(), 64u);
  EXPECT_EQ(std::set<DeliveryId>(got.begin(), got.end()).size(), 64u);
}

}  // namespace
