#include "hub/delivery/lease_keeper.h"

#include "tests/unit/hub/delivery/lane_world.h"

using hub::DeliveryState;
using hub::delivery::Lane;
using hub::delivery::LeaseKeeper;
using std::chrono::seconds;

namespace {

class LeaseKeeperTest : public delivery_test::LaneWorld {
 protected:
  LeaseKeeper::Beat beats() {
    const auto beat = leases.beat();
    EXPECT_TRUE(beat) << beat.error().cause;
    return beat.value_or(LeaseKeeper::Beat{});
  }
  // Both clocks: that of the hub and that of the store.
  void passes(seconds time) {
    clock.advance(time);
    storage.moveClock(time);
  }
};

}  // namespace

TEST_F(LeaseKeeperTest, KeepsALongCallsLeaseWhileItLasts) {
  const auto id = queuesFor("14010702");
  partner.otherwise([&](const hub::Call&) -> fakes::PartnerAnswer {
    for (int i = 0; i < 24; ++i) {
      passes(seconds(5));
      EXPECT_EQ(beats().released, 0U);
      EXPECT_EQ(stateOf(id), DeliveryState::claimed);
    }
    return hub::CallReply{200, R"({"responseCode":"0"})", std::nullopt};
  });
  Lane one = lane();

  EXPECT_EQ(run(one).delivered, 1U);
}

TEST_F(LeaseKeeperTest, WithoutHeartbeatTheLeaseIsLostAndTheWorkerLearnsIt) {
  const auto id = queuesFor("14010702");
  partner.otherwise([&](const hub::Call&) -> fakes::PartnerAnswer {
    passes(seconds(21));
    EXPECT_TRUE(storage.unit([](hub::UnitOfWork& work) { return work.deliveries().releaseExpired(); }));
    claims();
    return hub::CallReply{200, R"({"responseCode":"0"})", std::nullopt};
  });
  Lane one = lane();

  EXPECT_EQ(run(one).lost, 1U);
  EXPECT_EQ(delivery(id).claimedBy, "another");
}

// N-8.8-8
TEST_F(LeaseKeeperTest, SetsFreeWhatAWorkerThatIsGoneHadClaimed) {
  queuesFor("14010702");
  claims();
  EXPECT_EQ(beats().released, 0U);
  passes(seconds(21));
  peerAnswers("0");
  Lane one = lane();
  EXPECT_EQ(run(one).handled(), 0U);

  EXPECT_EQ(beats().released, 1U);
  EXPECT_EQ(run(one).delivered, 1U);
}

TEST_F(LeaseKeeperTest, RenewsOnlyWhatLasts) {
  queuesFor("14010702");
  const hub::Delivery claim = claims();
  leases.hold({claim});
  passes(seconds(4));
  EXPECT_EQ(beats().extended, 0U);
  passes(seconds(1));
  EXPECT_EQ(beats().extended, 1U);
  leases.drop(claim);
  EXPECT_EQ(beats().extended, 0U);
}

TEST_F(LeaseKeeperTest, RenewsAfterTheClockWasSetBack) {
  queuesFor("14010702");
  leases.hold({claims()});
  clock.advance(-std::chrono::hours(24));

  EXPECT_EQ(beats().extended, 1U);
}

TEST_F(LeaseKeeperTest, KeepsWhatCouldNotBeWrittenBackThroughFurtherRuns) {
  const auto id = queuesFor("14010702");
  partner.otherwise([&](const hub::Call&) -> fakes::PartnerAnswer {
    storage.failNext(hub::Failure::database);
    return hub::CallReply{200, R"({"responseCode":"0"})", std::nullopt};
  });
  Lane one = lane();
  ASSERT_FALSE(one.runOnce());
  for (int i = 0; i < 60; ++i) {
    // The unit, and the question whether the database answers at all.
    for (const std::uint64_t nth : {1U, 2U}) storage.failCall(nth, hub::Failure::database);
    ASSERT_FALSE(one.runOnce());
    passes(seconds(1));
    if (i % 5 == 4) beats();
  }

  EXPECT_EQ(run(one).delivered, 1U);
  EXPECT_EQ(stateOf(id), DeliveryState::delivered);
  EXPECT_EQ(partner.calls().size(), 1U);
}

TEST_F(LeaseKeeperTest, ForgetsAWorkerThatLeaves) {
  queuesFor("14010702");
  partner.otherwise([&](const hub::Call&) -> fakes::PartnerAnswer {
    storage.failNext(hub::Failure::database);
    return hub::CallReply{200, R"({"responseCode":"0"})", std::nullopt};
  });
  {
    Lane one = lane();
    ASSERT_FALSE(one.runOnce());
    passes(seconds(6));
    EXPECT_EQ(beats().extended, 1U);
  }
  passes(seconds(15));

  EXPECT_EQ(beats().extended, 0U);
}

TEST_F(LeaseKeeperTest, AStoreThatIsAwayIsAnErrorAndTheNextBeatTriesAgain) {
  queuesFor("14010702");
  leases.hold({claims()});
  passes(seconds(10));
  storage.failNext(hub::Failure::database);

  EXPECT_FALSE(leases.beat());
  EXPECT_EQ(beats().extended, 1U);
}
