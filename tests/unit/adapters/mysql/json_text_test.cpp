#include "adapters/mysql/json_text.h"

#include <gtest/gtest.h>

namespace {

using namespace hub::mysql;

TEST(JsonText, ListsAndMapsComeBack) {
  const std::vector<std::string> list{"a", "\"b\"", "能"};
  const std::map<std::string, std::string> map{{"k", "v"}, {"能", ""}};
  schemas::json::Writer writer;
  writer.beginObject();
  writer.name("list");
  writeTexts(writer, list);
  writer.name("map");
  writeTexts(writer, map);
  writer.name("flag");
  writer.boolean(true);
  writer.endObject();

  const auto root = storedJson(writer.out());

  ASSERT_TRUE(root);
  EXPECT_EQ(textList(root->find("list")), list);
  EXPECT_EQ(textMap(root->find("map")), map);
  EXPECT_TRUE(flagIn(*root, "flag"));
}

TEST(JsonText, WhatIsAbsentOrOfAnotherTypeIsEmpty) {
  const auto root = storedJson(R"({"a":1})");

  EXPECT_TRUE(textList(root->find("b")).empty());
  EXPECT_TRUE(textMap(root->find("a")).empty());
  EXPECT_EQ(textIn(*root, "a"), "");
  EXPECT_FALSE(flagIn(*root, "a"));
}

TEST(JsonText, DamageIsADatabaseFailure) {
  const auto root = storedJson("{");

  ASSERT_FALSE(root);
  EXPECT_EQ(root.error().failure, hub::Failure::database);
}

}  // namespace
