#include <algorithm>
#include <thread>

#include "tests/unit/hub/exchange/exchange_fixture.h"

namespace hub::exchange {
namespace {

class UploadEnergyDataTest : public ExchangeTest {
 protected:
  std::string upload(const std::string& body, const std::string& peer = "city") {
    return reply("/uploadEnergyData", body, peer);
  }
  SeriesBlock monthOf(const char* canonical) const {
    const auto block = storage.block(
        {kEnterprise, canonical, schemas::StatType::daily, *schemas::CivilDate::parse("2014-10-01")});
    return block.value_or(SeriesBlock{});
  }
};

// N-8.8-6 N-8.8-9 N-8.8-10 G-7.2-4
TEST_F(UploadEnergyDataTest, StoresTable8AsOneBatchAndNamesItInTheHeader) {
  const WireReply got = send("/uploadEnergyData", kTable8);

  EXPECT_EQ(got.status, 200);
  EXPECT_EQ(got.body, kSuccess);
  ASSERT_EQ(got.headers.size(), 1u);
  EXPECT_EQ(got.headers[0], (std::pair<std::string, std::string>{"Nenghub-Batch-Id", "1"}));
  ASSERT_EQ(storage.batches().size(), 1u);
  const Batch batch = storage.batches()[0];
  EXPECT_EQ(batch.peer, city);
  EXPECT_EQ(batch.records, 2u);
  EXPECT_EQ(batch.stored, 2u);
  EXPECT_EQ(batch.blocks.size(), 2u);
  const SeriesBlock block = monthOf("0401000004020030");
  ASSERT_EQ(block.values.size(), 1u);
  EXPECT_EQ(block.values[0].value.lexeme(), "123.45");
  EXPECT_EQ(block.values[0].rawCode, "04-01-00-00-040200-30");
  EXPECT_EQ(block.batch, batch.id);
  const auto body = storage.unit([&](UnitOfWork& work) { return work.batches().body(batch.id); });
  EXPECT_EQ(body.value_or(""), kTable8);
}

// N-8.8-14 OQ-19
TEST_F(UploadEnergyDataTest, TheSameBatchAgainInAnotherSpellingWritesNothing) {
  ASSERT_EQ(upload(kTable8), kSuccess);
  const auto before = storage.tables();
  const std::string shuffled = energy(replaced(kRecordB, "234.56", "\"2.34560e2\"") + "," + kRecordA);

  const WireReply again = send("/uploadEnergyData", shuffled);

  EXPECT_EQ(again.body, kSuccess);
  EXPECT_EQ(again.headers[0].second, "1");
  EXPECT_EQ(storage.batches().size(), 1u);
  EXPECT_EQ(monthOf("0402000004020030").values[0].value.lexeme(), "234.56");
  EXPECT_EQ(storage.findings().size(), before.findings->size());
}

// N-8.8-14 OQ-19
TEST_F(UploadEnergyDataTest, FiveParallelIdenticalRequestsAreOneBatchAndFiveSuccesses) {
  std::vector<std::string> replies(5);
  std::vector<std::thread> threads;
  for (std::string& slot : replies) threads.emplace_back([&] { slot = upload(kTable8); });
  for (std::thread& thread : threads) thread.join();

  EXPECT_EQ(replies, std::vector<std::string>(5, kSuccess));
  EXPECT_EQ(storage.batches().size(), 1u);
  EXPECT_EQ(storage.blocks().size(), 2u);
}

// N-8.8-6 N-8.8-14
TEST_F(UploadEnergyDataTest, AnUnknownOutcomeOfTheCommitIsRepeatedWithoutDoubling) {
  for (const auto fault : {fakes::CommitFault::lostApplied, fakes::CommitFault::lostNotApplied}) {
    storage.failCommit(fault);  // the identity look-up
    storage.failCommit(fault);
    storage.failCommit(fault);
    EXPECT_EQ(upload(kTable8), kSuccess);
  }
  EXPECT_EQ(storage.batches().size(), 1u);
}

// OQ-19 N-8.8-11
TEST_F(UploadEnergyDataTest, ACorrectionReplacesTheValueAndKeepsTheOldOneAsHistory) {
  ASSERT_EQ(upload(kTable8), kSuccess);
  const std::string later =
      record("04-01-00-00-040200-30", "125", "2014-10-09 00:00:00", 1, "2014-10-11 08:00:00");

  ASSERT_EQ(upload(energy(later)), kSuccess);

  EXPECT_EQ(monthOf("0401000004020030").values[0].value.lexeme(), "125");
  ASSERT_EQ(storage.revisions().size(), 1u);
  EXPECT_EQ(storage.revisions()[0].lost.value.lexeme(), "123.45");
  EXPECT_EQ(storage.revisions()[0].batch, storage.batches()[1].id);
}

// OQ-22 N-8.8-D7
TEST_F(UploadEnergyDataTest, FiveSegmentsAreTheSameItem) {
  ASSERT_EQ(upload(kTable8), kSuccess);

  ASSERT_EQ(upload(energy(record("04-01-0000-040200-30", "7", "2014-10-08 00:00:00"))), kSuccess);

  EXPECT_EQ(monthOf("0401000004020030").values.size(), 2u);
}

// N-8.8-9 N-8.8-Q4 N-8.8-Q5 N-8.8-Q6 N-8.8-Q7 N-8.8-Q8 N-8.8-Q9 N-8.8-Q10 N-8.8-Q11
TEST_F(UploadEnergyDataTest, EachOfTheEightMembersIsRequired) {
  const std::pair<const char*, const char*> members[] = {
      {R"("dataCode":"04-01-00-00-040200-30")", "dataCode"},
      {R"("dataValue":123.45)", "dataValue"},
      {R"("inputType":1)", "inputType"},
      {R"("statType":1)", "statType"},
      {R"("statDate":"2014-10-09 00:00:00")", "statDate"},
      {R"("uploadDate":"2014-10-10 21:58:46")", "uploadDate"},
      {R"("scope":1)", "scope"},
      {R"("valid":true)", "valid"}};
  for (const auto& [text, name] : members)
    for (const std::string& without : {std::string(R"("x":1)"), "\"" + std::string(name) + "\":null",
                                       "\"" + std::string(name) + "\":\"\""})
      EXPECT_EQ(upload(energy(kRecordB + "," + replaced(kRecordA, text, without))),
                missing("data[1]." + std::string(name)))
          << without;
  EXPECT_TRUE(isUntouched());
}

// N-8.8-Q2 N-8.8-Q3 OQ-16
TEST_F(UploadEnergyDataTest, TheHeadMembersAreRequiredAndDataMustNotBeEmpty) {
  EXPECT_EQ(upload(energy("")), missing("data"));
  EXPECT_EQ(upload(replaced(kTable8, "\"data\":", "\"date\":")), missing("data"));
  EXPECT_EQ(upload(replaced(kTable8, R"("enterpriseCode":")" + kEnterprise + "\"", R"("enterpriseCode":"")")),
            missing("enterpriseCode"));
  EXPECT_TRUE(isUntouched());
}

// N-8.8-Q4 N-8.8-Q5 N-8.8-Q6 N-8.8-Q8 N-8.8-Q11 N-8.8-D2 OQ-24 OQ-29
TEST_F(UploadEnergyDataTest, EveryWrongValueIsE2002AndNamesTheMember) {
  const std::tuple<const char*, const char*, const char*> cases[] = {
      {"04-01-00-00-040200-30", "04-01-00-00-040200", "dataCode"},
      {"04-01-00-00-040200-30", "04-01-00-00-0402OO-30", "dataCode"},
      {"123.45", "\"NaN\"", "dataValue"},
      {"123.45", "\"12,5\"", "dataValue"},
      {"123.45", "123456789012345678901", "dataValue"},
      {"123.45", "1e25", "dataValue"},
      {"123.45", "[1]", "dataValue"},
      {"123.45", "true", "dataValue"},
      {R"("inputType":1)", R"("inputType":8)", "inputType"},
      {R"("inputType":1)", R"("inputType":1.5)", "inputType"},
      {R"("statType":1)", R"("statType":-1)", "statType"},
      {R"("statType":1)", R"("statType":99999999999)", "statType"},
      {"2014-10-09 00:00:00", "2026-02-30 00:00:00", "statDate"},
      {"2014-10-09 00:00:00", "2014-10-09 24:00:00", "statDate"},
      {"2014-10-09 00:00:00", "2014-10-09T00:00:00Z", "statDate"},
      {"2014-10-09 00:00:00", "1899-12-31 00:00:00", "statDate"},
      {"2014-10-10 21:58:46", "2014-13-10 21:58:46", "uploadDate"},
      {R"("scope":1)", R"("scope":0)", "scope"},
      {R"("valid":true)", R"("valid":1)", "valid"},
      {R"("valid":true)", R"("valid":"0")", "valid"},
  };
  for (const auto& [from, to, member] : cases) {
    const std::string body = upload(energy(kRecordB + "," + replaced(kRecordA, from, to)));
    EXPECT_TRUE(body.starts_with(
        R"({"responseCode":"E2002","responseMessage":"请求参数异常，参数格式不合法: data[1].)" +
        std::string(member)))
        << body << " " << to;
  }
  for (const char* data : {"[1]", "[null]", "[[]]", "{}", "\"x\"", "7"})
    EXPECT_NE(upload(replaced(energy(""), "[]", data)).find("E2002"), std::string::npos) << data;
  EXPECT_TRUE(isUntouched());
}

