#include "schemas/json/parse.h"
#include "tests/unit/hub/exchange/exchange_fixture.h"

namespace hub::exchange {
namespace {

class VersionCheckTest : public ExchangeTest {
 protected:
  void importRegion(const char* code) {
    schemas::json::Object row{{"code", schemas::json::Value(code)}};
    DictionaryLists lists;
    lists.lists["region"].emplace_back(std::move(row));
    ASSERT_TRUE(storage.unit([&](UnitOfWork& work) { return work.dictionaries().import(lists, {}); }));
  }
};

// N-8.5-5 N-8.5-6 N-8.5-P3 N-8.5-P4 OQ-31 OQ-32
TEST_F(VersionCheckTest, AnswersTable5WithTheVersionsAsStrings) {
  change(city, [](Peer& peer) { peer.regVersion = 125; });
  importRegion("320000");

  EXPECT_EQ(
      reply("/versionCheck", kOnlyId),
      R"({"responseCode":"0","responseMessage":"RECEIVE SUCCESS","regVersion":"125","dicVersion":"1"})");
}

// N-8.5-1 OQ-32
TEST_F(VersionCheckTest, ANewDictionaryRaisesOnlyTheDictionaryVersion) {
  importRegion("320000");
  importRegion("320600");

  EXPECT_EQ(reply("/versionCheck", kOnlyId),
            R"({"responseCode":"0","responseMessage":"RECEIVE SUCCESS","regVersion":"1","dicVersion":"2"})");
}

// X-N-3
TEST_F(VersionCheckTest, TheTimeOfTheCheckIsKept) {
  reply("/versionCheck", kOnlyId);

  EXPECT_EQ(storage.tables().peers->at(city).lastVersionCheck, clock.now());
  EXPECT_EQ(storage.tables().peers->at(otherCity).lastVersionCheck, std::nullopt);
}

// N-8.4-2 N-8.4-5
TEST_F(VersionCheckTest, AnEmptyDictionaryIsDownloadedAsNineEmptyLists) {
  EXPECT_EQ(
      reply("/downloadBaseData", kOnlyId),
      R"({"responseCode":"0","responseMessage":"RECEIVE SUCCESS","data":{"region":[],"industry":[],"entType":[],)"
      R"("collectSystemType":[],"process":[],"collectItem":[],"collectItemUsage":[],"energyType":[],)"
      R"("productQuota":[]}})");
}

// N-8.4-5 N-8.4-P5 N-8.4-P9 N-8.4-P53 OQ-38 OQ-39
TEST_F(VersionCheckTest, TheStoredListsAreDownloadedInTheOrderOfTable4) {
  const std::string region =
      R"([{"code":"110000","fullName":"北京市","name":"北京","pcode":"000000","type":1}])";
  const std::string quota =
      R"([{"code":"0001","name":"吨钢综合能耗","regionCode":"110101","industryCode":"C3120","gbValue":"","dbValue":655,)"
      R"("elemUnit":"吨标准煤","denoUnit":"吨","quotaUnit":"千克标准煤/吨","zbx":1000.0}])";
  DictionaryLists lists;
  lists.lists["region"] = *schemas::json::parse(region)->root.array();
  lists.lists["productQuota"] = *schemas::json::parse(quota)->root.array();
  lists.lists["holiday"] = {};
  ASSERT_TRUE(storage.unit([&](UnitOfWork& work) { return work.dictionaries().import(lists, {}); }));

  EXPECT_EQ(reply("/downloadBaseData", kOnlyId),
            R"({"responseCode":"0","responseMessage":"RECEIVE SUCCESS","data":{"region":)" + region +
                R"(,"industry":[],"entType":[],"collectSystemType":[],"process":[],"collectItem":[],)"
                R"("collectItemUsage":[],"energyType":[],"productQuota":)" +
                quota + "}}");
}

TEST_F(VersionCheckTest, ADictionaryThatDoesNotReadBackIsOurFaultNotTheCallers) {
  importRegion("not a region");

  EXPECT_EQ(reply("/downloadBaseData", kOnlyId), nFailure("E1001", "平台服务异常"));
}

}  // namespace
}  // namespace hub::exchange
