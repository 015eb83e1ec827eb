#include <algorithm>
#include <thread>

#include "schemas/json/writer.h"
#include "tests/unit/hub/exchange/exchange_fixture.h"

namespace hub::exchange {
namespace {

std::string gRecord(const std::string& enterprise, const std::string& code, const std::string& value,
                    const std::string& statDate = "1", const std::string& uploadDate = "2014-10-10 21:58:46",
                    const std::string& more = "") {
  return R"({"DATA_CODE":")" + code + R"(","DATA_VALUE":")" + value + R"(","ENTERPRISE_CODE":")" +
         enterprise + R"(","INPUT_TYPE":"1","INSERT_DATE":"2014-10-10 22:00:00",)" + more +
         R"("STAT_DATE":")" + statDate + R"(","TYPE":"1","UPLOAD_DATE":")" + uploadDate + R"("})";
}

std::string delivery(const std::string& records, const std::string& restcode = kRestcode) {
  return R"({"data":)" + schemas::json::quoted("[" + records + "]") + R"(,"restcode":")" + restcode + R"("})";
}

const std::string kSameAsTable8 = delivery(gRecord(kEnterprise, "04-02-00-00-040200-30", "234.560") + "," +
                                           gRecord(kEnterprise, "04-01-00-00-040200-30", "123.450"));

/// The two records of G table 2.
const std::string kTable2 = delivery(
    R"({"DATA_CODE":"0401-01-40200-31","DATA_VALUE":"55.000","ENTERPRISE_CODE":"10013","INPUT_TYPE":"1",)"
    R"("INSERT_DATE":"2014-07-02 18:13:35","STAT_DATE":"date","TYPE":"-","UPLOAD_DATE":"2014-02-19 14:21:37"},)"
    R"({"DATA_CODE":"0401-02-40200-31","DATA_VALUE":"56.300","ENTERPRISE_CODE":"10013","INPUT_TYPE":"1",)"
    R"("INSERT_DATE":"2014-07-02 18:13:35","STAT_DATE":"-","TYPE":"-","UPLOAD_DATE":"2014-02-19 14:21:37"})");

class GDeliveryTest : public ExchangeTest {
 protected:
  GDeliveryTest() { province = addProvince(); }

  std::string deliver(const std::string& body, const std::string& peer = "hunan") {
    return reply("/necc", body, peer);
  }
  std::string uploadTable8() {
    return reply("/uploadEnergyData", energy(kRecordA + "," + kRecordB, kEnterprise, crypto.md5("hunan")),
                 "hunan");
  }
  std::vector<SeriesValue> values() const {
    std::vector<SeriesValue> all;
    for (const SeriesBlock& block : storage.blocks())
      all.insert(all.end(), block.values.begin(), block.values.end());
    return all;
  }

  PeerId province{};
};

// G-7.2-6 G-7.2-2 G-7.5-3 OQ-44
TEST_F(GDeliveryTest, Table2IsStoredAndTaggedLikeTestVector1) {
  for (const char* path : {"/necc", "/necc/data"}) EXPECT_EQ(reply(path, kTable2, "hunan"), kReceived);

  ASSERT_EQ(storage.tags().size(), 1u);
  EXPECT_EQ(storage.tags()[0].sign.text(), "2014-02-19-430000-10013-9c2a4ec104947ef3b482db824f1ac864");
  EXPECT_EQ(storage.tags()[0].peer, province);
  ASSERT_EQ(storage.batches().size(), 1u);
  const auto body = storage.unit([&](UnitOfWork& work) { return work.batches().body(BatchId{1}); });
  EXPECT_EQ(body.value_or(""), kTable2);
}

// G-7.1-2 G-7.2-4 OQ-19
TEST_F(GDeliveryTest, TheSameDataByNAndByGIsOneSetOfValuesWithOneTag) {
  ASSERT_EQ(uploadTable8(), kSuccess);
  const auto before = storage.blocks();

  EXPECT_EQ(deliver(kSameAsTable8), kReceived);

  EXPECT_EQ(storage.blocks(), before);
  EXPECT_EQ(storage.batches().size(), 2u);
  EXPECT_EQ(storage.batches()[1].unchanged, 2u);
  ASSERT_EQ(storage.tags().size(), 1u);
  EXPECT_EQ(storage.tags()[0].sign.md5, "929a63988754b5b62f712942159f62fd");
  EXPECT_TRUE(storage.revisions().empty());
}