// N-8.3-10 OQ-16
TEST_F(UploadEnergyDataTest, WhenBothApplyTheMissingMemberComesFirst) {
  const std::string both =
      replaced(replaced(kRecordA, R"("scope":1)", R"("scope":9)"), R"("valid":true)", R"("x":1)");

  EXPECT_EQ(upload(energy(both)), missing("data[0].valid; data[0].scope 应为1至4"));
}

// OQ-12 N-8.8-D1
TEST_F(UploadEnergyDataTest, NumbersAndFlagsAsTextAreRead) {
  std::string text = replaced(kRecordA, "123.45", "\"123.45\"");
  text = replaced(text, R"("inputType":1)", R"("inputType":"1")");
  text = replaced(text, R"("statType":1)", R"("statType":"1")");
  text = replaced(text, R"("valid":true)", R"("valid":"false")");

  ASSERT_EQ(upload(energy(text)), kSuccess);
  EXPECT_FALSE(monthOf("0401000004020030").values.at(0).valid);
}

// OQ-35
TEST_F(UploadEnergyDataTest, AnotherCitysEnterpriseIsRefusedAuditedAndUntouched) {
  ASSERT_EQ(upload(kTable8), kSuccess);

  const WireReply got =
      send("/uploadEnergyData", energy(replaced(kRecordA, "123.45", "1"), kEnterprise, kOtherCityId),
           "other_city");

  EXPECT_EQ(got.status, 200);
  EXPECT_EQ(got.body, malformed("enterpriseCode 已由其他平台上报"));
  EXPECT_EQ(storage.batches().size(), 1u);
  ASSERT_EQ(storage.audit().size(), 1u);
  EXPECT_EQ(storage.audit()[0].act, "ownership_conflict");
  EXPECT_EQ(storage.audit()[0].actor, "other_city");
}

