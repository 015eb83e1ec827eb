#include "hub/delivery/lane.h"

#include "tests/unit/hub/delivery/lane_world.h"

using hub::DeliveryKind;
using hub::DeliveryState;
using hub::Priority;
using hub::TransportFault;
using hub::delivery::HandSize;
using hub::delivery::Lane;
using hub::delivery::LaneCounts;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

class LaneTest : public delivery_test::LaneWorld {
 protected:
  // Batches of one enterprise that differ by their text.
  void queuesBatches(int count) {
    for (int i = 0; i < count; ++i)
      queues(DeliveryKind::energyData,
             holdsBatch(delivery_test::fixture("n08-upload-energy-request.json") + std::string(i, ' ')));
  }
  // Ends the run from inside the call number `last`.
  std::stop_token stopsAfter(std::size_t last) {
    partner.otherwise([this, last](const hub::Call&) -> fakes::PartnerAnswer {
      if (partner.calls().size() == last) stop_.request_stop();
      return hub::CallReply{200, R"({"responseCode":"0"})", std::nullopt};
    });
    return stop_.get_token();
  }
  // Small and quick calls: hands of 1, 2, 4 and 8, and then full ones.
  static constexpr std::size_t kWarm = 15;

 private:
  std::stop_source stop_;
};

}  // namespace

// N-8.8-1
TEST_F(LaneTest, DeliversWhatIsDueOneRequestABatch) {
  queuesBatches(3);
  peerAnswers("0");
  Lane one = lane();

  const LaneCounts counts = run(one);

  EXPECT_EQ(counts.delivered, 3U);
  EXPECT_EQ(partner.calls().size(), 3U);
  EXPECT_EQ(run(one).handled(), 0U);
}

// One outcome that the store refuses must not keep the others, or its lease, for ever.
TEST_F(LaneTest, AnOutcomeThatBreaksTheUnitIsWrittenAlone) {
  queuesBatches(1);
  int call = 0;
  partner.otherwise([&](const hub::Call&) -> fakes::PartnerAnswer {
    if (call++ == 0) storage.failCall(1, hub::Failure::database);
    return hub::CallReply{200, R"({"responseCode":"0"})", std::nullopt};
  });
  Lane one = lane();

  EXPECT_FALSE(one.runOnce());
  storage.failNext(hub::Failure::database);
  EXPECT_FALSE(one.runOnce());

  EXPECT_EQ(storage.deliveries().at(0).state, DeliveryState::delivered);
  EXPECT_EQ(run(one).handled(), 0U);
  EXPECT_EQ(partner.calls().size(), 1U);
}

TEST_F(LaneTest, AnOutcomeThatCannotBeWrittenWaitsForAPerson) {
  queuesBatches(1);
  int call = 0;
  partner.otherwise([&](const hub::Call&) -> fakes::PartnerAnswer {
    if (call++ == 0) storage.failCall(1, hub::Failure::database);
    return hub::CallReply{200, R"({"responseCode":"0"})", std::nullopt};
  });
  Lane one = lane();

  EXPECT_FALSE(one.runOnce());
  for (const std::uint64_t nth : {1U, 3U}) storage.failCall(nth, hub::Failure::database);
  EXPECT_FALSE(one.runOnce());

  const hub::Delivery left = storage.deliveries().at(0);
  EXPECT_EQ(left.state, DeliveryState::needsAttention);
  EXPECT_EQ(left.lastCode, "not_recorded");
}

// OQ-18: whatever one delivery does, the others go.
TEST_F(LaneTest, AnExceptionOfOneDeliveryStopsNoOther) {
  const auto odd = queuesFor("14010701");
  queuesMany(3);
  partner.otherwise([&](const hub::Call& call) -> fakes::PartnerAnswer {
    if (call.body.find("14010701") != std::string::npos) throw std::runtime_error("odd answer");
    return hub::CallReply{200, R"({"responseCode":"0"})", std::nullopt};
  });
  Lane one = lane();

  EXPECT_EQ(run(one).delivered, 3U);

  EXPECT_EQ(stateOf(odd), DeliveryState::waiting);
  EXPECT_EQ(delivery(odd).roundAttempts, 1U);
  EXPECT_NE(delivery(odd).lastMessage.find("odd answer"), std::string::npos);
  for (int i = 0; i < 3; ++i) clock.advance(seconds(60)), run(one);
  EXPECT_EQ(stateOf(odd), DeliveryState::queued);
}

