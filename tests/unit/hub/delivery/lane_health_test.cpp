// What workers of one lane do when the peer cannot be reached, asks for patience, or a person holds it.
#include "hub/delivery/lane_health.h"

#include <algorithm>

#include "hub/delivery/lane_alert.h"
#include "tests/unit/hub/delivery/lane_world.h"

using hub::BreakerState;
using hub::DeliveryState;
using hub::TransportFault;
using hub::delivery::kFailuresToOpen;
using hub::delivery::kTimeoutsToOpen;
using hub::delivery::Lane;
using hub::delivery::LaneCounts;
using hub::delivery::LanePace;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

class LaneHealthTest : public delivery_test::LaneWorld {
 protected:
  BreakerState breaker() { return laneState().breaker.state; }
  // As a worker of another process: it shares the store only.
  Lane elsewhere(const std::string& worker = "worker-2") {
    return Lane(around(), {peer.id, worker, 0}, leases, otherPace_, 256);
  }
  void untilProbe() { clock.advance(laneState().breaker.probeAt - clock.now() + milliseconds(1)); }

 private:
  LanePace otherPace_;
};

}  // namespace

TEST_F(LaneHealthTest, ATlsFaultOpensAtOnceBurnsNothingAndIsToldOnce) {
  queuesMany(5);
  peerFails(TransportFault::tls);
  Lane one = lane();
  Lane other = elsewhere();

  EXPECT_TRUE(run(one).isShut);
  EXPECT_TRUE(run(other).isShut);

  EXPECT_EQ(partner.calls().size(), 1U);
  EXPECT_EQ(breaker(), BreakerState::open);
  for (const hub::Delivery& delivery : storage.deliveries()) {
    EXPECT_EQ(delivery.state, DeliveryState::waiting);
    EXPECT_EQ(delivery.roundAttempts, 0U);
  }
  ASSERT_EQ(alerts().size(), 1U);
  EXPECT_EQ(alerts()[0].kind, hub::delivery::kPeerUnreachable);
  EXPECT_EQ(alerts()[0].subject, "province");
  EXPECT_EQ(alerts()[0].count, 1U);
}

TEST_F(LaneHealthTest, OneDeliveryProbesAndItsSuccessOpensTheWayAndEndsTheAlert) {
  queuesMany(3);
  peerFails(TransportFault::dns);
  Lane one = lane();
  run(one);
  const auto wait = laneState().breaker.probeAt - clock.now();
  EXPECT_GE(wait, milliseconds(1600));
  EXPECT_LE(wait, milliseconds(2400));
  untilProbe();
  Lane other = elsewhere();
  std::size_t sentByOthers = 0;
  partner.otherwise([&](const hub::Call&) -> fakes::PartnerAnswer {
    if (partner.calls().size() == 2) {
      EXPECT_EQ(breaker(), BreakerState::halfOpen);
      sentByOthers = run(other).handled();
    }
    return hub::CallReply{200, R"({"responseCode":"0"})", std::nullopt};
  });

  EXPECT_EQ(run(one).delivered, 3U);

  EXPECT_EQ(sentByOthers, 0U);
  EXPECT_EQ(breaker(), BreakerState::closed);
  EXPECT_TRUE(alerts().empty());
  ASSERT_EQ(alerts(false).size(), 1U);
  EXPECT_TRUE(alerts(false)[0].over);
}

TEST_F(LaneHealthTest, ProbesInVainComeMoreAndMoreSeldom) {
  queuesMany(3);
  peerFails(TransportFault::tls);
  Lane one = lane();
  run(one);
  std::vector<seconds> waits;
  for (int i = 0; i < 8; ++i) {
    waits.push_back(std::chrono::round<seconds>(laneState().breaker.probeAt - clock.now()));
    untilProbe();
    const auto before = partner.calls().size();
    run(one);
    EXPECT_EQ(partner.calls().size(), before + 1);
  }

  const int plain[] = {2, 4, 8, 16, 32, 64, 128, 256};
  for (std::size_t i = 0; i < waits.size(); ++i)
    EXPECT_NEAR(static_cast<double>(waits[i].count()), plain[i], plain[i] * 0.2 + 1) << i;
  EXPECT_EQ(alerts(false).size(), 1U);
}