// G-7.2-4
TEST_F(GDeliveryTest, NAndGInParallelAreOneSetOfValues) {
  std::string byN, byG;
  std::thread first([&] { byN = uploadTable8(); });
  std::thread second([&] { byG = deliver(kSameAsTable8); });
  first.join();
  second.join();

  EXPECT_EQ(byN, kSuccess);
  EXPECT_EQ(byG, kReceived);
  EXPECT_EQ(values().size(), 2u);
  EXPECT_EQ(storage.tags().size(), 1u);
}

// G-7.5-5
TEST_F(GDeliveryTest, RestoredTwiceIsStoredOnce) {
  ASSERT_EQ(deliver(kSameAsTable8), kReceived);
  ASSERT_EQ(deliver(kSameAsTable8), kReceived);

  EXPECT_EQ(storage.batches().size(), 1u);
  EXPECT_EQ(values().size(), 2u);
}

// OQ-51 X-G-2
TEST_F(GDeliveryTest, AStartThatIsNotGivenIsDerivedAndMarked) {
  ASSERT_EQ(
      deliver(delivery(gRecord("10013", "0401-01-40200-31", "55.000", "1", "2014-02-19 14:21:37") + "," +
                       gRecord("10013", "0401-01-40200-31", "60.000", "2", "2014-03-02 14:21:37"))),
      kReceived);

  ASSERT_EQ(values().size(), 2u);
  EXPECT_EQ(values()[0].at.text(), "2014-02-18 00:00:00");
  EXPECT_TRUE(values()[0].derivedStart);
  EXPECT_EQ(values()[1].at.text(), "2014-02-01 00:00:00");
  std::uint32_t derived = 0;
  for (const Finding& finding : storage.findings())
    if (finding.rule == "derived_start") derived += finding.count;
  EXPECT_EQ(derived, 2u);
}

// OQ-16 G-7.2-8: each enterprise keeps a body of its own, and a position is one of that.
TEST_F(GDeliveryTest, AQuarantinedRecordIsNamedByItsPlaceInTheKeptBody) {
  RuleSetting setting;
  setting.rule = "negative";
  setting.mode = RuleMode::quarantine;
  quality::RulesInForce rules;
  rules.replace(*quality::RuleBook::of({setting}));
  Surroundings around = surroundings();
  around.rules = &rules;
  const std::string body = delivery(gRecord("10013", "0401-01-40200-31", "55.000") + "," +
                                    gRecord("10014", "0401-01-40200-31", "-1.000"));

  const auto got =
      Dispatcher(around).handle({"POST", "/necc", body, fingerprintOf("hunan"), "192.168.7.7", "req-1"});

  ASSERT_EQ(got.body, kReceived);
  ASSERT_EQ(storage.quarantined().size(), 1u);
  EXPECT_EQ(storage.quarantined()[0].enterprise, "10014");
  EXPECT_EQ(storage.quarantined()[0].position, 0u);
}

// OQ-19 OQ-51
TEST_F(GDeliveryTest, AValueWithoutStartMeetsTheStoredOneOfTheSameUpload) {
  const std::string late = record("04-01-00-00-040200-30", "5", "2014-10-01 00:00:00");
  ASSERT_EQ(reply("/uploadEnergyData", energy(late, kEnterprise, crypto.md5("hunan")), "hunan"), kSuccess);

  ASSERT_EQ(deliver(delivery(gRecord(kEnterprise, "04-01-00-00-040200-30", "5.000"))), kReceived);

  ASSERT_EQ(values().size(), 1u);
  EXPECT_EQ(values()[0].at.text(), "2014-10-01 00:00:00");
  EXPECT_FALSE(values()[0].derivedStart);
}