TEST_F(LaneTest, AnOutcomeWhoseRecordingThrowsWaitsForAPerson) {
  queuesBatches(1);
  int call = 0;
  partner.otherwise([&](const hub::Call&) -> fakes::PartnerAnswer {
    if (call++ == 0) storage.throwCall(1);
    return hub::CallReply{200, R"({"responseCode":"0"})", std::nullopt};
  });
  Lane one = lane();

  EXPECT_FALSE(one.runOnce());
  for (const std::uint64_t nth : {1U, 3U}) storage.throwCall(nth);
  EXPECT_FALSE(one.runOnce());

  EXPECT_EQ(storage.deliveries().at(0).state, DeliveryState::needsAttention);
  EXPECT_EQ(run(one).handled(), 0U);
}

// T-09: whatever the clock of this machine says, a wait is as long as it should be.
TEST_F(LaneTest, WaitsGoByTheClockOfTheStore) {
  for (const auto ahead : {seconds(-7200), seconds(7200), seconds(30)}) {
    const auto id = queuesFor("14010702");
    storage.moveClock(ahead);
    peerAnswers("E1001");
    Lane one = lane();
    run(one);
    const auto wait = delivery(id).due - storage.time();
    EXPECT_GE(wait, milliseconds(4000)) << ahead.count();
    EXPECT_LE(wait, milliseconds(6000)) << ahead.count();
    EXPECT_EQ(run(one).handled(), 0U);

    clock.advance(seconds(7));
    peerAnswers("0");
    EXPECT_EQ(run(one).delivered, 1U);
    storage.moveClock(-ahead);
  }
}

// T-09
TEST_F(LaneTest, AHubWhoseClockIsBehindTakesWhatAnotherPutsOff) {
  const auto id = queuesFor("14010702");
  peerAnswers("E1001");
  Lane one = lane();
  run(one);
  const auto due = delivery(id).due;

  clock.advance(-std::chrono::minutes(30));  // of this machine
  storage.moveClock(std::chrono::minutes(30) + seconds(10));
  peerAnswers("0");

  EXPECT_EQ(run(one).delivered, 1U);
  EXPECT_LT(storage.time() - due, seconds(10));
}

// T-09: of the machine with the database.
TEST_F(LaneTest, NothingWaitsForDaysBecauseTheClockOfTheStoreWasSetBack) {
  queuesMany(3);
  peerAnswers("E1001");
  Lane one = lane();
  run(one);
  queuesMany(2);

  clock.advance(-std::chrono::hours(48));
  peerAnswers("0");

  EXPECT_EQ(run(one).delivered, 5U);
}

TEST_F(LaneTest, HandlesAtMostWhatItIsTold) {
  queuesMany(5);
  peerAnswers("0");
  Lane one = lane("worker-1", 0, 2);

  EXPECT_EQ(run(one).delivered, 2U);
  EXPECT_EQ(run(one).delivered, 2U);
  EXPECT_EQ(run(one).delivered, 1U);
}

TEST_F(LaneTest, WhatIsUrgentGoesFirst) {
  queuesFor("14010706", Priority::restore);
  queuesFor("14010705", Priority::backfill);
  queuesFor("14010703", Priority::correction);
  queuesFor("14010704", Priority::tag);
  queuesFor("14010702", Priority::live);
  queuesFor("14010701", Priority::configuration);
  peerAnswers("0");
  Lane one = lane();

  run(one);

  EXPECT_EQ(served(), (std::vector<std::string>{"14010701", "14010702", "14010703", "14010704", "14010705",
                                                "14010706"}));
}

TEST_F(LaneTest, EnterprisesTakeTurnsWhateverTheirNumber) {
  for (int i = 0; i < 40; ++i) queuesFor("14010701");
  queuesFor("14010702");
  queuesFor("14010703");
  peerAnswers("0");
  Lane one = lane("worker-1", 0, 6);

  run(one);

  auto codes = served();
  ASSERT_EQ(codes.size(), 6U);
  EXPECT_NE(std::find(codes.begin(), codes.end(), "14010702"), codes.end());
  EXPECT_NE(std::find(codes.begin(), codes.end(), "14010703"), codes.end());
}