TEST_F(LaneHealthTest, AProbeIsOneDeliveryHoweverQuickCallsWere) {
  queuesMany(60);
  bool isBroken = false;
  std::size_t claimed = 0;
  partner.otherwise([&](const hub::Call&) -> fakes::PartnerAnswer {
    if (partner.calls().size() == 40) isBroken = true;
    claimed = countOf(DeliveryState::claimed);
    if (isBroken) return tl::unexpected(hub::CallFailure{TransportFault::tls, "scripted"});
    return hub::CallReply{200, R"({"responseCode":"0"})", std::nullopt};
  });
  Lane one = lane();
  run(one);
  ASSERT_GT(claimed, 1U);
  untilProbe();

  run(one);

  EXPECT_EQ(partner.calls().size(), 41U);
  EXPECT_EQ(claimed, 1U);
}

TEST_F(LaneHealthTest, APeerThatAsksAProbeForPatienceIsThereAgain) {
  queuesMany(1);
  peerFails(TransportFault::dns);
  Lane one = lane();
  run(one);
  untilProbe();
  partner.answers(503, "busy", seconds(40));

  EXPECT_TRUE(run(one).isShut);

  EXPECT_EQ(breaker(), BreakerState::closed);
  EXPECT_EQ(laneState().restUntil, clock.now() + seconds(40));
  EXPECT_TRUE(alerts().empty());
}

TEST_F(LaneHealthTest, FaultsOfTheWayOpenItAfterManyInARow) {
  queuesMany(60);
  peerFails(TransportFault::timeout);
  Lane one = lane();
  Lane other = elsewhere();

  for (int i = 0; i < 20 && breaker() == BreakerState::closed; ++i) {
    run(i % 2 ? other : one);
    clock.advance(seconds(1));
  }

  EXPECT_EQ(breaker(), BreakerState::open);
  EXPECT_EQ(partner.calls().size(), kTimeoutsToOpen);
  EXPECT_EQ(laneState().breaker.cause, "timeout");
  EXPECT_EQ(countOf(DeliveryState::claimed), 0U);
  EXPECT_EQ(countOf(DeliveryState::waiting), 60U);
  EXPECT_EQ(alerts().size(), 1U);
}

// N-8.8-8
TEST_F(LaneHealthTest, FourDeliveriesToADeadPeerMakeAllTheirAttemptsFirst) {
  queuesMany(4);
  peerFails(TransportFault::connect);
  Lane one = lane();

  for (int i = 0; i < 8; ++i) {
    run(one);
    clock.advance(seconds(60));
  }

  EXPECT_EQ(countOf(DeliveryState::queued), 4U);
  EXPECT_EQ(partner.calls().size(), 16U);
  EXPECT_EQ(breaker(), BreakerState::closed);
}

TEST_F(LaneHealthTest, ASuccessInBetweenBeginsTheCountAnew) {
  queuesMany(200);
  partner.otherwise([&](const hub::Call&) -> fakes::PartnerAnswer {
    if (partner.calls().size() % 7 == 0) return hub::CallReply{200, R"({"responseCode":"0"})", std::nullopt};
    return hub::CallReply{502, "<html>Bad Gateway</html>", std::nullopt};
  });
  Lane one = lane();

  run(one);

  EXPECT_EQ(breaker(), BreakerState::closed);
  EXPECT_EQ(partner.calls().size(), 200U);
}

TEST_F(LaneHealthTest, AnswersOfTheProtocolAreNoFaultOfTheWay) {
  queuesMany(60);
  peerAnswers("E1001");
  Lane one = lane();

  run(one);

  EXPECT_EQ(breaker(), BreakerState::closed);
  EXPECT_EQ(laneState().breaker.failures, 0U);
  EXPECT_EQ(partner.calls().size(), 60U);
}

