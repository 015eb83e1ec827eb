#include "schemas/json/parse.h"
#include "tests/unit/hub/exchange/exchange_fixture.h"

namespace hub::exchange {
namespace {

class GBaseDataTest : public ExchangeTest {
 protected:
  GBaseDataTest() {
    province = addProvince("hunan", "320000");
    addProvince("hubei", "420000", "AAAA");
    DictionaryLists lists;
    add(lists, "region",
        R"([{"code":"410000","fullName":"河南省","name":"河南","pcode":"000000","type":1}])");
    add(lists, "process", R"([{"code":"01","name":"焦化工序","industryCode":"C31"}])");
    add(lists, "厂商", R"([{"code":"1","name":"某厂"}])");
    add(lists, "industry", R"([{"code":"C","fullName":"制造业","jgzh":false,"name":"制造业","pcode":"0"}])");
    EXPECT_TRUE(storage.unit([&](UnitOfWork& work) { return work.dictionaries().import(lists, {}); }));
    EXPECT_EQ(reply("/uploadConfigData", replaced(kTable6, kCityId, crypto.md5("hunan")), "hunan"), kSuccess);
    EXPECT_EQ(reply("/uploadMeteringData", replaced(metering(instrument("甲")), kCityId, crypto.md5("hunan")),
                    "hunan"),
              kSuccess);
  }

  static void add(DictionaryLists& lists, const char* name, const char* rows) {
    lists.lists[name] = *schemas::json::parse(rows)->root.array();
  }
  schemas::json::Value content(const std::string& body, const std::string& peer = "hunan") {
    const std::string answer = reply("/necc", body, peer);
    EXPECT_TRUE(answer.starts_with(R"({"RESPONSECODE":"TRUE","RESPONSEMESSAGE":"RECEIVE SUCCESS","DATA":[{)"))
        << answer;
    const auto parsed = schemas::json::parse(answer, true);
    EXPECT_EQ(parsed->root.find("DATA")->array()->size(), 1u);
    return parsed->root.find("DATA")->array()->front();
  }

  PeerId province{};
};

// G-7.3-3 G-7.3-4 G-7.3-P4 G-7.3-P6 G-7.3-P8 OQ-60
TEST_F(GBaseDataTest, TheDictionariesStandUnderThePrintedHeadings) {
  const auto lists = content(R"({"ENTERPRISEID":"14010702","TYPE":"1"})");

  const std::vector<std::string> printed{"DIC_REGION",     "行业生产工序", "采集数据项", "采集数据项用途",
                                         "采集数据项模板", "厂商",         "设备词典",   "设备类型",
                                         "采集系统分类",   "单位类别"};
  for (std::size_t i = 0; i < printed.size(); ++i) EXPECT_EQ((*lists.object())[i].name, printed[i]);
  EXPECT_EQ(schemas::json::write(*lists.find("DIC_REGION")),
            R"([{"CODE":"410000","NAME":"河南","PARENT_CODE":"000000","TYPE":"1","FULL_NAME":"河南省"}])");
  EXPECT_EQ(schemas::json::write(*lists.find("行业生产工序")),
            R"([{"CODE":"01","NAME":"焦化工序","INDUSTRY_CODE":"C31"}])");
  EXPECT_EQ(schemas::json::write(*lists.find("厂商")), R"([{"CODE":"1","NAME":"某厂"}])");
  EXPECT_EQ(schemas::json::write(*lists.find("设备类型")), "[]");
  EXPECT_NE(lists.find("industry"), nullptr);
  EXPECT_EQ(lists.find("企业配置"), nullptr);
}

// G-7.3-1
TEST_F(GBaseDataTest, OnlyTheAskingProvincesEnterprisesAreListed) {
  EXPECT_EQ(schemas::json::write(*content(R"({"TYPE":"1"})").find("用能单位")),
            R"([{"CODE":")" + kEnterprise +
                R"(","NAME":"示例钢铁有限责任公司","REGION_CODE":"320601","INDUSTRY_CODE":"C3120"}])");
  EXPECT_EQ(schemas::json::write(*content(R"({"TYPE":"1"})", "hubei").find("用能单位")), "[]");
}

// G-7.4-4 G-7.4-D1 G-7.4-D2
TEST_F(GBaseDataTest, TheConfigurationHasTheShapeOfN86WithItsInstruments) {
  const auto lists = content(R"({"TYPE":"3"})");

  EXPECT_NE(lists.find("DIC_REGION"), nullptr);
  EXPECT_EQ(schemas::json::write(*lists.find("企业配置")),
            R"([{"enterpriseCode":")" + kEnterprise + R"(",)" + kConfigContent + kConfigOptional +
                R"(,"meteringData":[)" + instrument("甲") + "]}]");
  EXPECT_EQ(schemas::json::write(*content(R"({"TYPE":"3"})", "hubei").find("企业配置")), "[]");
}

// G-7.4-D2 OQ-47
TEST_F(GBaseDataTest, OneEnterpriseMayBeNamedInEitherCodeSpaceAndOnlyAnOwnOne) {
  change(province, [](Peer& peer) { peer.profile.enterpriseCodes[kEnterprise] = "14010702"; });
  for (const std::string& id : {kEnterprise, std::string("14010702")})
    EXPECT_EQ(content(R"({"ENTERPRISEID":")" + id + R"(","TYPE":"3"})").find("企业配置")->array()->size(),
              1u);

  EXPECT_EQ(reply("/necc", R"({"ENTERPRISEID":")" + kEnterprise + R"(","TYPE":"3"})", "hubei"),
            kBaseDataFailed);
}

// G-7.3-D7 G-7.3-D8 G-7.3-Q2
TEST_F(GBaseDataTest, AnyOtherTypeFails) {
  for (const char* type : {R"("2")", R"("0")", R"("")", "null", "[]", R"("13")", R"("1|3")"})
    for (const char* path : {"/necc", "/necc/base", "/necc/config"})
      EXPECT_EQ(reply(path, R"({"TYPE":)" + std::string(type) + "}", "hunan"), kBaseDataFailed) << type;
  EXPECT_EQ(reply("/necc/base", "{}", "hunan"), kBaseDataFailed);
}

// G-6.1-3
TEST_F(GBaseDataTest, AFailureOfTheDatabaseIsAFailure) {
  storage.failCall(2, Failure::database);
  EXPECT_EQ(reply("/necc", R"({"TYPE":"3"})", "hunan"), kBaseDataFailed);
}

}  // namespace
}  // namespace hub::exchange