TEST_F(LaneTest, GoesOnBehindTheEnterpriseServedLast) {
  for (const char* code : {"14010701", "14010702", "14010703"}) queuesFor(code), queuesFor(code);
  peerAnswers("0");
  Lane one = lane("worker-1", 0, 1);

  for (int i = 0; i < 4; ++i) run(one);

  EXPECT_EQ(served(), (std::vector<std::string>{"14010701", "14010702", "14010703", "14010701"}));
}

// OQ-62
TEST_F(LaneTest, OnlyTheFirstFewWorkersTakeBackfill) {
  sets({.backfillParallel = 1});
  queuesFor("14010701", Priority::backfill);
  queuesFor("14010702", Priority::restore);
  queuesFor("14010703", Priority::tag);
  peerAnswers("0");
  Lane second = lane("worker-2", 1);
  Lane first = lane("worker-1", 0);

  EXPECT_EQ(run(second).delivered, 1U);
  EXPECT_EQ(served(), std::vector<std::string>{"14010703"});
  EXPECT_EQ(run(first).delivered, 2U);
}

TEST_F(LaneTest, TakesMoreAtOnceWhenCallsAreSmallAndQuick) {
  queuesMany(kWarm + 3 * HandSize::kMost);
  peerAnswers("0");
  Lane one = lane();
  const auto before = storage.commits();

  ASSERT_EQ(run(one).delivered, kWarm + 3 * HandSize::kMost);

  // Seven hands: each is claimed, which writes the one before, and composed; the last look finds nothing.
  EXPECT_EQ(storage.commits() - before, 2U * 7 + 1);
}

TEST_F(LaneTest, TakesOneAtATimeWhenThereIsNoBacklog) {
  queuesMany(kWarm + 3);
  peerAnswers("0");
  Lane one = lane();
  run(one);
  queuesMany(2);
  std::size_t claimed = 0;
  partner.otherwise([&](const hub::Call&) -> fakes::PartnerAnswer {
    claimed = std::max(claimed, countOf(DeliveryState::claimed));
    return hub::CallReply{200, R"({"responseCode":"0"})", std::nullopt};
  });

  run(one);

  EXPECT_EQ(claimed, 1U);
}

TEST_F(LaneTest, TakesOneAtATimeWhenCallsAreSlow) {
  queuesMany(kWarm + 20);
  Lane one = lane();
  std::size_t mostClaimed = 0;
  partner.otherwise([&](const hub::Call&) -> fakes::PartnerAnswer {
    if (partner.calls().size() > kWarm) clock.advance(milliseconds(300));
    if (partner.calls().size() > kWarm + 2)
      mostClaimed = std::max(mostClaimed, countOf(DeliveryState::claimed));
    return hub::CallReply{200, R"({"responseCode":"0"})", std::nullopt};
  });

  run(one);

  EXPECT_EQ(mostClaimed, 1U);
}

TEST_F(LaneTest, AnOutcomeIsWrittenBackHalfASecondLateAtMost) {
  queuesMany(kWarm + HandSize::kMost);
  Lane one = lane();
  std::size_t mostUnwritten = 0;
  partner.otherwise([&](const hub::Call&) -> fakes::PartnerAnswer {
    const std::size_t ended = partner.calls().size() - 1;
    if (ended < kWarm) return hub::CallReply{200, R"({"responseCode":"0"})", std::nullopt};
    mostUnwritten = std::max(mostUnwritten, ended - countOf(DeliveryState::delivered));
    clock.advance(milliseconds(90));
    return hub::CallReply{200, R"({"responseCode":"0"})", std::nullopt};
  });

  run(one);

  EXPECT_LE(mostUnwritten, 5U);
  EXPECT_GE(mostUnwritten, 3U);
  EXPECT_EQ(countOf(DeliveryState::delivered), kWarm + HandSize::kMost);
}