// OQ-51 X-G-2
TEST_F(GDeliveryTest, WithTheExtensionTheStartIsCarried) {
  change(province, [](Peer& peer) { peer.profile.extStatTime = true; });
  const std::string start = R"("STAT_TIME":"2014-10-09 00:15:00",)";

  ASSERT_EQ(deliver(delivery(
                gRecord(kEnterprise, "04-01-00-00-040200-30", "5.000", "0", "2014-10-10 21:58:46", start))),
            kReceived);

  ASSERT_EQ(values().size(), 1u);
  EXPECT_EQ(values()[0].at.text(), "2014-10-09 00:15:00");
  EXPECT_EQ(storage.tags().size(), 1u);
}

// OQ-45
TEST_F(GDeliveryTest, SeveralEnterprisesAreABatchAndATagEach) {
  ASSERT_EQ(deliver(delivery(gRecord("10014", "0401-01-40200-31", "1.000") + "," +
                             gRecord("10013", "0401-01-40200-31", "2.000") + "," +
                             gRecord("10014", "0401-02-40200-31", "3.000"))),
            kReceived);

  ASSERT_EQ(storage.batches().size(), 2u);
  EXPECT_EQ(storage.batches()[0].enterprise, "10014");
  EXPECT_EQ(storage.batches()[0].records, 2u);
  EXPECT_EQ(storage.batches()[1].enterprise, "10013");
  EXPECT_EQ(storage.tags().size(), 2u);
  const auto body = storage.unit([&](UnitOfWork& work) { return work.batches().body(BatchId{1}); });
  EXPECT_EQ(body.value_or("").find("10013"), std::string::npos);
}

// OQ-16
TEST_F(GDeliveryTest, OneFaultyRecordAndNothingOfTheDeliveryIsStored) {
  EXPECT_EQ(deliver(delivery(gRecord("10014", "0401-01-40200-31", "1.000") + "," +
                             gRecord("10013", "0401-01-40200-31", "x"))),
            kNotReceived);
  EXPECT_TRUE(isUntouched());
}

