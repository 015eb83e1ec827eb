#include "jobs/bulk_actions.h"

#include <gmock/gmock.h>

#include "tests/unit/jobs/acts_fixture.h"

namespace hub::jobs {
namespace {

class BulkActionsTest : public ActsFixture {
 protected:
  std::uint64_t create(QueueAct act, DeliveryFilter filter) {
    BulkAction action;
    action.act = act;
    filter.peer = peer.id;
    action.filter = filter;
    action.reason = "why";
    action.by = "li";
    return storage.unit([&](UnitOfWork& work) { return work.bulkActions().create(action); }).value();
  }
  static DeliveryFilter inState(DeliveryState state) { return {.state = state}; }
  Result<std::string> run(std::stop_token stop = {}) {
    return BulkActions(storage).runOnce({storage.time(), stop});
  }
  BulkAction action(std::uint64_t id) {
    return storage.unit([&](UnitOfWork& work) { return work.bulkActions().find(id); }).value().value();
  }
  std::vector<BulkRefusal> refusals(std::uint64_t id) {
    return storage.unit([&](UnitOfWork& work) { return work.bulkActions().refusals(id, 1000); }).value();
  }
  void setState(std::uint64_t id, BulkState state) {
    ASSERT_TRUE(
        storage.unit([&](UnitOfWork& work) { return work.bulkActions().setState(id, state, storage.time()); })
            .value());
  }
  std::uint64_t count(DeliveryState state) {
    const auto all = storage.deliveries();
    return static_cast<std::uint64_t>(
        std::count_if(all.begin(), all.end(), [&](const Delivery& one) { return one.state == state; }));
  }
  void queue(int count) {
    for (int i = 0; i < count; ++i) queued("e" + std::to_string(i % 7));
  }
};

TEST_F(BulkActionsTest, ActsOnAllThatTheFilterMeansAndOnNothingElse) {
  queue(3);
  const DeliveryId other = refused("x");
  setState(create(QueueAct::setAside, inState(DeliveryState::needsAttention)), BulkState::running);

  ASSERT_TRUE(run());

  EXPECT_EQ(delivery(other).state, DeliveryState::setAside);
  EXPECT_EQ(delivery(other).note, "why");
  EXPECT_EQ(action(1).state, BulkState::done);
  EXPECT_EQ(action(1).changed, static_cast<std::uint64_t>(count(DeliveryState::setAside)));
  EXPECT_TRUE(action(1).finished);
}

TEST_F(BulkActionsTest, GoesThroughMoreThanAUnit) {
  queue(1234);
  const auto id = create(QueueAct::setAside, inState(DeliveryState::waiting));

  EXPECT_EQ(run().value(), "units=3");

  EXPECT_EQ(action(id).changed, 1234u);
  EXPECT_EQ(count(DeliveryState::setAside), 1234u);
}

TEST_F(BulkActionsTest, LeavesAloneWhatCameLater) {
  queue(2);
  DeliveryFilter filter = inState(DeliveryState::waiting);
  filter.upTo = DeliveryId{2};
  queue(1);
  create(QueueAct::setAside, filter);

  ASSERT_TRUE(run());

  EXPECT_EQ(count(DeliveryState::setAside), 2u);
}

TEST_F(BulkActionsTest, NotesWhatItMayNotTouch) {
  queue(2);
  ASSERT_EQ(claim().size(), 2u);
  const auto id = create(QueueAct::setAside, {});

  ASSERT_TRUE(run());

  EXPECT_EQ(action(id).changed, 0u);
  EXPECT_EQ(action(id).refused, 2u);
  ASSERT_EQ(refusals(id).size(), 2u);
  EXPECT_EQ(refusals(id)[0].why, "claimed");
}

TEST_F(BulkActionsTest, QueuesTheConfigurationOfAnEnterpriseOnce) {
  configure("e");
  for (int i = 0; i < 3; ++i) queued("e");
  create(QueueAct::sendAfterConfiguration, inState(DeliveryState::waiting));

  ASSERT_TRUE(run());

  const auto all = kinds();
  EXPECT_EQ(std::count(all.begin(), all.end(), "uploadConfigData"), 1);
  EXPECT_EQ(std::count(all.begin(), all.end(), "uploadMeteringData"), 1);
  EXPECT_EQ(claimable(), std::vector<std::string>{"uploadConfigData"});
}

TEST_F(BulkActionsTest, StandsStillWhilePausedAndGoesOnWhereItWas) {
  queue(10);
  const auto id = create(QueueAct::setAside, inState(DeliveryState::waiting));
  setState(id, BulkState::paused);
  EXPECT_EQ(run().value(), "units=0");
  EXPECT_EQ(count(DeliveryState::setAside), 0u);

  setState(id, BulkState::running);
  ASSERT_TRUE(run());

  EXPECT_EQ(count(DeliveryState::setAside), 10u);
}

TEST_F(BulkActionsTest, LeavesTheRestAloneOnceCancelled) {
  queue(10);
  setState(create(QueueAct::setAside, inState(DeliveryState::waiting)), BulkState::cancelled);

  ASSERT_TRUE(run());

  EXPECT_EQ(count(DeliveryState::setAside), 0u);
}

TEST_F(BulkActionsTest, EndsBetweenUnitsWhenTheProcessStops) {
  queue(1);
  create(QueueAct::setAside, inState(DeliveryState::waiting));
  std::stop_source stop;
  stop.request_stop();

  EXPECT_FALSE(run(stop.get_token()));

  EXPECT_EQ(count(DeliveryState::setAside), 0u);
}

class InterruptedBulkAction : public BulkActionsTest, public testing::WithParamInterface<std::uint64_t> {};

// A kill at any call of the store: the unit is gone as a whole, and the next process goes on.
TEST_P(InterruptedBulkAction, ComesToTheSame) {
  constexpr std::uint64_t kCount = 510;
  queue(kCount);
  const auto id = create(QueueAct::setAside, inState(DeliveryState::waiting));
  storage.failCall(GetParam(), Failure::database);
  ASSERT_FALSE(run());
  storage.forgetFaults();

  ASSERT_TRUE(run());

  EXPECT_EQ(action(id).changed, kCount);
  EXPECT_EQ(action(id).refused, 0u);
  EXPECT_EQ(count(DeliveryState::waiting), 0u);
}

// First call, an act in the first unit, its last one, the progress, an act in the second unit.
INSTANTIATE_TEST_SUITE_P(Calls, InterruptedBulkAction, testing::Values(1, 300, 503, 504, 510));

TEST_F(BulkActionsTest, DoesNothingTwiceWhenACommitIsUnknown) {
  queue(700);
  const auto id = create(QueueAct::setAside, inState(DeliveryState::waiting));
  storage.failCommit(fakes::CommitFault::lostApplied);

  ASSERT_TRUE(run());

  EXPECT_EQ(action(id).changed, 700u);
  EXPECT_EQ(action(id).refused, 0u);
}

}  // namespace
}  // namespace hub::jobs
