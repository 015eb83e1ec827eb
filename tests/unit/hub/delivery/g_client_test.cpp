#include "hub/delivery/g_client.h"

#include "schemas/declare/write.h"
#include "tests/unit/hub/delivery/delivery_world.h"

using delivery_test::fixture;
using delivery_test::kEnterprise;
using delivery_test::read;
using hub::delivery::GClient;

namespace {

class GClientTest : public testing::Test, public delivery_test::World {
 protected:
  GClient client() { return GClient(around()); }
  void answers(const std::string& data) {
    partner.answers(200,
                    R"({"RESPONSECODE":"TRUE","RESPONSEMESSAGE":"RECEIVE SUCCESS","DATA":)" + data + "}");
  }
  hub::DictionaryLists lists() {
    return *storage.unit([](hub::UnitOfWork& work) { return work.dictionaries().load({}); });
  }
  /// 企业配置 of the enterprise of tables 6 and 7.
  static std::string configurations() {
    auto config = fixture("n06-upload-config-request.json");
    const auto metering = fixture("n07-upload-metering-request.json");
    config.erase(1, config.find("\"enterpriseCode\"") - 1);
    config.pop_back();
    const std::string instruments = metering.substr(metering.find("\"meteringData\""));
    return R"([{"企业配置":[)" + config + "," + instruments + "]}]";
  }
};

}  // namespace

// G-7.3-2
TEST_F(GClientTest, AsksForTheBaseDataAsPrinted) {
  answers("[]");

  ASSERT_TRUE(client().syncBaseData(peer, "14010702"));

  EXPECT_EQ(partner.calls().at(0).url, "https://national.example/necc");
  EXPECT_EQ(partner.calls().at(0).body, fixture("g04-base-data-request.json"));
}

// G-7.4-3
TEST_F(GClientTest, AsksForTheConfigurationAsPrinted) {
  answers("[]");

  ASSERT_TRUE(client().syncConfig(peer));

  EXPECT_EQ(partner.calls().at(0).body, fixture("g06-config-request.json"));
  EXPECT_EQ(partner.calls().at(0).body, R"({"TYPE":"3"})");
}

// G-7.3-4 G-7.3-3
TEST_F(GClientTest, TakesTable5WithItsRegionsAndSetsPlaceholdersAside) {
  partner.answers(200, fixture("g04-base-data-response.json"));

  const auto synced = client().syncBaseData(peer);

  ASSERT_TRUE(synced) << synced.error().detail;
  const auto stored = lists();
  ASSERT_EQ(stored.lists.at("region").size(), 2U);
  EXPECT_EQ(schemas::json::write(stored.lists.at("region")[0]),
            R"({"code":"410000","fullName":"全名","name":"河南省","pcode":"父节点编码","type":1})");
  EXPECT_FALSE(stored.lists.contains("process"));
  EXPECT_EQ(stored.lists.at("process.unreadable").size(), 2U);
  EXPECT_EQ(synced->unreadable, 2U);
}