// OQ-34 OQ-22 N-8.6-D6
TEST_F(UploadEnergyDataTest, UnknownEnterpriseAndUnconfiguredCodesAreFindings) {
  ASSERT_EQ(upload(kTable8), kSuccess);
  auto rules = rulesFound();
  EXPECT_EQ(std::count(rules.begin(), rules.end(), "enterprise_unknown"), 1);

  ASSERT_EQ(reply("/uploadConfigData", kTable6), kSuccess);
  ASSERT_EQ(upload(energy(record("04-01-00-00-040200-30", "1", "2014-10-08 00:00:00") + "," +
                          record("00-00-00-00-023300-11", "1", "2014-10-08 00:00:00"))),
            kSuccess);
  rules = rulesFound();
  EXPECT_EQ(std::count(rules.begin(), rules.end(), "enterprise_unknown"), 1);
  EXPECT_EQ(std::count(rules.begin(), rules.end(), "unconfigured_code"), 1);
}

// OQ-34 OQ-22
TEST_F(UploadEnergyDataTest, APeerThatMustNotSendUnknownCodesGetsE2002) {
  change(city, [](Peer& peer) { peer.profile.rejectUnknown = true; });
  EXPECT_EQ(upload(kTable8), malformed("enterpriseCode 未上传用能单位基础信息"));
  EXPECT_TRUE(isUntouched());

  ASSERT_EQ(reply("/uploadConfigData", kTable6), kSuccess);
  EXPECT_EQ(upload(kTable8), malformed("data[0].dataCode 未在采集数据项配置中"));
  EXPECT_TRUE(storage.blocks().empty());
}

