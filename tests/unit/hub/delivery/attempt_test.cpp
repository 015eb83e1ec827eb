#include "hub/delivery/attempt.h"

#include "tests/unit/hub/delivery/delivery_world.h"

using delivery_test::fixture;
using delivery_test::kEnterprise;
using delivery_test::kProvinceId;
using hub::Channel;
using hub::DeliveryId;
using hub::DeliveryKind;
using hub::DeliveryState;
using hub::TagState;
using hub::TransportFault;
using hub::delivery::Lane;
using hub::delivery::LaneCounts;
using std::chrono::seconds;

namespace {

class AttemptTest : public testing::Test, public delivery_test::World {
 protected:
  // One delivery through a worker of the lane.
  LaneCounts attempts() {
    const auto done = lane_.runOnce();
    EXPECT_TRUE(done) << done.error().cause;
    const LaneCounts counts = done.value_or(LaneCounts{});
    EXPECT_LE(counts.handled(), 1U);
    return counts;
  }
  // Waits until the resend is due.
  void passes(seconds time) { clock.advance(time); }

  hub::Tag holdsTag(hub::BatchId batch, TagState state = TagState::own) {
    hub::Tag tag;
    tag.peer = peer.id;
    tag.sign = *schemas::LogSign::parse("2014-10-10-320000-" + std::string(kEnterprise) +
                                        "-929a63988754b5b62f712942159f62fd");
    tag.batch = batch;
    tag.state = state;
    EXPECT_TRUE(storage.unit([&](hub::UnitOfWork& work) { return work.tags().putOwn(tag); }));
    return storage.tags().at(0);
  }
  std::vector<hub::Delivery> queued(DeliveryKind kind) {
    std::vector<hub::Delivery> result;
    for (const hub::Delivery& one : storage.deliveries())
      if (one.kind == kind && one.state != DeliveryState::delivered) result.push_back(one);
    return result;
  }

 private:
  Lane lane_{around(), {peer.id, "worker", 0}, leases, pace, 1};
};

}  // namespace

// What a peer calls a code may be anything: it is kept as far as it can be stored.
TEST_F(AttemptTest, WordsOfThePeerAreCutBetweenCharacters) {
  isRegistered();
  const auto id = queues(DeliveryKind::energyData, holdsTable8());
  partner.answers(200, R"({"responseCode":"数据校验失败请重新上传数据","responseMessage":"x"})");

  attempts();

  EXPECT_EQ(delivery(id).lastCode, "数据校验失败请重新上");
}

// N-8.8-9 N-8.3-14
TEST_F(AttemptTest, SendsABatchToTheAddressOfItsServiceAndIsDone) {
  isRegistered();
  const auto id = queues(DeliveryKind::energyData, holdsTable8());
  partner.answers(200, fixture("n08-upload-energy-response.json"));

  EXPECT_EQ(attempts().delivered, 1U);

  EXPECT_EQ(stateOf(id), DeliveryState::delivered);
  ASSERT_EQ(partner.calls().size(), 1U);
  EXPECT_EQ(partner.calls()[0].url, "https://access.example/uploadEnergyData");
  EXPECT_EQ(partner.calls()[0].body, fixture("n08-upload-energy-request.json"));
}

// G-6.2-3
TEST_F(AttemptTest, TheTimeoutFollowsTheKind) {
  isRegistered();
  const auto batch = holdsTable8();
  holdsTag(batch);
  queues(DeliveryKind::energyData, batch);
  partner.answers("0");
  attempts();
  queues(DeliveryKind::meteringData);
  partner.answers("0");
  attempts();
  queues(DeliveryKind::gData, batch);
  partner.answers("true");
  attempts();
  partner.answers("true");
  attempts();  // the tag that confirms it

  const auto calls = partner.calls();
  ASSERT_EQ(calls.size(), 4U);
  EXPECT_EQ(calls[0].timeout, seconds(120));
  EXPECT_EQ(calls[1].timeout, seconds(30));
  EXPECT_EQ(calls[2].timeout, seconds(120));
  EXPECT_EQ(calls[3].timeout, seconds(30));
}