// G-7.2-Q3 G-7.2-Q4 G-7.2-Q5 G-7.2-Q9 G-7.2-Q11
TEST_F(GDeliveryTest, EveryWrongMemberIsNotReceived) {
  const std::string good = gRecord(kEnterprise, "0401-01-40200-31", "1.000");
  const std::pair<std::string, std::string> cases[] = {{"0401-01-40200-31", "0401"},
                                                       {R"("DATA_CODE")", R"("X")"},
                                                       {R"("1.000")", R"("1,0")"},
                                                       {R"("DATA_VALUE")", R"("X")"},
                                                       {kEnterprise, ""},
                                                       {R"("INPUT_TYPE":"1")", R"("INPUT_TYPE":"9")"},
                                                       {R"("STAT_DATE":"1")", R"("STAT_DATE":"5")"},
                                                       {R"("STAT_DATE")", R"("X")"},
                                                       {"2014-10-10 21:58:46", "2014-02-30 00:00:00"},
                                                       {R"("UPLOAD_DATE")", R"("X")"},
                                                       {R"("TYPE":"1")", R"("TYPE":"7")"},
                                                       {kEnterprise, "a|b"}};
  for (const auto& [from, to] : cases) {
    const WireReply got = send("/necc", delivery(replaced(good, from, to)), "hunan");
    EXPECT_EQ(got.status, 200);
    EXPECT_EQ(got.body, kNotReceived) << from << " " << to;
  }
  for (const char* data :
       {R"("")", R"("{}")", R"("[1]")", R"("[")", "{}", "5", "null", R"("[{\"a\":\"\\ud800\"}]")"})
    EXPECT_EQ(deliver(R"({"data":)" + std::string(data) + R"(,"restcode":")" + kRestcode + R"("})"),
              kNotReceived)
        << data;
  EXPECT_EQ(deliver(R"({"data":)" + schemas::json::quoted(std::string(10000, '[')) + R"(,"restcode":")" +
                    kRestcode + R"("})"),
            kNotReceived);
  EXPECT_EQ(reply("/necc/data", R"({"restcode":")" + kRestcode + R"("})", "hunan"), kNotReceived);
  EXPECT_TRUE(isUntouched());
}

// G-7.2-D1 G-7.2-D3 OQ-57 OQ-58
TEST_F(GDeliveryTest, ARealArrayAndOtherSpellingsOfTheKeysAreRead) {
  EXPECT_EQ(deliver(R"({" RESTCODE ":")" + kRestcode + R"(","DATA":[)" +
                    gRecord(kEnterprise, "0401-01-40200-31", "1.000") + "]}"),
            kReceived);
  EXPECT_EQ(values().size(), 1u);
}

// G-1-1 N-1-2
TEST_F(GDeliveryTest, UnknownMembersOfTheMessageAndOfItsRecordsAreIgnored) {
  const std::string extended = delivery(gRecord(kEnterprise, "04-02-00-00-040200-30", "234.560", "1",
                                                "2014-10-10 21:58:46", R"("EXTRA":"x",)") +
                                        "," + gRecord(kEnterprise, "04-01-00-00-040200-30", "123.450"));

  EXPECT_EQ(deliver(replaced(extended, "{", R"({"version":"2","more":{"a":[1]},)")), kReceived);

  ASSERT_EQ(storage.tags().size(), 1u);
  EXPECT_EQ(storage.tags()[0].sign.md5, "929a63988754b5b62f712942159f62fd");
}

// G-7.2-Q2 OQ-42
TEST_F(GDeliveryTest, AnUnknownChannelIsRefusedAndAudited) {
  const WireReply got =
      send("/necc", delivery(gRecord("10013", "0401-01-40200-31", "1.000"), "unknown"), "hunan");

  EXPECT_EQ(got.status, 403);
  EXPECT_EQ(got.body, kNotReceived);
  EXPECT_EQ(storage.audit().size(), 1u);
  EXPECT_TRUE(isUntouched());
}

// OQ-35 OQ-47
TEST_F(GDeliveryTest, AnUnknownEnterpriseIsStoredWithAFindingUnderAProvisionalHead) {
  ASSERT_EQ(deliver(kTable2), kReceived);

  EXPECT_EQ(storage.enterprise("10013").head.owner, province);
  EXPECT_TRUE(storage.enterprise("10013").head.provisional);
  const auto rules = rulesFound();
  EXPECT_EQ(std::count(rules.begin(), rules.end(), "enterprise_unknown"), 1);
}

// OQ-35
TEST_F(GDeliveryTest, ABackfillFromAboveNeverChangesTheOwner) {
  change(province, [](Peer& peer) { peer.restcodes = {"BBBB"}; });
  addNational();
  ASSERT_EQ(reply("/uploadEnergyData", kTable8), kSuccess);

  EXPECT_EQ(deliver(kSameAsTable8, "national"), kReceived);
  EXPECT_EQ(storage.enterprise(kEnterprise).head.owner, city);
}

// OQ-35
TEST_F(GDeliveryTest, AHeadLeftByABackfillFromAboveYieldsToThePlatformThatReports) {
  change(province, [](Peer& peer) { peer.restcodes = {"BBBB"}; });
  const PeerId national = addNational();
  ASSERT_EQ(deliver(kSameAsTable8, "national"), kReceived);
  ASSERT_EQ(storage.enterprise(kEnterprise).head.owner, national);

  EXPECT_EQ(reply("/uploadEnergyData", kTable8), kSuccess);
  EXPECT_EQ(storage.enterprise(kEnterprise).head.owner, city);
}

// OQ-35
TEST_F(GDeliveryTest, AProvinceMayNotDeliverForTheEnterpriseOfAnother) {
  addProvince("hubei", "420000", "AAAA");
  ASSERT_EQ(deliver(kSameAsTable8), kReceived);

  EXPECT_EQ(deliver(delivery(gRecord(kEnterprise, "04-01-00-00-040200-30", "999.000"), "AAAA"), "hubei"),
            kNotReceived);
  EXPECT_EQ(storage.batches().size(), 1u);
  ASSERT_EQ(storage.audit().size(), 1u);
  EXPECT_EQ(storage.audit()[0].act, "ownership_conflict");
}

// G-7.1-6 G-7.2-1
TEST_F(GDeliveryTest, WhatComesFromAboveIsNotSentBackThere) {
  change(province, [](Peer& peer) { peer.restcodes = {"BBBB"}; });
  addNational();
  node.energyUplink = EnergyUplink::upload;

  ASSERT_EQ(deliver(kSameAsTable8, "national"), kReceived);

  EXPECT_TRUE(storage.deliveries().empty());
  ASSERT_EQ(storage.tags().size(), 1u);
  EXPECT_EQ(storage.tags()[0].sign.province, "320000");
}

// OQ-49
TEST_F(GDeliveryTest, AnEmptyDeliveryIsANoticeOnlyForPeersWithTheExtension) {
  const std::string notice =
      R"({"data":"[]","restcode":")" + kRestcode + R"(","logsign":"","action":"notice"})";
  EXPECT_EQ(deliver(notice), kNotReceived);
  EXPECT_EQ(deliver(delivery("")), kNotReceived);

  change(province, [](Peer& peer) { peer.profile.extStatTime = true; });
  EXPECT_EQ(deliver(notice), kReceived);
  EXPECT_EQ(deliver(delivery("")), kNotReceived);
  EXPECT_TRUE(isUntouched());
}

// OQ-49 OQ-64
TEST_F(GDeliveryTest, ARequestQueuesTheNamedBatchOnce) {
  change(province, [](Peer& peer) { peer.profile.extStatTime = true; });
  ASSERT_EQ(uploadTable8(), kSuccess);
  const std::string sign = storage.tags().at(0).sign.text();
  const std::string request =
      R"({"data":"[]","restcode":")" + kRestcode + R"(","logsign":")" + sign + R"(","action":"request"})";

  EXPECT_EQ(deliver(request), kReceived);
  EXPECT_EQ(deliver(request), kReceived);
  EXPECT_EQ(deliver(replaced(request, sign, replaced(sign, "2014-10-10", "2015-10-10"))), kNotReceived);

  ASSERT_EQ(storage.deliveries().size(), 1u);
  EXPECT_EQ(storage.deliveries()[0].kind, DeliveryKind::gData);
  EXPECT_EQ(storage.deliveries()[0].priority, Priority::backfill);
  EXPECT_EQ(storage.deliveries()[0].batch, storage.batches()[0].id);
}

// OQ-49 OQ-50
TEST_F(GDeliveryTest, RecoverQueuesAllBatchesOfThePeriod) {
  change(province, [](Peer& peer) { peer.profile.extStatTime = true; });
  ASSERT_EQ(uploadTable8(), kSuccess);
  const std::string recover = R"({"data":"[]","restcode":")" + kRestcode +
                              R"(","action":"recover","from":"2014-10-10","to":"2014-10-10"})";

  EXPECT_EQ(deliver(replaced(recover, R"("to":"2014-10-10")", R"("to":"x")")), kNotReceived);
  EXPECT_EQ(deliver(recover), kReceived);

  ASSERT_EQ(storage.deliveries().size(), 1u);
  EXPECT_EQ(storage.deliveries()[0].priority, Priority::restore);
}

