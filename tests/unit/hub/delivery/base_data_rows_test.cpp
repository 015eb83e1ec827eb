#include "hub/delivery/base_data_rows.h"

#include <gtest/gtest.h>

#include "schemas/json/parse.h"

using hub::delivery::contentFromG;
using hub::delivery::listsFromN;
using schemas::json::parse;
using schemas::json::write;

namespace {

constexpr const char* kRegion =
    R"({"code":"320600","fullName":"江苏省南通市","name":"南通市","pcode":"320000","type":2})";

hub::Result<hub::delivery::TakenLists> taking(const std::string& data) {
  return listsFromN(parse(data)->root);
}

}  // namespace

TEST(BaseDataRows, KeepsMembersThatNDoesNotKnow) {
  std::string row = kRegion;
  row.insert(row.size() - 1, R"(,"since":"2020")");

  const auto taken = taking(R"({"region":[)" + row + "]}");

  ASSERT_TRUE(taken);
  EXPECT_EQ(write(taken->lists.lists.at("region").at(0)), row);
}

// OQ-12
TEST(BaseDataRows, BringsScalarsIntoTheirDeclaredTypes) {
  const auto taken =
      taking(R"({"region":[{"type":"2","code":320600,"name":"n","fullName":"f","pcode":"320000"}]})");

  ASSERT_TRUE(taken);
  EXPECT_EQ(write(taken->lists.lists.at("region").at(0)),
            R"({"code":"320600","fullName":"f","name":"n","pcode":"320000","type":2})");
}

// N-8.4-D2
TEST(BaseDataRows, PadsANumericParentToTheWidthOfItsSiblings) {
  const auto row = [](const char* code, const char* parent) {
    return R"({"code":")" + std::string(code) + R"(","name":"n","pcode":)" + parent +
           R"(,"type":2,"pclass":"01","industryCode":"","unit":""})";
  };

  const auto taken = taking(R"({"collectItem":[)" + row("0100", "1") + "," + row("0200", "\"02\"") + "]}");

  ASSERT_TRUE(taken);
  EXPECT_EQ(*taken->lists.lists.at("collectItem").at(0).find("pcode")->text(), "01");
}

TEST(BaseDataRows, SetsASecondRowOfTheSameKeyAside) {
  const auto taken = taking(R"({"region":[)" + std::string(kRegion) + "," + kRegion + "]}");

  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->lists.lists.at("region").size(), 1U);
  EXPECT_EQ(taken->aside, 1U);
}

// N-8.4-2
TEST(BaseDataRows, AnEmptyListOfNIsAListWithoutRows) {
  const auto taken = taking(R"({"region":[],"entType":[{"code":"100","name":"内资企业"}]})");

  ASSERT_TRUE(taken);
  EXPECT_TRUE(taken->lists.lists.at("region").empty());
}

TEST(BaseDataRows, TakesNothingWhenAListIsNoListOrNotOneRowCanBeRead) {
  for (const char* data :
       {"[]", "{}", R"({"region":{}})", R"({"region":[1,2]})", R"({"region":[{"code":"x"}]})"})
    EXPECT_FALSE(taking(data)) << data;
}

TEST(BaseDataRows, AnEmptyListOfGSaysNothing) {
  const auto content =
      contentFromG(parse(R"([{"采集数据项":[],"单位类别":[{"CODE":"100","NAME":"内资企业"}]}])")->root);

  ASSERT_TRUE(content);
  EXPECT_FALSE(content->lists.lists.lists.contains("collectItem"));
  EXPECT_EQ(write(content->lists.lists.lists.at("entType").at(0)), R"({"code":"100","name":"内资企业"})");
}

TEST(BaseDataRows, EnterprisesAndConfigurationsOfGAreNoDictionary) {
  const auto content =
      contentFromG(parse(R"({"用能单位":[{"CODE":"b"},{"CODE":"a"}],"企业配置":[{"x":1}]})")->root);

  ASSERT_TRUE(content);
  EXPECT_TRUE(content->lists.lists.lists.empty());
  EXPECT_EQ(content->enterprises, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(content->configurations.size(), 1U);
}

TEST(BaseDataRows, ContentThatIsNoJsonIsRefused) {
  EXPECT_FALSE(contentFromG(schemas::json::Value("规范内容")));
  EXPECT_FALSE(contentFromG(schemas::json::Value("\"\\\"[]\\\"\"")));
  EXPECT_FALSE(contentFromG(schemas::json::Value(true)));
}