// N-8.8-7 OQ-18
TEST_F(AttemptTest, ResendsTheSameBytesUntilSuccessWhateverGoesWrong) {
  isRegistered();
  node.resends = 9;
  const auto id = queues(DeliveryKind::energyData, holdsTable8());
  partner.fails(TransportFault::timeout)
      .fails(TransportFault::reset)
      .answers(500, "<html>oops</html>")
      .answers("E1001")
      .answers(200, "\x01 garbage")
      .answers(403, R"({"responseCode":"E2002","responseMessage":"provinceId"})")
      .answers(404, "")
      .answers("0");
  const char* codes[] = {"timeout", "reset", "http_500", "E1001", "not_json", "E2002", "http_404", "0"};

  for (const char* code : codes) {
    attempts();
    EXPECT_EQ(delivery(id).lastCode, code);
    passes(seconds(60));
  }

  EXPECT_EQ(stateOf(id), DeliveryState::delivered);
  for (const hub::Call& call : partner.calls())
    EXPECT_EQ(call.body, fixture("n08-upload-energy-request.json"));
  EXPECT_EQ(storage.unit([&](hub::UnitOfWork& work) { return work.deliveries().attempts(id); })->size(), 8U);
}

// N-8.8-8 G-6.2-5
TEST_F(AttemptTest, AfterFourFailuresTheBatchIsQueuedForTheNextRoundAndNeverDropped) {
  isRegistered();
  const auto id = queues(DeliveryKind::energyData, holdsTable8());

  for (int round = 1; round <= 5; ++round) {
    for (int attempt = 1; attempt <= 4; ++attempt) {
      EXPECT_EQ(stateOf(id), DeliveryState::waiting) << round << "/" << attempt;
      partner.answers("E1001");
      attempts();
      passes(seconds(60));
    }
    EXPECT_EQ(stateOf(id), DeliveryState::queued) << round;
    ASSERT_TRUE(storage.unit(
        [&](hub::UnitOfWork& work) { return work.deliveries().startRound(peer.id, clock.now()); }));
  }
  partner.answers("0");
  attempts();

  EXPECT_EQ(stateOf(id), DeliveryState::delivered);
  EXPECT_EQ(partner.calls().size(), 21U);
}

// OQ-18
TEST_F(AttemptTest, AFullRoundOfRefusalsNeedsAttentionWithThePeersWords) {
  isRegistered();
  const auto id = queues(DeliveryKind::energyData, holdsTable8());
  const std::string words = "请求参数异常，参数格式不合法: data[0].statDate";

  for (int attempt = 1; attempt <= 4; ++attempt) {
    partner.answers(200, R"({"responseCode":"E2002","responseMessage":")" + words + "\"}");
    attempts();
    passes(seconds(60));
  }

  EXPECT_EQ(stateOf(id), DeliveryState::needsAttention);
  EXPECT_EQ(delivery(id).lastCode, "E2002");
  EXPECT_EQ(delivery(id).lastMessage, words);
  ASSERT_TRUE(storage.unit(
      [&](hub::UnitOfWork& work) { return work.deliveries().startRound(peer.id, clock.now()); }));
  EXPECT_EQ(stateOf(id), DeliveryState::waiting);
}

TEST_F(AttemptTest, AResendIsNotDueBeforeItsTime) {
  isRegistered();
  const auto id = queues(DeliveryKind::energyData, holdsTable8());
  partner.answers("E1001");
  attempts();

  const auto wait = delivery(id).due - clock.now();

  EXPECT_GE(wait, seconds(4));
  EXPECT_LE(wait, seconds(6));
}

TEST_F(AttemptTest, TlsAndDnsFaultsBurnNoAttempt) {
  isRegistered();
  const auto id = queues(DeliveryKind::energyData, holdsTable8());

  for (int i = 0; i < 10; ++i) {
    partner.fails(i % 2 == 0 ? TransportFault::tls : TransportFault::dns);
    EXPECT_EQ(attempts().waiting, 1U);
    EXPECT_EQ(delivery(id).roundAttempts, 0U);
    passes(seconds(400));
  }

  EXPECT_EQ(stateOf(id), DeliveryState::waiting);
  EXPECT_EQ(partner.calls().size(), 10U);
}