TEST_F(LaneTest, WritesBackBeforeACallThatMayBeLong) {
  queuesMany(kWarm + 1);
  Lane one = lane();
  std::string body = delivery_test::fixture("n08-upload-energy-request.json");
  const auto at = body.find("{\"dataCode\"");
  const std::string record = body.substr(at, body.find('}', at) + 1 - at) + ",";
  for (int i = 0; i < 600; ++i) body.insert(at, record);
  const auto large = holdsBatch(body);
  ASSERT_TRUE(storage.unit([&](hub::UnitOfWork& work) {
    return work.deliveries().enqueue({.peer = peer.id,
                                      .kind = DeliveryKind::energyData,
                                      .priority = Priority::correction,  // after the small ones
                                      .enterprise = delivery_test::kEnterprise,
                                      .batch = large,
                                      .due = clock.now()});
  }));
  std::size_t unwritten = 99, ended = 0;
  partner.otherwise([&](const hub::Call& call) -> fakes::PartnerAnswer {
    if (call.body.size() > (64U << 10)) {
      ended = partner.calls().size() - 1;
      unwritten = ended - countOf(DeliveryState::delivered);
    }
    return hub::CallReply{200, R"({"responseCode":"0"})", std::nullopt};
  });

  run(one);

  EXPECT_EQ(ended, kWarm + 1);
  EXPECT_EQ(unwritten, 0U);
}

// OQ-18
TEST_F(LaneTest, APoisonMessageNeedsAttentionAndTheLaneGoesOn) {
  const auto poison = queuesFor("14010701");
  partner.otherwise([&](const hub::Call& call) -> fakes::PartnerAnswer {
    const bool isPoison = call.body.find("14010701") != std::string::npos;
    return hub::CallReply{
        200,
        isPoison ? R"({"responseCode":"E2002","responseMessage":"企业不存在"})" : R"({"responseCode":"0"})",
        std::nullopt};
  });
  Lane one = lane();

  for (int i = 0; i < 4; ++i) {
    queuesFor("14010702");
    EXPECT_EQ(run(one).delivered, 1U);
    clock.advance(seconds(60));
  }

  EXPECT_EQ(stateOf(poison), DeliveryState::needsAttention);
  EXPECT_EQ(delivery(poison).lastMessage, "企业不存在");
  EXPECT_EQ(laneState().breaker.failures, 0U);
}

TEST_F(LaneTest, WhatCannotBeComposedHoldsNobodyBack) {
  const auto odd = queues(DeliveryKind::configData);
  queuesMany(2);
  peerAnswers("0");
  Lane one = lane();

  EXPECT_EQ(run(one).delivered, 2U);

  EXPECT_EQ(stateOf(odd), DeliveryState::needsAttention);
}

// G-6.2-2 N-8.8-8
TEST_F(LaneTest, ASingleDeliveryMakesFourAttemptsAndIsQueuedUntilTheNextRound) {
  const auto id = queuesFor("14010702");
  peerFails(TransportFault::timeout);
  Lane one = lane();
  LaneCounts sum;

  for (int i = 0; i < 10; ++i) {
    const LaneCounts counts = run(one);
    sum.waiting += counts.waiting;
    sum.queued += counts.queued;
    clock.advance(seconds(60));
  }

  EXPECT_EQ(sum.waiting, 3U);
  EXPECT_EQ(sum.queued, 1U);
  EXPECT_EQ(partner.calls().size(), 4U);
  ASSERT_TRUE(storage.unit(
      [&](hub::UnitOfWork& work) { return work.deliveries().startRound(peer.id, clock.now()); }));
  peerAnswers("0");
  EXPECT_EQ(run(one).delivered, 1U);
  EXPECT_EQ(stateOf(id), DeliveryState::delivered);
}

// N-8.3-1
TEST_F(LaneTest, WithoutRegistrationARunLooksAtOneHandOnly) {
  hub::Peer fresh = peer;
  fresh.id = {};
  fresh.name = "unregistered";
  put(fresh);
  queuesBatches(10);
  peerAnswers("E2002");
  Lane one = lane();

  EXPECT_EQ(run(one).waiting, 1U);

  EXPECT_EQ(partner.calls().size(), 1U);
}

TEST_F(LaneTest, SendsNothingToASuspendedPeer) {
  queuesMany(1);
  peer.suspended = true;
  put(peer);
  Lane one = lane();

  EXPECT_EQ(run(one).handled(), 0U);
  EXPECT_TRUE(partner.calls().empty());
}

TEST_F(LaneTest, AStopGivesBackWhatWasNotTriedAndBurnsNothing) {
  queuesMany(kWarm + HandSize::kMost);
  Lane one = lane();

  const LaneCounts counts = run(one, stopsAfter(kWarm + 5));

  EXPECT_EQ(counts.delivered, kWarm + 5);
  EXPECT_EQ(counts.givenBack, 11U);
  EXPECT_EQ(countOf(DeliveryState::claimed), 0U);
  for (const hub::Delivery& left : storage.deliveries())
    EXPECT_EQ(left.roundAttempts, left.state == DeliveryState::waiting ? 0U : 1U);
}