// G-6.1-3
TEST_F(GDeliveryTest, AFailureOfTheDatabaseIsNeverASuccess) {
  for (std::uint64_t nth = 1; nth < 60; ++nth) {
    const auto before = storage.calls();
    storage.failCall(nth, Failure::database);
    const std::string body = deliver(kTable2);
    const bool reached = storage.calls() - before >= nth;
    storage.forgetFaults();
    if (!reached) break;
    EXPECT_EQ(body, kNotReceived) << nth;
    EXPECT_TRUE(isUntouched()) << nth;
  }
  EXPECT_EQ(storage.batches().size(), 1u);
}

// OQ-44
TEST_F(GDeliveryTest, ForeignTagAlgorithmsHashWhatWasReceived) {
  change(province, [](Peer& peer) { peer.profile.tagAlgorithm = "raw-body"; });
  ASSERT_EQ(deliver(kTable2), kReceived);
  EXPECT_EQ(storage.tags().at(0).sign.md5, crypto.md5(kTable2));

  change(province, [](Peer& peer) { peer.profile.tagAlgorithm = "raw-data"; });
  const std::string one = gRecord("10013", "0401-01-40200-31", "7.000");
  ASSERT_EQ(deliver(delivery(one)), kReceived);
  EXPECT_EQ(storage.tags().at(1).sign.md5, crypto.md5("[" + one + "]"));
}

}  // namespace
}  // namespace hub::exchange