// A lost reply: the peer has it, we do not know.
TEST_F(AttemptTest, AReplyThatIsLostLeadsToTheSameBytesAgainAndToNoFalseFailure) {
  isRegistered();
  const auto id = queues(DeliveryKind::energyData, holdsTable8());
  std::set<std::string> taken;  // as an idempotent receiver keeps it
  partner.otherwise([&](const hub::Call& call) -> fakes::PartnerAnswer {
    const bool isFirst = taken.insert(call.body).second;
    if (isFirst) return tl::unexpected(hub::CallFailure{TransportFault::timeout, "reply lost"});
    return hub::CallReply{200, R"({"responseCode":"0"})", std::nullopt};
  });

  attempts();
  EXPECT_EQ(stateOf(id), DeliveryState::waiting);
  passes(seconds(60));
  attempts();

  EXPECT_EQ(stateOf(id), DeliveryState::delivered);
  EXPECT_EQ(taken.size(), 1U);
  EXPECT_EQ(partner.calls().size(), 2U);
}

TEST_F(AttemptTest, ACrashBetweenSendingAndWritingBackLeadsToTheSameBytesAgain) {
  isRegistered();
  const auto id = queues(DeliveryKind::energyData, holdsTable8());
  partner.otherwise([&](const hub::Call&) -> fakes::PartnerAnswer {
    if (partner.calls().size() == 1) storage.failNext(hub::Failure::database);
    return hub::CallReply{200, R"({"responseCode":"0"})", std::nullopt};
  });
  {
    Lane crashed(around(), {peer.id, "crashed", 0}, leases, pace);
    ASSERT_FALSE(crashed.runOnce());
  }
  ASSERT_EQ(partner.calls().size(), 1U);
  ASSERT_EQ(stateOf(id), DeliveryState::claimed);

  // Meanwhile this platform was registered under another serial number; the frozen bytes do not follow.
  hub::Registration changed = registration();
  changed.provinceId = std::string(32, 'e');
  ASSERT_TRUE(
      storage.unit([&](hub::UnitOfWork& work) { return work.peers().putRegistration(peer.id, changed); }));
  leasesRunOut();
  attempts();

  EXPECT_EQ(stateOf(id), DeliveryState::delivered);
  ASSERT_EQ(partner.calls().size(), 2U);
  EXPECT_EQ(partner.calls()[0].body, partner.calls()[1].body);
}

TEST_F(AttemptTest, WhatIsLostBeforeItIsComposedIsNotSent) {
  const auto id = queues(DeliveryKind::energyData, holdsTable8());
  partner.otherwise([&](const hub::Call&) -> fakes::PartnerAnswer {
    leasesRunOut();
    claims();
    return hub::CallReply{200, fixture("n02-register-response.json"), std::nullopt};
  });

  EXPECT_EQ(attempts().lost, 1U);

  EXPECT_EQ(partner.calls().size(), 1U);  // the registration
  EXPECT_EQ(delivery(id).claimedBy, "another");
  EXPECT_FALSE(delivery(id).body);
}

TEST_F(AttemptTest, ALeaseLostDuringTheCallLeavesTheOthersResult) {
  isRegistered();
  const auto id = queues(DeliveryKind::energyData, holdsTable8());
  partner.otherwise([&](const hub::Call&) -> fakes::PartnerAnswer {
    leasesRunOut();
    const hub::Delivery other = claims();
    EXPECT_TRUE(storage.unit([&](hub::UnitOfWork& work) {
      return work.deliveries().record(other,
                                      {.next = DeliveryState::delivered, .due = clock.now(), .code = "0"});
    }));
    return hub::CallReply{200, R"({"responseCode":"E1001"})", std::nullopt};
  });

  EXPECT_EQ(attempts().lost, 1U);

  EXPECT_EQ(stateOf(id), DeliveryState::delivered);
  EXPECT_EQ(delivery(id).lastCode, "0");
}

TEST_F(AttemptTest, NoUnitOfWorkIsOpenDuringACall) {
  queues(DeliveryKind::energyData, holdsTable8());
  int units = 0;
  partner.otherwise([&](const hub::Call& call) -> fakes::PartnerAnswer {
    units += storage.begin() ? 1 : 0;
    const bool registers = call.url == "https://register.example";
    return hub::CallReply{
        200, fixture(registers ? "n02-register-response.json" : "n08-upload-energy-response.json"),
        std::nullopt};
  });

  EXPECT_EQ(attempts().delivered, 1U);
  EXPECT_EQ(units, 2);
}