// G-7.3-D4 G-7.3-D5 G-7.3-D3
TEST_F(GClientTest, ReadsBlanksInNamesAStringAndOneObjectPerList) {
  partner.answers(200,
                  R"({"responsecode":"true","data":"[{\"DIC_REGION\":[{\"CODE\":\"410000\",\"NAME\":\"a\",)"
                  R"(\" PARENT_CODE \":\"000000\",\" TYPE \":\"1\",\" FULL_NAME \":\"b\"}]},)"
                  R"({\"单位类别\":[{\"CODE\":\"100\",\"NAME\":\"c\"}]}]"})");

  ASSERT_TRUE(client().syncBaseData(peer));

  EXPECT_EQ(lists().lists.at("region").size(), 1U);
  EXPECT_EQ(lists().lists.at("entType").size(), 1U);
}

// OQ-60
TEST_F(GClientTest, MapsHeadingsAndNamesBackAndKeepsUnknownLists) {
  answers(
      R"([{"行业生产工序":[{"CODE":"01","NAME":"焦化","INDUSTRY_CODE":"C31"}],)"
      R"("采集数据项":[{"CODE":"01","NAME":"x","PARENT_CODE":"","TYPE":1,"PCLASS":"","INDUSTRY_CODE":"","UNIT":""}],)"
      R"("厂商":[{"CODE":"7","NAME":"y"}],"其他":[{"字段":1}],"设备词典":[],)"
      R"("energyType":[{"code":"0100","name":"n","pcode":"01","unit":"吨","classCode":"01","nhzbdw":"u","type":2,)"
      R"("zbckz":"0.7143","dwzbx":1}]}])");

  ASSERT_TRUE(client().syncBaseData(peer));

  const auto stored = lists();
  EXPECT_EQ(schemas::json::write(stored.lists.at("process").at(0)),
            R"({"code":"01","name":"焦化","industryCode":"C31"})");
  EXPECT_EQ(stored.lists.at("collectItem").size(), 1U);
  EXPECT_EQ(stored.lists.at("energyType").size(), 1U);
  EXPECT_EQ(schemas::json::write(stored.lists.at("厂商").at(0)), R"({"code":"7","name":"y"})");
  EXPECT_EQ(schemas::json::write(stored.lists.at("其他.unreadable").at(0)),
            R"({"code":"1","row":{"字段":1}})");
  EXPECT_FALSE(stored.lists.contains("设备词典"));
}

// G-7.3-1
TEST_F(GClientTest, NotesTheEnterprisesOfTheProvinceInOurCodes) {
  peer.profile.enterpriseCodes[kEnterprise] = "14010702";
  answers(R"([{"用能单位":[{"CODE":"14010702","NAME":"a"},{"CODE":"14010703","NAME":"b"}]}])");

  const auto synced = client().syncBaseData(peer);

  ASSERT_TRUE(synced);
  EXPECT_EQ(synced->enterprises, 2U);
  EXPECT_EQ(storage.enterprise(kEnterprise).head.code, kEnterprise);
  EXPECT_TRUE(storage.enterprise(kEnterprise).head.provisional);
  EXPECT_EQ(storage.enterprise("14010703").head.code, "14010703");
}

TEST_F(GClientTest, ARefusalOrNonsenseChangesNothing) {
  partner.answers(200, R"({"RESPONSECODE":"FALSE","RESPONSEMESSAGE":"RECEIVE FAILED"})")
      .answers(200, R"({"RESPONSECODE":"TRUE","RESPONSEMESSAGE":"RECEIVE SUCCESS"})")
      .answers(200, R"({"RESPONSECODE":"TRUE","DATA":"规范内容"})")
      .answers(200, "<html>")
      .fails(hub::TransportFault::reset);

  for (int i = 0; i < 5; ++i) EXPECT_FALSE(client().syncBaseData(peer)) << i;

  EXPECT_TRUE(lists().lists.empty());
}

// G-7.4-1 G-7.4-D1
TEST_F(GClientTest, StoresTheConfigurationOfTheEnterprises) {
  answers(configurations());

  const auto synced = client().syncConfig(peer);

  ASSERT_TRUE(synced) << synced.error().detail;
  EXPECT_EQ(synced->enterprises, 1U);
  EXPECT_EQ(synced->changed, 1U);
  const auto stored = storage.enterprise(kEnterprise);
  ASSERT_TRUE(stored.config);
  EXPECT_EQ(stored.config->enterprise.regionCode.text(), "410481");
  EXPECT_EQ(stored.config->received, clock.civilNow());
  EXPECT_EQ(
      stored.instruments.size(),
      read<schemas::UploadMeteringData>(fixture("n07-upload-metering-request.json")).meteringData.size());
}

TEST_F(GClientTest, TheSameConfigurationAgainIsNoChange) {
  answers(configurations());
  answers(configurations());
  ASSERT_TRUE(client().syncConfig(peer));

  const auto again = client().syncConfig(peer);

  ASSERT_TRUE(again);
  EXPECT_EQ(again->changed, 0U);
  EXPECT_TRUE(storage.enterprise(kEnterprise).configHistory.empty());
}

TEST_F(GClientTest, TheReporterOfAnEnterpriseStays) {
  ASSERT_TRUE(storage.unit([&](hub::UnitOfWork& work) -> hub::Result<void> {
    HUB_CHECK(work.enterprises().lockHead(kEnterprise, hub::PeerId{7}));
    return work.enterprises().setOwner(kEnterprise, hub::PeerId{7}, false);
  }));
  answers(configurations());

  ASSERT_TRUE(client().syncConfig(peer));

  EXPECT_EQ(storage.enterprise(kEnterprise).head.owner, hub::PeerId{7});
  EXPECT_FALSE(storage.enterprise(kEnterprise).head.provisional);
}

TEST_F(GClientTest, AnUnreadableConfigurationLeavesTheOthers) {
  std::string data = configurations();
  data.insert(data.find('[', 1) + 1, R"({"enterpriseCode":"x"},)");
  answers(data);

  const auto synced = client().syncConfig(peer);

  ASSERT_TRUE(synced);
  EXPECT_EQ(synced->unreadable, 1U);
  EXPECT_EQ(synced->enterprises, 1U);
}
