#include "hub/delivery/compose.h"

#include "schemas/mapping/g_mapping.h"
#include "schemas/messages/g_messages.h"
#include "schemas/messages/upload_energy_data.h"
#include "tests/unit/hub/delivery/delivery_world.h"

using delivery_test::fixture;
using delivery_test::kEnterprise;
using delivery_test::kProvinceId;
using delivery_test::kRestcode;
using delivery_test::read;
using hub::Channel;
using hub::DeliveryKind;

namespace {

constexpr const char* kLogSign = "2014-07-02-10010-14010702-4eb81dca9216cabf7e0a51bd48628044";

class ComposeTest : public testing::Test, public delivery_test::World {
 protected:
  hub::Result<std::optional<std::string>> composing(DeliveryKind kind,
                                                    std::optional<hub::BatchId> batch = std::nullopt,
                                                    const std::string& enterprise = kEnterprise) {
    hub::Delivery delivery;
    delivery.peer = peer.id;
    delivery.kind = kind;
    delivery.enterprise = enterprise;
    delivery.batch = batch;
    delivery.subject = kind == DeliveryKind::gTag ? kLogSign : "";
    return storage.unit(
        [&](hub::UnitOfWork& work) { return hub::delivery::compose(work, peer, kProvinceId, delivery); });
  }
  std::string composed(DeliveryKind kind, std::optional<hub::BatchId> batch = std::nullopt) {
    const auto body = composing(kind, batch);
    EXPECT_TRUE(body) << body.error().detail;
    return body && *body ? **body : "nothing";
  }
  std::vector<schemas::g::Record> recordsIn(const std::string& body) {
    schemas::ReadContext context;
    const auto parsed = schemas::json::parse(body);
    return schemas::readDeliveryRecords(*parsed->root.find("data"), context);
  }
  void holdsConfig(const schemas::UploadConfigData& config) {
    ASSERT_TRUE(storage.unit([&](hub::UnitOfWork& work) -> hub::Result<bool> {
      HUB_CHECK(work.enterprises().lockHead(kEnterprise, {}));
      return work.enterprises().replaceConfig(kEnterprise,
                                              {config.collectItemConfig, config.enterprise, config.group,
                                               config.process, config.processUnit, clock.civilNow()},
                                              "digest");
    }));
  }
};

}  // namespace

// N-8.6-2 N-8.6-1
TEST_F(ComposeTest, TheConfigurationOfOneEnterpriseEqualsTable6) {
  holdsConfig(read<schemas::UploadConfigData>(fixture("n06-upload-config-request.json")));

  EXPECT_EQ(composed(DeliveryKind::configData), fixture("n06-upload-config-request.json"));
}

// N-8.6-D7
TEST_F(ComposeTest, UnmarkedMembersAreWrittenWithoutAValueToo) {
  auto config = read<schemas::UploadConfigData>(fixture("n06-upload-config-request.json"));
  config.enterprise.registerPrincipal.reset();
  config.enterprise.energyPass.reset();
  config.enterprise.fax.clear();
  config.collectItemConfig[0].statType.reset();
  config.collectItemConfig[0].dataValueMax.reset();
  holdsConfig(config);

  const std::string body = composed(DeliveryKind::configData);

  for (const char* member :
       {R"("registerPrincipal":"")", R"("energyPass":"")", R"("fax":"")", R"("statType":"")"})
    EXPECT_NE(body.find(member), std::string::npos) << member;
  EXPECT_EQ(body.find("dataValueMax"), std::string::npos);
  read<schemas::UploadConfigData>(body);
}

// N-8.7-2 N-8.7-1
TEST_F(ComposeTest, TheInstrumentsOfOneEnterpriseEqualTable7) {
  const auto metering = read<schemas::UploadMeteringData>(fixture("n07-upload-metering-request.json"));
  ASSERT_TRUE(storage.unit([&](hub::UnitOfWork& work) -> hub::Result<bool> {
    HUB_CHECK(work.enterprises().lockHead(kEnterprise, {}));
    return work.enterprises().replaceInstruments(kEnterprise, metering.meteringData, clock.civilNow(),
                                                 "digest");
  }));

  EXPECT_EQ(composed(DeliveryKind::meteringData), fixture("n07-upload-metering-request.json"));
}

// N-8.8-9
TEST_F(ComposeTest, ABatchOfN88EqualsTable8WithOurSerialNumber) {
  std::string received = fixture("n08-upload-energy-request.json");
  received.replace(received.find(kProvinceId), 32, std::string(32, 'f'));

  EXPECT_EQ(composed(DeliveryKind::energyData, holdsBatch(received)),
            fixture("n08-upload-energy-request.json"));
}