// OQ-23 OQ-29 OQ-67 N-8.8-Q5
TEST_F(UploadEnergyDataTest, OddValuesAreStoredWithFindings) {
  ASSERT_EQ(upload(energy(record("00-00-00-00-040200-30", "0.12345678901", "2014-10-09 07:00:00") + "," +
                          record("00-00-00-00-040200-30", "1", "2014-10-13 00:00:00"))),
            kSuccess);

  auto rules = rulesFound();
  EXPECT_EQ(std::count(rules.begin(), rules.end(), "misaligned"), 1);
  EXPECT_EQ(std::count(rules.begin(), rules.end(), "future"), 1);
  EXPECT_EQ(std::count(rules.begin(), rules.end(), "fraction_digits"), 1);
  const auto block = monthOf("0000000004020030");
  ASSERT_EQ(block.values.size(), 2u);
  EXPECT_EQ(block.values[0].at.text(), "2014-10-09 07:00:00") << "kept as sent";
  EXPECT_EQ(block.values[0].value.lexeme(), "0.12345678901");
}

// N-8.8-4
TEST_F(UploadEnergyDataTest, ADailyValueWithoutRealTimeIsFoundUnlessFilledInByHand) {
  const std::string code = "00-00-00-00-040200-30";
  ASSERT_EQ(upload(energy(record(code, "1"))), kSuccess);
  auto rules = rulesFound();
  EXPECT_EQ(std::count(rules.begin(), rules.end(), "missing_real_time"), 1);

  ASSERT_EQ(upload(energy(
                replaced(record(code, "1", "2014-10-08 00:00:00"), R"("inputType":1)", R"("inputType":5)"))),
            kSuccess);
  ASSERT_EQ(upload(energy(record(code, "1", "2014-10-07 00:15:00", 0))), kSuccess);
  ASSERT_EQ(upload(energy(record(code, "1", "2014-10-07 00:00:00"))), kSuccess);
  rules = rulesFound();
  EXPECT_EQ(std::count(rules.begin(), rules.end(), "missing_real_time"), 1);
}

// N-8.8-D6
TEST_F(UploadEnergyDataTest, AScopeThatContradictsTheCodeIsOnlyReported) {
  ASSERT_EQ(upload(kTable8), kSuccess);
  const auto rules = rulesFound();
  EXPECT_EQ(std::count(rules.begin(), rules.end(), "scope_mismatch"), 2);
}

// N-8.8-8 G-6.2-5
TEST_F(UploadEnergyDataTest, AnAcceptedBatchStandsOnceInTheQueueForTheNodeAbove) {
  const PeerId national = addNational();
  node.energyUplink = EnergyUplink::upload;

  ASSERT_EQ(upload(kTable8), kSuccess);
  ASSERT_EQ(upload(kTable8), kSuccess);

  ASSERT_EQ(storage.deliveries().size(), 1u);
  const Delivery delivery = storage.deliveries()[0];
  EXPECT_EQ(delivery.kind, DeliveryKind::energyData);
  EXPECT_EQ(delivery.peer, national);
  EXPECT_EQ(delivery.batch, storage.batches()[0].id);
  EXPECT_EQ(delivery.state, DeliveryState::waiting);
  EXPECT_TRUE(storage.tags().empty());
}

