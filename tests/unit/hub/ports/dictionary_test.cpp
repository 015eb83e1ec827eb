#include "hub/ports/dictionary.h"

#include <gtest/gtest.h>

#include "schemas/json/parse.h"

namespace {

std::string keyOf(const std::string& list, const std::string& row) {
  return hub::dictionaryKey(list, schemas::json::parse(row, true)->root);
}

TEST(DictionaryKey, IsTheCodeWhereCodesAreUnique) {
  EXPECT_EQ(keyOf("region", R"({"code":"330106","name":"西湖区"})"), "330106");
}

TEST(DictionaryKey, TellsRowsOfEqualCodeApart) {
  EXPECT_NE(keyOf("collectItem", R"({"code":"01","type":1,"pclass":"","industryCode":""})"),
            keyOf("collectItem", R"({"code":"01","type":2,"pclass":"01","industryCode":""})"));
  EXPECT_NE(keyOf("process", R"({"code":"01","industryCode":"C31"})"),
            keyOf("process", R"({"code":"01","industryCode":"C25"})"));
  EXPECT_NE(keyOf("productQuota", R"({"code":"0001","regionCode":"110101","industryCode":"C3120"})"),
            keyOf("productQuota", R"({"code":"0001","regionCode":"330106","industryCode":"C3120"})"));
}

TEST(DictionaryKey, DoesNotDependOnNames) {
  EXPECT_EQ(keyOf("energyType", R"({"code":"0100","name":"其它原煤","classCode":"01","type":2})"),
            keyOf("energyType", R"({"code":"0100","name":"其他原煤","classCode":"01","type":2})"));
}

TEST(DictionaryLists, GiveTheSameBaseDataBack) {
  schemas::BaseData data;
  data.entType.push_back({*schemas::EnterpriseTypeCode::parse("100"), "内资企业"});

  const auto back = hub::baseDataOf(hub::listsOf(data));

  ASSERT_TRUE(back) << back.error().detail;
  ASSERT_EQ(back->entType.size(), 1U);
  EXPECT_EQ(back->entType[0].name, "内资企业");
  EXPECT_TRUE(back->region.empty());
}

TEST(DictionaryLists, RefuseARowThatDoesNotReadBack) {
  hub::DictionaryLists lists;
  lists.lists["entType"].push_back(schemas::json::parse(R"({"code":"1","name":"x"})", true)->root);

  EXPECT_FALSE(hub::baseDataOf(lists));
}

}  // namespace