// N-8.8-D7 OQ-67
TEST_F(ComposeTest, LexemesAndCodesOfABatchStayAsReceived) {
  const std::string record =
      R"({"dataCode":"04-01-0000-040200-30","dataValue":1.500E+2,"inputType":1,"statType":0,)"
      R"("statDate":"2014-10-09 00:15:00","uploadDate":"2014-10-10 21:58:46","scope":1,"valid":false})";
  const std::string body = R"({"enterpriseCode":")" + std::string(kEnterprise) + R"(","data":[)" + record +
                           R"(,],"deviceId":"x"})";

  const std::string sent = composed(DeliveryKind::energyData, holdsBatch(body, Channel::local));

  EXPECT_EQ(sent, R"({"provinceId":")" + std::string(kProvinceId) + R"(","enterpriseCode":")" + kEnterprise +
                      R"(","data":[)" + record + "]}");
}

TEST_F(ComposeTest, ABatchThatCameByGBecomesN88) {
  const std::string g =
      R"([{"DATA_CODE":"04-01-00-00-040200-30","DATA_VALUE":"55.000","ENTERPRISE_CODE":"10013",)"
      R"("INPUT_TYPE":"1","INSERT_DATE":"2014-07-02 18:13:35","IS_VALID":"1","STAT_DATE":"1","TYPE":"-",)"
      R"("UPLOAD_DATE":"2014-02-19 14:21:37"}])";
  schemas::json::Writer body;
  body.beginObject();
  body.member("data", g);
  body.member("restcode", kRestcode);
  body.endObject();

  const std::string sent =
      composed(DeliveryKind::energyData, holdsBatch(body.out(), Channel::gData, peer.id));

  const auto message = read<schemas::UploadEnergyData>(sent);
  ASSERT_EQ(message.data.size(), 1U);
  EXPECT_EQ(message.data[0].dataValue.lexeme(), "55.000");
  EXPECT_EQ(message.data[0].statDate.text(), "2014-02-18 00:00:00");
  EXPECT_EQ(message.data[0].uploadDate.text(), "2014-02-19 14:21:37");
  EXPECT_EQ(message.data[0].scope, 3);
  EXPECT_FALSE(message.data[0].valid);
}