TEST_F(LaneTest, ACallCutByOurStopIsNoFailure) {
  const auto id = queuesFor("14010702");
  std::stop_source stop;
  partner.otherwise([&](const hub::Call&) -> fakes::PartnerAnswer {
    stop.request_stop();
    return tl::unexpected(hub::CallFailure{TransportFault::reset, "stopping"});
  });
  Lane one = lane();

  EXPECT_EQ(run(one, stop.get_token()).givenBack, 1U);

  EXPECT_EQ(stateOf(id), DeliveryState::waiting);
  EXPECT_EQ(delivery(id).roundAttempts, 0U);
  EXPECT_EQ(laneState().breaker.failures, 0U);
}

TEST_F(LaneTest, KeepsToTheRequestsAMinute) {
  sets({.requestsPerMinute = 60});
  queuesMany(100);
  peerAnswers("0");
  Lane one = lane();
  run(one);  // hears of the limit
  const auto before = partner.calls().size();
  milliseconds waited{0};

  while (waited < seconds(10)) {
    const auto wait = std::max(run(one).wait, milliseconds(1));
    clock.advance(wait);
    waited += wait;
  }

  EXPECT_NEAR(static_cast<double>(partner.calls().size() - before), 10, 1);
  EXPECT_EQ(countOf(DeliveryState::claimed), 0U);
}

TEST_F(LaneTest, KeepsToTheBytesASecond) {
  sets({.bytesPerSecond = 1000});
  queuesMany(200);
  peerAnswers("0");
  Lane one = lane();
  run(one);
  const auto before = partner.calls().size();
  milliseconds waited{0};

  while (waited < seconds(10)) {
    const auto wait = std::max(run(one).wait, milliseconds(1));
    clock.advance(wait);
    waited += wait;
  }

  std::size_t bytes = 0;
  for (std::size_t i = before; i < partner.calls().size(); ++i) bytes += partner.calls()[i].body.size();
  EXPECT_NEAR(static_cast<double>(bytes), 10'000, 1'000);
}

TEST_F(LaneTest, ReadsThePeerOnceARunAndComposesAHandInOneUnit) {
  queuesMany(kWarm + 2 * HandSize::kMost);
  Lane one = lane();
  std::uint64_t atFirst = 0, atNext = 0;
  partner.otherwise([&](const hub::Call&) -> fakes::PartnerAnswer {
    if (partner.calls().size() == kWarm + 1) atFirst = storage.calls();
    if (partner.calls().size() == kWarm + 1 + HandSize::kMost) atNext = storage.calls();
    return hub::CallReply{200, R"({"responseCode":"0"})", std::nullopt};
  });

  run(one);

  // For each delivery its outcome, the look for its tag, the body of the next; for the hand the health of
  // the lane, the clock of the store, the state of the lane, the claim.
  EXPECT_EQ(atNext - atFirst, HandSize::kMost * 3U + 4U);
}

TEST_F(LaneTest, ADatabaseFaultEndsTheRunAndNothingIsLost) {
  queuesBatches(1);
  Lane one = lane();
  peerAnswers("0");
  int failures = 0;
  for (std::uint64_t nth = 1; countOf(DeliveryState::delivered) == 0; ++nth) {
    storage.failCall(nth, hub::Failure::database);
    failures += one.runOnce() ? 0 : 1;
    storage.forgetFaults();
    leasesRunOut();
    clock.advance(seconds(60));
    ASSERT_LT(nth, 40U);
  }

  EXPECT_GE(failures, 5);
}

TEST_F(LaneTest, AnOutcomeThatCouldNotBeWrittenIsWrittenByTheNextRun) {
  const auto id = queuesFor("14010702");
  partner.otherwise([&](const hub::Call&) -> fakes::PartnerAnswer {
    storage.failNext(hub::Failure::database);
    return hub::CallReply{200, R"({"responseCode":"0"})", std::nullopt};
  });
  Lane one = lane();
  ASSERT_FALSE(one.runOnce());
  ASSERT_EQ(stateOf(id), DeliveryState::claimed);

  EXPECT_EQ(run(one).delivered, 1U);

  EXPECT_EQ(stateOf(id), DeliveryState::delivered);
  EXPECT_EQ(partner.calls().size(), 1U);
}
