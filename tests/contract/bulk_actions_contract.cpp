#include <set>

#include "tests/contract/contract.h"

namespace {

using contract::at;
using hub::BulkAction;
using hub::BulkRefusal;
using hub::BulkState;
using hub::DeliveryId;

class BulkActionsContract : public contract::StorageContract {
 protected:
  void SetUp() override {
    for (auto one = lockRunning(); one; one = lockRunning()) setState(one->id, BulkState::cancelled);
  }
  std::uint64_t create(const BulkAction& action = {}) {
    return unit([&](auto& work) { return work.bulkActions().create(action); });
  }
  BulkAction stored(std::uint64_t id) {
    return *unit([&](auto& work) { return work.bulkActions().find(id); });
  }
  std::optional<BulkAction> lockRunning() {
    return unit([](auto& work) { return work.bulkActions().lockRunning(); });
  }
  bool setState(std::uint64_t id, BulkState state) {
    return unit([&](auto& work) { return work.bulkActions().setState(id, state, now_); });
  }
  void advance(const BulkAction& action, const std::vector<BulkRefusal>& refusals = {}) {
    unit([&](auto& work) { return work.bulkActions().advance(action, refusals); });
  }
  std::vector<BulkRefusal> refusals(std::uint64_t id, std::uint32_t limit = 5000) {
    return unit([&](auto& work) { return work.bulkActions().refusals(id, limit); });
  }