// N-8.3-1
TEST_F(AttemptTest, AnUnregisteredPlatformRegistersFirst) {
  queues(DeliveryKind::energyData, holdsTable8());
  partner.answers(200, fixture("n02-register-response.json")).answers("0");

  EXPECT_EQ(attempts().delivered, 1U);

  ASSERT_EQ(partner.calls().size(), 2U);
  EXPECT_EQ(partner.calls()[0].url, "https://register.example");
  EXPECT_EQ(partner.calls()[1].url, "https://192.168.1.6/uploadEnergyData");
}

// N-8.3-1
TEST_F(AttemptTest, WithoutRegistrationNothingIsUploadedAndNoAttemptIsBurnt) {
  const auto first = queues(DeliveryKind::energyData, holdsTable8());
  const auto second = queues(DeliveryKind::meteringData);
  partner.answers(200, R"({"responseCode":"E2002","responseMessage":"region 未分配"})");

  attempts();
  attempts();

  ASSERT_EQ(partner.calls().size(), 1U);  // one try for both
  for (const auto id : {first, second}) {
    EXPECT_EQ(stateOf(id), DeliveryState::waiting);
    EXPECT_EQ(delivery(id).roundAttempts, 0U);
    EXPECT_EQ(delivery(id).lastCode, "not_registered");
    EXPECT_GT(delivery(id).due, clock.now());
  }
  EXPECT_EQ(delivery(first).lastMessage, "E2002: region 未分配");
  passes(seconds(61));
  partner.answers(200, fixture("n02-register-response.json")).answers("0");
  EXPECT_EQ(attempts().delivered, 1U);
}

TEST_F(AttemptTest, WhatCannotBeComposedIsShownToAPerson) {
  isRegistered();
  const auto id = queues(DeliveryKind::configData);

  attempts();

  EXPECT_TRUE(partner.calls().empty());
  EXPECT_EQ(stateOf(id), DeliveryState::needsAttention);
  EXPECT_EQ(delivery(id).lastCode, "not_composed");
  EXPECT_FALSE(delivery(id).lastMessage.empty());
}

TEST_F(AttemptTest, AnUnusableAddressOfGHoldsBackOnlyItsDelivery) {
  peer.gUrl = "http://national.example/necc";
  put(peer);
  const auto id = queues(DeliveryKind::gData, holdsTable8());

  EXPECT_FALSE(attempts().isShut);

  EXPECT_TRUE(partner.calls().empty());
  EXPECT_EQ(delivery(id).lastCode, "bad_url");
  EXPECT_EQ(stateOf(id), DeliveryState::waiting);
  EXPECT_EQ(laneState().breaker.failures, 0U);
}

// G-7.1-9 G-7.1-8
TEST_F(AttemptTest, ATagAnsweredTrueIsAgreed) {
  const hub::Tag tag = holdsTag(holdsTable8());
  const auto id = queues(DeliveryKind::gTag, tag.batch, tag.sign.text());
  partner.answers(200, fixture("g01-consistency-response.json"));

  attempts();

  EXPECT_EQ(stateOf(id), DeliveryState::delivered);
  EXPECT_EQ(storage.tags().at(0).state, TagState::agreed);
  EXPECT_TRUE(queued(DeliveryKind::gData).empty());
  EXPECT_EQ(partner.calls()[0].url, "https://national.example/necc");
}

// OQ-64 G-7.1-5
TEST_F(AttemptTest, ATagAnsweredFalseQueuesTheBatchForBackfillInTheSameUnit) {
  const hub::Tag tag = holdsTag(holdsTable8());
  const auto id = queues(DeliveryKind::gTag, tag.batch, tag.sign.text());
  partner.answers(200, R"({"responsecode":"false","responsemessage":"failed"})");
  const std::uint64_t commits = storage.commits();

  attempts();

  EXPECT_EQ(storage.commits(), commits + 3);  // claim, freeze, and one for all that follows
  EXPECT_EQ(stateOf(id), DeliveryState::delivered);
  EXPECT_EQ(delivery(id).lastCode, "false");
  EXPECT_EQ(storage.tags().at(0).state, TagState::missingThere);
  ASSERT_EQ(queued(DeliveryKind::gData).size(), 1U);
  const hub::Delivery backfill = queued(DeliveryKind::gData)[0];
  EXPECT_EQ(backfill.batch, tag.batch);
  EXPECT_EQ(backfill.priority, hub::Priority::backfill);
  EXPECT_EQ(backfill.reason, "backfill");
}

