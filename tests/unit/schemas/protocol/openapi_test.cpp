#include "schemas/protocol/openapi.h"

#include <gtest/gtest.h>

#include <set>

#include "schemas/messages/energy_record.h"
#include "tests/fixtures/message_catalogue.h"

namespace schemas::protocol {
namespace {

using json::Value;

Value document() {
  json::Limits limits;
  return json::parse(openapi(), true, limits)->root;
}

const Value& at(const Value& root, std::initializer_list<const char*> steps) {
  const Value* value = &root;
  for (const char* step : steps) {
    value = value->find(step);
    if (!value) throw std::runtime_error(std::string("no ") + step);
  }
  return *value;
}

void collectReferences(const Value& value, std::set<std::string>& references) {
  if (const auto* members = value.object())
    for (const auto& member : *members) {
      if (member.name == "$ref") references.insert(*member.value.text());
      collectReferences(member.value, references);
    }
  if (const auto* items = value.array())
    for (const auto& item : *items) collectReferences(item, references);
}

TEST(OpenApi, IsWhatStandsInTheRepository) {
  EXPECT_TRUE(openapi() == fixtures::contentOf("../../schemas/openapi.json"))
      << "schemas/openapi.json is stale: run nenghub_export_protocol schemas";
}

TEST(OpenApi, DemandsMutualTls) {
  const Value root = document();
  EXPECT_EQ(*at(root, {"openapi"}).text(), "3.1.0");
  EXPECT_EQ(*at(root, {"components", "securitySchemes", "mutualTLS", "type"}).text(), "mutualTLS");
  EXPECT_NE(at(root, {"security"}).array()->front().find("mutualTLS"), nullptr);
}

TEST(OpenApi, RefersOnlyToSchemasThatExist) {
  const Value root = document();
  std::set<std::string> references;
  collectReferences(root, references);
  EXPECT_GT(references.size(), 20U);
  for (const auto& reference : references) {
    const std::string prefix = "#/components/schemas/";
    ASSERT_TRUE(reference.starts_with(prefix)) << reference;
    EXPECT_NE(at(root, {"components", "schemas"}).find(reference.substr(prefix.size())), nullptr)
        << reference;
  }
}

// F-1.3
TEST(OpenApi, HasBothProfilesAtTheSameAddress) {
  const Value root = document();
  const auto& body = at(root, {"paths", "/uploadEnergyData", "post", "requestBody", "content",
                               "application/json", "schema", "anyOf"});
  ASSERT_EQ(body.array()->size(), 2U);
  EXPECT_EQ(*(*body.array())[1].find("$ref")->text(), "#/components/schemas/F-1.3.uploadEnergyData");
  const auto& device = at(root, {"components", "schemas", "F-1.3.uploadEnergyData"});
  EXPECT_EQ(*device.find("required")->array()->front().text(), "deviceId");
  EXPECT_EQ(at(root, {"components", "schemas", "F-1.3.energyRecord", "required"}).array()->size(), 7U);
}

TEST(OpenApi, DescribesEveryReplyCode) {
  const std::string text = *at(document(), {"info", "description"}).text();
  for (const char* code : {"0 RECEIVE SUCCESS", "E1001", "E1002", "E2001", "E2002"})
    EXPECT_NE(text.find(code), std::string::npos) << code;
}

TEST(JsonSchema, HoldsTypesRangesAndRequiredMembers) {
  const Value schema = jsonSchema(describe<EnergyRecord>());
  EXPECT_EQ(at(schema, {"required"}).array()->size(), 8U);
  EXPECT_EQ(at(schema, {"properties", "scope", "maximum"}).number()->lexeme, "4");
  EXPECT_EQ(*at(schema, {"properties", "valid", "type"}).text(), "boolean");
  EXPECT_EQ(*at(schema, {"properties", "statDate", "pattern"}).text(), kTimePattern);
  EXPECT_EQ(schema.find("additionalProperties"), nullptr);
}

TEST(Indented, ReadsBackEqual) {
  const Value value = json::parse(R"({"a":[],"b":{},"c":[1,{"d":null}],"e":"x"})")->root;
  EXPECT_EQ(indented(value),
            "{\n  \"a\": [],\n  \"b\": {},\n  \"c\": [\n    1,\n    {\n      \"d\": null\n    }\n  ],\n  "
            "\"e\": \"x\"\n}");
  EXPECT_TRUE(json::parse(indented(value))->root == value);
}

}  // namespace
}  // namespace schemas::protocol