  hub::TimePoint now_ = at("2026-11-20 10:00:00");
};
INSTANTIATE_TEST_SUITE_P(Of, BulkActionsContract, testing::ValuesIn(contract::kinds()), contract::nameOf);

TEST_P(BulkActionsContract, AnActionComesBackWhole) {
  BulkAction action;
  action.act = hub::QueueAct::setAside;
  action.filter.peer = hub::PeerId{7};
  action.filter.state = hub::DeliveryState::needsAttention;
  action.filter.enterprise = "E1";
  action.filter.kind = hub::DeliveryKind::gData;
  action.filter.lastCode = "E2001";
  action.filter.reason = "补传";
  action.filter.createdFrom = now_;
  action.filter.createdTo = now_ + std::chrono::hours{1};
  action.filter.after = DeliveryId{3};
  action.filter.upTo = DeliveryId{99};
  action.reason = "对方已更正𠮷";
  action.by = "张三";
  action.total = 42;
  action.created = now_;

  const BulkAction found = stored(create(action));

  EXPECT_EQ(found.act, action.act);
  EXPECT_EQ(found.filter.peer, action.filter.peer);
  EXPECT_EQ(found.filter.state, action.filter.state);
  EXPECT_EQ(found.filter.enterprise, "E1");
  EXPECT_EQ(found.filter.kind, action.filter.kind);
  EXPECT_EQ(found.filter.lastCode, "E2001");
  EXPECT_EQ(found.filter.reason, "补传");
  EXPECT_EQ(found.filter.createdFrom, now_);
  EXPECT_EQ(found.filter.createdTo, action.filter.createdTo);
  EXPECT_EQ(found.filter.after, DeliveryId{3});
  EXPECT_EQ(found.filter.upTo, DeliveryId{99});
  EXPECT_EQ(found.reason, action.reason);
  EXPECT_EQ(found.by, "张三");
  EXPECT_EQ(found.state, BulkState::running);
  EXPECT_EQ(found.total, 42u);
  EXPECT_EQ(found.created, now_);
  EXPECT_FALSE(found.finished);
  EXPECT_FALSE(unit([](auto& work) { return work.bulkActions().find(4'000'000'000u); }));
}

TEST_P(BulkActionsContract, AFilterThatNamesNothingStaysSo) {
  const BulkAction found = stored(create());

  EXPECT_FALSE(found.filter.peer || found.filter.state || found.filter.enterprise || found.filter.kind ||
               found.filter.lastCode || found.filter.reason || found.filter.createdFrom ||
               found.filter.createdTo);
}

TEST_P(BulkActionsContract, TheOldestThatRunsIsWorkedOn) {
  EXPECT_FALSE(lockRunning());
  const std::uint64_t first = create(), second = create();
  ASSERT_TRUE(lockRunning());
  EXPECT_EQ(lockRunning()->id, first);

  EXPECT_TRUE(setState(first, BulkState::paused));
  EXPECT_EQ(lockRunning()->id, second);
  EXPECT_TRUE(setState(first, BulkState::running));
  EXPECT_EQ(lockRunning()->id, first);
}

TEST_P(BulkActionsContract, ProgressIsKept) {
  const std::uint64_t id = create();
  BulkAction action = *lockRunning();
  action.changed = 10;
  action.refused = 2;
  action.cursor = DeliveryId{77};
  advance(action, {{DeliveryId{5}, "delivered"}, {DeliveryId{6}, "claimed"}});
  EXPECT_EQ(lockRunning()->cursor, DeliveryId{77});
  action.state = BulkState::done;
  action.finished = now_;
  advance(action, {{DeliveryId{8}, "claimed"}});

  const BulkAction found = stored(id);
  EXPECT_EQ(found.changed, 10u);
  EXPECT_EQ(found.refused, 2u);
  EXPECT_EQ(found.state, BulkState::done);
  EXPECT_EQ(found.finished, now_);
  const auto refused = refusals(id);
  ASSERT_EQ(refused.size(), 3u);
  EXPECT_EQ(refused[0].delivery, DeliveryId{5});
  EXPECT_EQ(refused[0].why, "delivered");
  EXPECT_EQ(refused[2].delivery, DeliveryId{8});
  EXPECT_EQ(refusals(id, 2).size(), 2u);
  EXPECT_FALSE(lockRunning());
}

TEST_P(BulkActionsContract, NoMoreRefusalsAreKeptThanTheMost) {
  const std::uint64_t id = create();
  constexpr std::uint64_t kMost = hub::BulkActionStore::kRefusalsMax;
  std::vector<BulkRefusal> many;
  for (std::uint64_t n = 1; n <= kMost - 100; ++n) many.push_back({DeliveryId{n}, "claimed"});
  advance(stored(id), many);
  for (BulkRefusal& one : many) one.delivery = DeliveryId{static_cast<std::uint64_t>(one.delivery) + 10'000};
  advance(stored(id), many);
  advance(stored(id), many);

  EXPECT_EQ(refusals(id).size(), kMost);
}

TEST_P(BulkActionsContract, WhatIsOverStaysOver) {
  const std::uint64_t id = create();

  EXPECT_TRUE(setState(id, BulkState::cancelled));

  EXPECT_EQ(stored(id).state, BulkState::cancelled);
  EXPECT_EQ(stored(id).finished, now_);
  EXPECT_FALSE(setState(id, BulkState::running));
  EXPECT_FALSE(setState(4'000'000'000u, BulkState::paused));
  EXPECT_FALSE(lockRunning());
}

TEST_P(BulkActionsContract, TheListBeginsWithTheYoungest) {
  create();
  const std::uint64_t second = create();

  const auto found = unit([](auto& work) { return work.bulkActions().list(1); });

  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].id, second);
}

class BulkActionLocks : public contract::StorageContract {};
INSTANTIATE_TEST_SUITE_P(Of, BulkActionLocks, testing::ValuesIn(contract::databases()), contract::nameOf);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(BulkActionLocks);

// The in-memory storage runs one unit after the other.
TEST_P(BulkActionLocks, WhileOneWorksOnItOthersHaveNone) {
  unit([](auto& work) { return work.bulkActions().create({}); });
  unit([](auto& work) { return work.bulkActions().create({}); });
  auto held = contract::must(storage().begin());
  ASSERT_TRUE(contract::must(held->bulkActions().lockRunning()));

  EXPECT_FALSE(unit([](auto& work) { return work.bulkActions().lockRunning(); }));
}

}  // namespace