// OQ-64
TEST_F(AttemptTest, ATagWithoutAProperAnswerIsAFailure) {
  const hub::Tag tag = holdsTag(holdsTable8());
  const auto id = queues(DeliveryKind::gTag, tag.batch, tag.sign.text());
  partner.fails(TransportFault::timeout)
      .answers(200, "<html>")
      .answers(500, R"({"responsecode":"false"})")
      .answers("E1001");

  for (int i = 0; i < 4; ++i) {
    attempts();
    EXPECT_NE(stateOf(id), DeliveryState::delivered);
    passes(seconds(60));
  }

  EXPECT_EQ(storage.tags().at(0).state, TagState::own);
  EXPECT_TRUE(queued(DeliveryKind::gData).empty());
  EXPECT_EQ(stateOf(id), DeliveryState::queued);
}

// G-7.2-3 G-7.2-6
TEST_F(AttemptTest, ABackfillIsConfirmedByItsTagAtOnce) {
  const auto batch = holdsTable8();
  holdsTag(batch, TagState::missingThere);
  queues(DeliveryKind::gData, batch);
  partner.answers(200, fixture("g03-backfill-to-national-response.json"));

  EXPECT_EQ(attempts().delivered, 1U);
  EXPECT_EQ(storage.tags().at(0).state, TagState::own);
  ASSERT_EQ(queued(DeliveryKind::gTag).size(), 1U);
  EXPECT_EQ(queued(DeliveryKind::gTag)[0].priority, hub::Priority::tag);
  partner.answers(200, fixture("g01-consistency-response.json"));
  attempts();

  EXPECT_EQ(storage.tags().at(0).state, TagState::agreed);
  EXPECT_TRUE(queued(DeliveryKind::gTag).empty());
}

TEST_F(AttemptTest, APeerThatNeverAgreesIsNotSentTheSameBatchForEver) {
  const auto batch = holdsTable8();
  const hub::Tag tag = holdsTag(batch);
  queues(DeliveryKind::gTag, batch, tag.sign.text());
  partner.answers("false").answers("true").answers("false");

  for (int i = 0; i < 3; ++i) attempts();

  EXPECT_EQ(partner.calls().size(), 3U);
  EXPECT_EQ(storage.tags().at(0).state, TagState::missingThere);
  EXPECT_TRUE(queued(DeliveryKind::gData).empty());
  EXPECT_TRUE(queued(DeliveryKind::gTag).empty());
}

// G-7.2-3
TEST_F(AttemptTest, ABackfillAnsweredFalseIsResentWithTheSameBytes) {
  const auto batch = holdsTable8();
  const auto id = queues(DeliveryKind::gData, batch);
  partner.answers(200, R"({"responsecode":"false","responsemessage":"receive failed"})").answers("true");

  attempts();
  EXPECT_EQ(stateOf(id), DeliveryState::waiting);
  EXPECT_EQ(delivery(id).lastMessage, "receive failed");
  passes(seconds(60));
  attempts();

  EXPECT_EQ(stateOf(id), DeliveryState::delivered);
  EXPECT_EQ(partner.calls()[0].body, partner.calls()[1].body);
}

// X-G-6
TEST_F(AttemptTest, ABatchOfWhichNothingGoesByGIsDoneWithoutACall) {
  std::string body = fixture("n08-upload-energy-request.json");
  for (auto at = body.find("\"statType\":1"); at != std::string::npos; at = body.find("\"statType\":1"))
    body.replace(at, 12, "\"statType\":0");
  const auto id = queues(DeliveryKind::gData, holdsBatch(body));

  attempts();

  EXPECT_TRUE(partner.calls().empty());
  EXPECT_EQ(stateOf(id), DeliveryState::delivered);
  EXPECT_EQ(delivery(id).lastCode, "nothing_to_send");
}