TEST_F(LaneHealthTest, GarbageAndServerFaultsCount) {
  queuesMany(static_cast<int>(kFailuresToOpen) + 10);
  int call = 0;
  partner.otherwise([&](const hub::Call&) -> fakes::PartnerAnswer {
    switch (++call % 4) {
      case 0:
        return hub::CallReply{200, "", std::nullopt};
      case 1:
        return hub::CallReply{500, "oops", std::nullopt};
      case 2:
        return hub::CallReply{429, R"({"responseCode":"E1001"})", std::nullopt};
      default:
        return tl::unexpected(hub::CallFailure{TransportFault::reset, "cut"});
    }
  });
  Lane one = lane();

  run(one);

  EXPECT_EQ(breaker(), BreakerState::open);
  EXPECT_EQ(partner.calls().size(), kFailuresToOpen);
}

// G-6.2-2
TEST_F(LaneHealthTest, ARoundUsedUpWithoutAnswerIsToldUntilTheNextSuccess) {
  queuesMany(1);
  peerFails(TransportFault::timeout);
  Lane one = lane();
  for (int i = 0; i < 4; ++i) {
    EXPECT_TRUE(alerts().empty());
    run(one);
    clock.advance(seconds(60));
  }
  ASSERT_EQ(alerts().size(), 1U);
  EXPECT_EQ(alerts()[0].kind, hub::delivery::kPeerUnreachable);
  queuesMany(1);
  peerAnswers("0");

  run(one);

  EXPECT_TRUE(alerts().empty());
}

TEST_F(LaneHealthTest, AProbeThatNeedsNoCallPassesItsRightOn) {
  const auto odd = queues(hub::DeliveryKind::configData);  // cannot be composed
  queuesMany(1);
  peerFails(TransportFault::tls);
  ASSERT_TRUE(storage.unit([&](hub::UnitOfWork& work) {
    return work.lanes().open(peer.id, "tls", "", clock.now(), clock.now());
  }));
  peerAnswers("0");
  Lane one = lane();

  EXPECT_EQ(run(one).delivered, 1U);

  EXPECT_EQ(stateOf(odd), DeliveryState::needsAttention);
  EXPECT_EQ(breaker(), BreakerState::closed);
}

TEST_F(LaneHealthTest, AProberThatIsGoneIsFollowedByAnother) {
  queuesMany(1);
  ASSERT_TRUE(storage.unit([&](hub::UnitOfWork& work) -> hub::Result<void> {
    HUB_CHECK(work.lanes().open(peer.id, "tls", "", clock.now(), clock.now()));
    HUB_CHECK(work.lanes().takeProbe(peer.id, clock.now(), clock.now() + seconds(35)));
    return {};
  }));
  peerAnswers("0");
  Lane one = lane();

  EXPECT_TRUE(run(one).isShut);
  clock.advance(seconds(36));

  EXPECT_EQ(run(one).delivered, 1U);
}

TEST_F(LaneHealthTest, ATlsFaultOfTheRegistrationIsTheLanesToo) {
  hub::Peer fresh = peer;
  fresh.id = {};
  fresh.name = "unregistered";
  put(fresh);
  queues(hub::DeliveryKind::energyData, holdsTable8());
  peerFails(TransportFault::tls);
  Lane one = lane();

  EXPECT_TRUE(run(one).isShut);
  EXPECT_TRUE(run(one).isShut);

  EXPECT_EQ(partner.calls().size(), 1U);
  EXPECT_EQ(breaker(), BreakerState::open);
  EXPECT_EQ(storage.deliveries().at(0).roundAttempts, 0U);
}

// N-8.3-1
TEST_F(LaneHealthTest, APeerThatHasNotRegisteredUsIsToldOnceUntilItHas) {
  hub::Peer fresh = peer;
  fresh.id = {};
  fresh.name = "unregistered";
  put(fresh);
  queues(hub::DeliveryKind::energyData, holdsTable8());
  partner.otherwise([](const hub::Call&) -> fakes::PartnerAnswer {
    return hub::CallReply{200, R"({"responseCode":"E2002","responseMessage":"region 未分配"})", std::nullopt};
  });
  Lane one = lane();

  for (int i = 0; i < 3; ++i) run(one), clock.advance(seconds(30));

  ASSERT_EQ(alerts().size(), 1U);
  EXPECT_EQ(alerts()[0].kind, hub::delivery::kPeerNotRegistered);
  EXPECT_EQ(alerts()[0].subject, "unregistered");
  for (const char* part : {"尚未登记", "region 未分配", "unregistered", "发送队列"})
    EXPECT_NE(alerts()[0].text.find(part), std::string::npos) << part << ": " << alerts()[0].text;

  // What goes by G works meanwhile and ends nothing.
  queuesFor("14010702");
  clock.advance(seconds(61));
  partner.at("https://national.example/necc").answers("0");
  run(one);
  EXPECT_EQ(alerts().size(), 1U);

  isRegistered();
  clock.advance(seconds(61));
  peerAnswers("0");
  EXPECT_EQ(run(one).delivered, 1U);
  EXPECT_TRUE(alerts().empty());
}