// G-7.1-2 X-G-5 OQ-44 OQ-46 OQ-65
TEST_F(UploadEnergyDataTest, WithTagsAsUplinkTheBatchGetsTheTagOfCanonicalV1) {
  const PeerId national = addNational();
  node.energyUplink = EnergyUplink::tags;

  ASSERT_EQ(upload(kTable8), kSuccess);

  ASSERT_EQ(storage.tags().size(), 1u);
  const Tag tag = storage.tags()[0];
  EXPECT_EQ(tag.peer, national);
  EXPECT_EQ(tag.sign.text(), "2014-10-10-320000-" + kEnterprise + "-929a63988754b5b62f712942159f62fd");
  EXPECT_EQ(tag.algorithm, "canonical-v1");
  EXPECT_EQ(tag.batch, storage.batches()[0].id);
  EXPECT_EQ(tag.state, TagState::own);
  EXPECT_TRUE(storage.deliveries().empty());
}

// X-G-6 OQ-45 OQ-51
TEST_F(UploadEnergyDataTest, RealTimeValuesEnterNoTagUnlessTheExtensionIsOn) {
  const PeerId national = addNational();
  node.energyUplink = EnergyUplink::tags;
  ASSERT_EQ(upload(energy(record("00-00-00-00-040200-30", "1", "2014-10-09 00:15:00", 0))), kSuccess);
  EXPECT_TRUE(storage.tags().empty());

  ASSERT_EQ(upload(energy(kRecordA + "," + kRecordB + "," +
                          record("00-00-00-00-040200-30", "1", "2014-10-09 00:30:00", 0))),
            kSuccess);
  ASSERT_EQ(storage.tags().size(), 1u);
  EXPECT_EQ(storage.tags()[0].sign.md5, "929a63988754b5b62f712942159f62fd");

  change(national, [](Peer& peer) { peer.profile.extStatTime = true; });
  ASSERT_EQ(upload(energy(record("00-00-00-00-040200-30", "1", "2014-10-09 00:45:00", 0))), kSuccess);
  EXPECT_EQ(storage.tags().size(), 2u);
}

// OQ-47
TEST_F(UploadEnergyDataTest, TheTagSpeaksTheCodesOfThePeer) {
  const PeerId national = addNational();
  node.energyUplink = EnergyUplink::tags;
  node.provinceCode = "10010";
  change(national, [](Peer& peer) { peer.profile.enterpriseCodes[kEnterprise] = "14010702"; });

  ASSERT_EQ(upload(kTable8), kSuccess);

  ASSERT_EQ(storage.tags().size(), 1u);
  EXPECT_EQ(storage.tags()[0].sign.province, "10010");
  EXPECT_EQ(storage.tags()[0].sign.enterprise, "14010702");
  EXPECT_NE(storage.tags()[0].sign.md5, "929a63988754b5b62f712942159f62fd");
}

// G-7.2-2
TEST_F(UploadEnergyDataTest, AProvinceThatUploadsByNAndSpeaksGGetsTheTagOnItsChannel) {
  const PeerId province = addProvince();

  ASSERT_EQ(upload(energy(kRecordA + "," + kRecordB, kEnterprise, crypto.md5("hunan")), "hunan"), kSuccess);

  ASSERT_EQ(storage.tags().size(), 1u);
  EXPECT_EQ(storage.tags()[0].peer, province);
  EXPECT_EQ(storage.tags()[0].sign.text(),
            "2014-10-10-430000-" + kEnterprise + "-929a63988754b5b62f712942159f62fd");
}

// OQ-19
TEST_F(UploadEnergyDataTest, AKnownBatchWhoseBlocksAreGoneHealsThem) {
  ASSERT_EQ(upload(kTable8), kSuccess);

  const WireReply again = sendAfterLoss("/uploadEnergyData", kTable8, "city");

  EXPECT_EQ(again.body, kSuccess);
  EXPECT_EQ(again.headers.at(0).second, "1");
  EXPECT_EQ(remaining.batches().size(), 1u);
  EXPECT_EQ(remaining.blocks(), storage.blocks());
}

// N-8.8-13
TEST_F(UploadEnergyDataTest, SuspiciousValuesAreStoredAsSuch) {
  ASSERT_EQ(upload(energy(replaced(kRecordA, "true", "false"))), kSuccess);
  EXPECT_FALSE(monthOf("0401000004020030").values.at(0).valid);
}

}  // namespace
}  // namespace hub::exchange