// G-7.2-5 G-7.2-7 X-G-1 X-G-3
TEST_F(ComposeTest, ABatchOfN88GoesAsATable3WithRecordsAsPrinted) {
  clock.set("2014-10-10 22:00:00");
  const std::string body = composed(DeliveryKind::gData, holdsTable8());

  EXPECT_EQ(
      body,
      R"({"data":"[{\"DATA_CODE\":\"04-01-00-00-040200-30\",\"DATA_VALUE\":\"123.450\",)"
      R"(\"ENTERPRISE_CODE\":\"91330000573973053F\",\"INPUT_TYPE\":\"1\",\"INSERT_DATE\":\"2014-10-10 22:00:00\",)"
      R"(\"STAT_DATE\":\"1\",\"TYPE\":\"1\",\"UPLOAD_DATE\":\"2014-10-10 21:58:46\"},)"
      R"({\"DATA_CODE\":\"04-02-00-00-040200-30\",\"DATA_VALUE\":\"234.560\",)"
      R"(\"ENTERPRISE_CODE\":\"91330000573973053F\",\"INPUT_TYPE\":\"1\",\"INSERT_DATE\":\"2014-10-10 22:00:00\",)"
      R"(\"STAT_DATE\":\"1\",\"TYPE\":\"1\",\"UPLOAD_DATE\":\"2014-10-10 21:58:46\"}]",)"
      R"("restcode":"900F67DB-A354-4BFA-85B8-F0573D84947C"})");
}

// G-7.2-7 OQ-53
TEST_F(ComposeTest, ASuspiciousValueCarriesIsValidAtItsPlace) {
  std::string received = fixture("n08-upload-energy-request.json");
  received.replace(received.find("\"valid\":true"), 12, "\"valid\":false");

  const std::string body = composed(DeliveryKind::gData, holdsBatch(received));

  EXPECT_NE(body.find(R"(\",\"IS_VALID\":\"1\",\"STAT_DATE\")"), std::string::npos);
  EXPECT_EQ(body.find(R"(\"IS_VALID\":\"0\")"), std::string::npos);
}

// X-G-2 OQ-51
TEST_F(ComposeTest, StatTimeGoesOnlyToPeersThatHaveTheExtensionOn) {
  const auto batch = holdsTable8();
  EXPECT_EQ(composed(DeliveryKind::gData, batch).find("STAT_TIME"), std::string::npos);

  peer.profile.extStatTime = true;

  EXPECT_EQ(recordsIn(composed(DeliveryKind::gData, batch)).at(0).statTime, "2014-10-09 00:00:00");
}

// X-G-6
TEST_F(ComposeTest, RealTimeValuesDoNotGoByG) {
  std::string received = fixture("n08-upload-energy-request.json");
  received.replace(received.find("\"statType\":1"), 12, "\"statType\":0");
  EXPECT_EQ(recordsIn(composed(DeliveryKind::gData, holdsBatch(received))).size(), 1U);
  received.replace(received.find("\"statType\":1"), 12, "\"statType\":0");

  const auto onlyRealTime = composing(DeliveryKind::gData, holdsBatch(received));

  ASSERT_TRUE(onlyRealTime);
  EXPECT_FALSE(*onlyRealTime);
}

// X-G-4 OQ-47 OQ-54
TEST_F(ComposeTest, CodesAreMappedPerPeer) {
  peer.profile.enterpriseCodes[kEnterprise] = "14010702";
  peer.profile.dataCodes["0401000004020030"] = "0401-01-40200-31";
  peer.profile.inputTypes["1"] = "4";

  const auto records = recordsIn(composed(DeliveryKind::gData, holdsTable8()));

  EXPECT_EQ(records.at(0).enterpriseCode, "14010702");
  EXPECT_EQ(records.at(0).dataCode, "0401-01-40200-31");
  EXPECT_EQ(records.at(1).dataCode, "04-02-00-00-040200-30");
  EXPECT_EQ(records.at(0).inputType, "4");
}

// G-7.2-8
TEST_F(ComposeTest, ABatchThatCameFromThisPeerIsReplayedAsReceived) {
  const std::string table3 = fixture("g03-backfill-to-national-request.json");
  const auto batch = holdsBatch(table3, Channel::gData, peer.id, "10013");

  EXPECT_EQ(composed(DeliveryKind::gData, batch), table3);
}

// G-7.2-8
TEST_F(ComposeTest, AReplayKeepsSpellingsAndUnknownMembers) {
  const std::string records =
      R"([{"X":"1"," DATA_CODE ":"0401-01-40200-31","DATA_VALUE":"5.5E1","ENTERPRISE_CODE":"10013",)"
      R"("INPUT_TYPE":"1","STAT_DATE":"天","TYPE":"-","UPLOAD_DATE":"2014-02-19 14:21:37"}])";
  const auto batch =
      holdsBatch(R"({"DATA":)" + records + R"(,"RESTCODE":"x"})", Channel::gData, peer.id, "10013");

  const auto parsed = schemas::json::parse(composed(DeliveryKind::gData, batch));

  EXPECT_EQ(*parsed->root.find("data")->text(), records);
}

TEST_F(ComposeTest, ABatchThatCameByGFromAnotherPeerIsWrittenForThisOne) {
  hub::Peer other;
  other.name = "other";
  other.profile.enterpriseCodes[kEnterprise] = "10013";
  const auto id = storage.unit([&](hub::UnitOfWork& work) { return work.peers().put(other); });
  const auto batch = holdsBatch(fixture("g03-backfill-to-national-request.json"), Channel::gData, *id);
  peer.profile.enterpriseCodes[kEnterprise] = "14010702";

  const auto records = recordsIn(composed(DeliveryKind::gData, batch));

  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].enterpriseCode, "14010702");
  EXPECT_EQ(records[0].dataValue, "55.000");
  EXPECT_EQ(records[0].uploadDate, "2014-02-19 14:21:37");
}

// G-7.2-D3
TEST_F(ComposeTest, TheNameOfRestcodeInADeliveryIsASwitchOfThePeer) {
  peer.profile.restcodeKey = " restcode ";

  EXPECT_NE(composed(DeliveryKind::gData, holdsTable8()).find(R"(," restcode ":"900F67DB)"),
            std::string::npos);
}

// G-7.1-8
TEST_F(ComposeTest, ATagEqualsTable1) {
  peer.restcodes = {"900F67DB-A354-4BFA-85B8-F0573D8494"};

  EXPECT_EQ(composed(DeliveryKind::gTag), fixture("g01-consistency-request.json"));
}

TEST_F(ComposeTest, WhatTheStoresDoNotHoldIsNamed) {
  EXPECT_EQ(composing(DeliveryKind::configData).error().failure, hub::Failure::missing);
  EXPECT_EQ(composing(DeliveryKind::energyData, hub::BatchId{99}).error().failure, hub::Failure::missing);
  EXPECT_EQ(composing(DeliveryKind::energyData).error().failure, hub::Failure::missing);
  EXPECT_EQ(composing(DeliveryKind::energyData, holdsTable8(), "14010702").error().failure,
            hub::Failure::malformed);
  EXPECT_EQ(composing(DeliveryKind::energyData, holdsBatch("<html>")).error().failure,
            hub::Failure::malformed);
  peer.restcodes.clear();
  EXPECT_EQ(composing(DeliveryKind::gTag).error().failure, hub::Failure::missing);
}