TEST_F(LaneHealthTest, AMissingAddressOfGIsToldToo) {
  peer.gUrl = "http://national.example/necc";  // not HTTPS
  put(peer);
  queuesMany(1);
  Lane one = lane();

  run(one);

  ASSERT_EQ(alerts().size(), 1U);
  EXPECT_EQ(alerts()[0].kind, hub::delivery::kPeerWithoutAddress);
  EXPECT_NE(alerts()[0].text.find("尚未登记"), std::string::npos);
  peer.gUrl = "https://national.example/necc";
  put(peer);
  clock.advance(seconds(601));
  peerAnswers("0");
  EXPECT_EQ(run(one).delivered, 1U);
  EXPECT_TRUE(alerts().empty());
}

TEST_F(LaneHealthTest, RestsAsLongAsThePeerAsksInAllWorkers) {
  queuesMany(40);
  partner.answers(503, R"({"responseCode":"E1001"})", seconds(90));
  peerAnswers("0");
  Lane one = lane();
  Lane sibling = lane("worker-3", 1);
  Lane other = elsewhere();

  EXPECT_TRUE(run(one).isShut);
  EXPECT_EQ(run(sibling).handled(), 0U);
  EXPECT_TRUE(run(other).isShut);
  clock.advance(seconds(89));
  EXPECT_EQ(run(one).handled() + run(other).handled(), 0U);
  EXPECT_EQ(partner.calls().size(), 1U);
  EXPECT_EQ(breaker(), BreakerState::closed);
  clock.advance(seconds(2));

  EXPECT_EQ(run(other).delivered, 40U);
}

TEST_F(LaneHealthTest, AWorkerInTheMiddleOfAHandHearsOfARestAtOnce) {
  queuesMany(32);  // hands of 1, 2, 4, 8 and 16, and one for the sibling
  Lane one = lane();
  Lane sibling = lane("worker-3", 1);
  partner.otherwise([&](const hub::Call&) -> fakes::PartnerAnswer {
    if (partner.calls().size() == 19) return hub::CallReply{503, "busy", seconds(30)};
    if (partner.calls().size() == 18) run(sibling);
    return hub::CallReply{200, R"({"responseCode":"0"})", std::nullopt};
  });

  const LaneCounts counts = run(one);

  EXPECT_EQ(counts.delivered, 18U);
  EXPECT_EQ(counts.givenBack, 13U);
}

TEST_F(LaneHealthTest, APausedLaneSendsNothingUntilItGoesOn) {
  queuesMany(2);
  peerAnswers("0");
  ASSERT_TRUE(storage.unit([&](hub::UnitOfWork& work) {
    return work.lanes().setPause(peer.id, hub::LanePause{"检修", "operator", clock.now()});
  }));
  Lane one = lane();

  EXPECT_TRUE(run(one).isShut);
  EXPECT_TRUE(partner.calls().empty());
  ASSERT_TRUE(
      storage.unit([&](hub::UnitOfWork& work) { return work.lanes().setPause(peer.id, std::nullopt); }));

  EXPECT_EQ(run(one).delivered, 2U);
}

TEST_F(LaneHealthTest, SendsInItsWindowOnly) {
  clock.set("2026-11-20 10:00:00");
  sets({.windowFrom = 22 * 3600, .windowTo = 6 * 3600});
  queuesMany(1);
  peerAnswers("0");
  Lane one = lane();

  EXPECT_TRUE(run(one).isShut);
  clock.set("2026-11-21 00:30:00");

  EXPECT_EQ(run(one).delivered, 1U);
}
