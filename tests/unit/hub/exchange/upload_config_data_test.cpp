#include "tests/unit/hub/exchange/exchange_fixture.h"

namespace hub::exchange {
namespace {

const std::string kWithoutOptional = replaced(kTable6, kConfigOptional, "");

using UploadConfigDataTest = ExchangeTest;

// N-8.6-4 N-8.6-7
TEST_F(UploadConfigDataTest, StoresTheConfigurationWithItsReceiveTime) {
  EXPECT_EQ(reply("/uploadConfigData", kTable6), kSuccess);

  const auto row = storage.enterprise(kEnterprise);
  ASSERT_TRUE(row.config);
  EXPECT_EQ(row.config->received.text(), "2014-10-10 22:00:00");
  EXPECT_EQ(row.config->enterprise.leadingProduct, "钢板");
  EXPECT_EQ(row.head.owner, city);
  EXPECT_FALSE(row.head.provisional);
}

// N-8.6-5 OQ-20
TEST_F(UploadConfigDataTest, ASecondUploadReplacesTheFirstAndKeepsItAsHistory) {
  const auto item = kTable6.substr(kTable6.find("[{\"name\"") + 1);
  const std::string one = item.substr(0, item.find('}') + 1);
  ASSERT_EQ(reply("/uploadConfigData", replaced(kTable6, one, one + "," + one + "," + one)), kSuccess);
  ASSERT_EQ(reply("/uploadConfigData", replaced(kTable6, one, one + "," + one)), kSuccess);

  const auto row = storage.enterprise(kEnterprise);
  EXPECT_EQ(row.config->collectItems.size(), 2u);
  ASSERT_EQ(row.configHistory.size(), 1u);
  EXPECT_EQ(row.configHistory[0].collectItems.size(), 3u);
}

// OQ-20
TEST_F(UploadConfigDataTest, AbsentOptionalPartsStayAndPresentOnesReplaceAlsoWhenEmpty) {
  ASSERT_EQ(reply("/uploadConfigData", kTable6), kSuccess);
  ASSERT_EQ(reply("/uploadConfigData", replaced(kWithoutOptional, "0375-8111111", "0375-1")), kSuccess);
  EXPECT_EQ(storage.enterprise(kEnterprise).config->process->size(), 1u);
  EXPECT_EQ(storage.enterprise(kEnterprise).config->group->name, "示例集团");

  const std::string emptied =
      kWithoutOptional.substr(0, kWithoutOptional.size() - 1) + R"(,"process":[],"processUnit":[]})";
  ASSERT_EQ(reply("/uploadConfigData", emptied), kSuccess);
  EXPECT_EQ(storage.enterprise(kEnterprise).config->process->size(), 0u);
  EXPECT_EQ(storage.enterprise(kEnterprise).config->group->name, "示例集团");
}

// OQ-35
TEST_F(UploadConfigDataTest, TheSecondPlatformForAnEnterpriseIsRefusedAndAudited) {
  const std::string theirs = replaced(replaced(kTable6, kCityId, kOtherCityId), "320601", "320501");
  ASSERT_EQ(reply("/uploadConfigData", kTable6), kSuccess);

  const WireReply got = send("/uploadConfigData", theirs, "other_city");

  EXPECT_EQ(got.status, 200);
  EXPECT_EQ(got.body, malformed("enterpriseCode 已由其他平台上报"));
  EXPECT_EQ(storage.enterprise(kEnterprise).head.owner, city);
  ASSERT_EQ(storage.audit().size(), 1u);
  EXPECT_EQ(storage.audit()[0].act, "ownership_conflict");
}

// OQ-35
TEST_F(UploadConfigDataTest, AProvisionalOwnerYieldsToThePlatformOfTheRegion) {
  ASSERT_EQ(reply("/uploadEnergyData", energy(kRecordA, kEnterprise, kOtherCityId), "other_city"), kSuccess);
  ASSERT_TRUE(storage.enterprise(kEnterprise).head.provisional);

  EXPECT_EQ(reply("/uploadConfigData", kTable6), kSuccess);
  EXPECT_EQ(storage.enterprise(kEnterprise).head.owner, city);
  EXPECT_FALSE(storage.enterprise(kEnterprise).head.provisional);
}

// OQ-35
TEST_F(UploadConfigDataTest, ARegionOutsideTheSendersIsE2002) {
  EXPECT_EQ(reply("/uploadConfigData", replaced(kTable6, "320601", "410481")),
            malformed("enterprise.regionCode 不在本平台所辖区域"));
  EXPECT_TRUE(isUntouched());
}

// N-2-2 OQ-35 N-8.6-D4
TEST_F(UploadConfigDataTest, ARegionTheDictionaryDoesNotKnowIsNoError) {
  EXPECT_EQ(reply("/uploadConfigData", replaced(kTable6, "320601", "320672")), kSuccess);
}

// N-8.6-6
TEST_F(UploadConfigDataTest, DifferentEnterpriseCodesAreAcceptedUnderTheOuterOne) {
  const std::string other = creditCode("91330000573973054");

  EXPECT_EQ(reply("/uploadConfigData", replaced(kTable6, R"("corporationCode":")" + kEnterprise,
                                                R"("corporationCode":")" + other)),
            kSuccess);
  EXPECT_TRUE(storage.enterprise(kEnterprise).config);
  EXPECT_FALSE(storage.enterprise(other).config);
}

// N-8.2-2
TEST_F(UploadConfigDataTest, OnlyAChangedConfigurationIsQueuedForTheNodeAbove) {
  const PeerId national = addNational();
  node.configUplink = true;

  ASSERT_EQ(reply("/uploadConfigData", kTable6), kSuccess);
  ASSERT_EQ(storage.deliveries().size(), 1u);
  EXPECT_EQ(storage.deliveries()[0].kind, DeliveryKind::configData);
  EXPECT_EQ(storage.deliveries()[0].peer, national);
  EXPECT_EQ(storage.deliveries()[0].enterprise, kEnterprise);

  storage.unit([&](UnitOfWork& work) -> Result<void> {
    ClaimWish wish;
    wish.peer = national;
    wish.worker = "w";
    wish.now = clock.now();
    wish.lease = std::chrono::seconds(60);
    HUB_TRY(claimed, work.deliveries().claim(wish));
    Outcome outcome;
    outcome.next = DeliveryState::delivered;
    return work.deliveries().record(claimed.at(0), outcome);
  });
  ASSERT_EQ(reply("/uploadConfigData", kTable6), kSuccess);
  EXPECT_EQ(storage.deliveries().size(), 1u);
  ASSERT_EQ(reply("/uploadConfigData", replaced(kTable6, "0375-8111111", "0375-1")), kSuccess);
  EXPECT_EQ(storage.deliveries().size(), 2u);
}

TEST_F(UploadConfigDataTest, WithoutTheUplinkNothingIsQueued) {
  addNational();

  ASSERT_EQ(reply("/uploadConfigData", kTable6), kSuccess);
  EXPECT_TRUE(storage.deliveries().empty());
}

// N-8.6-3 N-8.6-Q5 N-8.6-Q11 N-8.6-Q12 N-8.6-Q20 N-8.6-Q22 N-8.6-Q24 N-8.6-Q27 N-8.6-Q30 N-8.6-Q33
TEST_F(UploadConfigDataTest, EveryRequiredMemberMissingIsE2001AndNamed) {
  const std::pair<const char*, const char*> members[] = {
      {R"("processCode":"00",)", "collectItemConfig[0].processCode"},
      {R"("processUnitCode":"00",)", "collectItemConfig[0].processUnitCode"},
      {R"("equipmentCode":"00",)", "collectItemConfig[0].equipmentCode"},
      {R"("equipmentUnitCode":"00",)", "collectItemConfig[0].equipmentUnitCode"},
      {R"("energyClassCode":"02",)", "collectItemConfig[0].energyClassCode"},
      {R"("energyTypeCode":"3300",)", "collectItemConfig[0].energyTypeCode"},
      {R"("dataUsageCode":"11",)", "collectItemConfig[0].dataUsageCode"},
      {R"("inputType":"1",)", "collectItemConfig[0].inputType"},
      {R"("code":"91330000573973053F",)", "enterprise.code"},
      {R"("name":"示例钢铁有限责任公司",)", "enterprise.name"},
      {R"("typeCode":"159",)", "enterprise.typeCode"},
      {R"("industryCode":"C3120",)", "enterprise.industryCode"},
      {R"("regionCode":"320601",)", "enterprise.regionCode"},
      {R"("center":false,)", "enterprise.center"},
      {R"("corporationCode":"91330000573973053F",)", "enterprise.corporationCode"},
      {R"("jgzh":false,)", "enterprise.jgzh"},
      {R"("energyConsumeLevel":4,)", "enterprise.energyConsumeLevel"},
      {R"("latitude":33.283433,)", "enterprise.latitude"},
      {R"("longitude":113.505883,)", "enterprise.longitude"},
      {R"("phone":"0375-8111111",)", "enterprise.phone"},
  };
  for (const auto& [text, member] : members)
    EXPECT_EQ(reply("/uploadConfigData", replaced(kTable6, text, "")), missing(member)) << member;
  EXPECT_EQ(reply("/uploadConfigData", R"({"provinceId":")" + kCityId + R"(","collectItemConfig":[]})"),
            missing("enterpriseCode; collectItemConfig; enterprise"));
  EXPECT_TRUE(isUntouched());
}

// N-8.6-3 N-2-1 N-2-3 N-8.6-Q13 N-8.6-Q25 N-8.6-Q31 N-8.6-Q67
TEST_F(UploadConfigDataTest, EveryWrongFormatIsE2002AndNamesTheMember) {
  const std::tuple<const char*, const char*, const char*> cases[] = {
      {R"("processCode":"00")", R"("processCode":"0")", "collectItemConfig[0].processCode"},
      {R"("inputType":"1")", R"("inputType":"8")", "collectItemConfig[0].inputType"},
      {R"("statType":"1")", R"("statType":"4")", "collectItemConfig[0].statType"},
      {R"("dataValueMin":0)", R"("dataValueMin":300001)", "collectItemConfig[0].dataValueMax"},
      {R"("enterpriseCode":"91330000573973053F")", R"("enterpriseCode":"913300005739730530")",
       "enterpriseCode"},
      {R"("enterpriseCode":"91330000573973053F")", R"("enterpriseCode":"91330000573973053")",
       "enterpriseCode"},
      {R"("industryCode":"C3120")", R"("industryCode":"c31")", "enterprise.industryCode"},
      {R"("regionCode":"320601")", R"("regionCode":"3206")", "enterprise.regionCode"},
      {R"("center":false)", R"("center":0)", "enterprise.center"},
      {R"("latitude":33.283433)", R"("latitude":90.1)", "enterprise.latitude"},
      {R"("energyConsumeLevel":4)", R"("energyConsumeLevel":7)", "enterprise.energyConsumeLevel"},
      {R"("registerDate":"1998-10-10 00:00:00")", R"("registerDate":"2026-02-30")",
       "enterprise.registerDate"},
      {R"("processCode":"06","commDate")", R"("processCode":"07","commDate")", "processUnit[0].processCode"},
      {R"("enterprise":{)", R"("enterprise":[{)", ""},
  };
  for (const auto& [from, to, member] : cases) {
    const std::string body = reply("/uploadConfigData", replaced(kTable6, from, to));
    EXPECT_TRUE(body.starts_with(
        R"({"responseCode":"E2002","responseMessage":"请求参数异常，参数格式不合法: )" + std::string(member)))
        << body << " " << to;
  }
  EXPECT_TRUE(isUntouched());
}

// N-8.6-D7 N-8.6-D1
TEST_F(UploadConfigDataTest, UnmarkedMembersMayBeAbsentNullOrEmptyAndNumbersMayBeText) {
  std::string body = replaced(kTable6, R"("statType":"1",)", "");
  body = replaced(body, R"("typeName":"其他有限责任公司",)", R"("typeName":null,)");
  body = replaced(body, R"("fieldName":"工业",)", R"("fieldName":"",)");
  body = replaced(body, R"("inputType":"1")", R"("inputType":1)");
  body = replaced(body, R"("scope":1)", R"("scope":"1")");

  EXPECT_EQ(reply("/uploadConfigData", body), kSuccess);
}

// N-8.7-3 N-8.7-5
TEST_F(UploadConfigDataTest, InstrumentsOfOneDataCodeAreKeptInOrder) {
  EXPECT_EQ(reply("/uploadMeteringData", metering(instrument("甲") + "," + instrument("乙"))), kSuccess);

  const auto row = storage.enterprise(kEnterprise);
  ASSERT_EQ(row.instruments.size(), 2u);
  EXPECT_EQ(row.instruments[0].meteringName, "甲");
  EXPECT_EQ(row.instruments[1].meteringName, "乙");
  EXPECT_EQ(row.head.owner, city);
  EXPECT_TRUE(row.head.provisional);
}

// N-8.7-4 OQ-20
TEST_F(UploadConfigDataTest, AnInstrumentLessClosesItAndKeepsHistory) {
  ASSERT_EQ(reply("/uploadMeteringData", metering(instrument("甲") + "," + instrument("乙"))), kSuccess);
  ASSERT_EQ(reply("/uploadMeteringData", metering(instrument("乙"))), kSuccess);

  const auto row = storage.enterprise(kEnterprise);
  EXPECT_EQ(row.instruments.size(), 1u);
  ASSERT_EQ(row.instrumentHistory.size(), 1u);
  EXPECT_EQ(row.instrumentHistory[0].size(), 2u);
}

// N-8.7-6 N-8.7-D6
TEST_F(UploadConfigDataTest, OfAnInstrumentOnlyNameTypeAndDataCodeAreRequired) {
  const std::string bare =
      R"({"meteringName":"甲","meteringType":"12061000","dataCode":"04-01-00-00-040200-30"})";
  EXPECT_EQ(reply("/uploadMeteringData", metering(bare)), kSuccess);
  for (const char* member : {"meteringName", "meteringType", "dataCode"})
    EXPECT_EQ(reply("/uploadMeteringData", metering(replaced(bare, member, "other"))),
              missing("meteringData[0]." + std::string(member)));
  EXPECT_EQ(reply("/uploadMeteringData", metering("")), missing("meteringData"));
}

// N-8.7-D6 N-2-7 N-8.7-Q5 N-8.7-Q6 N-8.7-Q16 N-8.7-Q17
TEST_F(UploadConfigDataTest, AWrongCodeOfAnInstrumentIsE2002AndNothingIsStored) {
  const std::tuple<const char*, const char*, const char*> cases[] = {
      {R"("12061000")", R"("1206100")", "meteringType"},
      {R"("meteringLevel":1)", R"("meteringLevel":4)", "meteringLevel"},
      {"合格", "一般", "calibrationState"},
      {"3 月", "三月", "calibrationCycle"},
      {"2017-05-20", "2026-02-30", "latelyCalibration"},
      {R"("installOrg":1)", R"("installOrg":9)", "installOrg"},
      {R"("dataCodeRatio":1)", R"("dataCodeRatio":0)", "dataCodeRatio"},
  };
  for (const auto& [from, to, member] : cases) {
    const std::string body = reply("/uploadMeteringData", metering(replaced(instrument("甲"), from, to)));
    EXPECT_NE(body.find("E2002"), std::string::npos) << body;
    EXPECT_NE(body.find("meteringData[0]." + std::string(member)), std::string::npos) << body;
  }
  EXPECT_TRUE(isUntouched());
}

// OQ-26 N-8.7-D1
TEST_F(UploadConfigDataTest, TheSecondSpellingOfTheManufacturerIsRead) {
  ASSERT_EQ(reply("/uploadMeteringData",
                  metering(replaced(instrument("甲"), R"("manuFacturer":"")", R"("manuFacter":"某厂")"))),
            kSuccess);
  EXPECT_EQ(storage.enterprise(kEnterprise).instruments.at(0).manuFacturer, "某厂");
}

// OQ-35
TEST_F(UploadConfigDataTest, InstrumentsOfAnotherCitysEnterpriseAreRefused) {
  ASSERT_EQ(reply("/uploadConfigData", kTable6), kSuccess);

  EXPECT_EQ(
      reply("/uploadMeteringData", replaced(metering(instrument("甲")), kCityId, kOtherCityId), "other_city"),
      malformed("enterpriseCode 已由其他平台上报"));
  EXPECT_TRUE(storage.enterprise(kEnterprise).instruments.empty());
}

TEST_F(UploadConfigDataTest, ChangedInstrumentsAreQueuedForTheNodeAbove) {
  addNational();
  node.configUplink = true;

  ASSERT_EQ(reply("/uploadMeteringData", metering(instrument("甲"))), kSuccess);

  ASSERT_EQ(storage.deliveries().size(), 1u);
  EXPECT_EQ(storage.deliveries()[0].kind, DeliveryKind::meteringData);
}

}  // namespace
}  // namespace hub::exchange
