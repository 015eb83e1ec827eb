#include "hub/conformance/message_kind.h"

#include <gtest/gtest.h>

#include "tests/fixtures/message_catalogue.h"

namespace hub::conformance {
namespace {

std::string nameOfFixture(const std::string& fixture) {
  const MessageKind* kind = kindOf(schemas::json::parse(fixtures::example(fixture))->root);
  return kind ? kind->name : "none";
}

TEST(MessageKind, KnowsEveryRequestOfTheDocuments) {
  EXPECT_EQ(nameOfFixture("n02-register-request"), "register");
  EXPECT_EQ(nameOfFixture("n04-base-data-request"), "versionCheck");
  EXPECT_EQ(nameOfFixture("n05-version-check-request"), "versionCheck");
  EXPECT_EQ(nameOfFixture("n06-upload-config-request"), "uploadConfigData");
  EXPECT_EQ(nameOfFixture("n07-upload-metering-request"), "uploadMeteringData");
  EXPECT_EQ(nameOfFixture("n08-upload-energy-request"), "uploadEnergyData");
  EXPECT_EQ(nameOfFixture("n10-download-config-request"), "downloadConfigData");
  EXPECT_EQ(nameOfFixture("n11-download-energy-request"), "downloadEnergyData");
  EXPECT_EQ(nameOfFixture("g01-consistency-request"), "consistency");
  EXPECT_EQ(nameOfFixture("g02-backfill-to-province-request"), "delivery");
  EXPECT_EQ(nameOfFixture("g04-base-data-request"), "baseDataRequest");
  EXPECT_EQ(nameOfFixture("g06-config-request"), "baseDataRequest");
}

TEST(MessageKind, TellsDevicesByTheirIdentity) {
  const auto root = [](const char* json) { return schemas::json::parse(json)->root; };
  EXPECT_TRUE(isDeviceMessage(root(R"({"data":[],"DEVICEID":"x"})")));
  EXPECT_TRUE(isDeviceMessage(root(R"({"enterpriseCode":"x","region":"y"})")));
  EXPECT_FALSE(isDeviceMessage(root(R"({"provinceId":"x"})")));
  EXPECT_EQ(kindOf(root("{}")), nullptr);
  EXPECT_EQ(kindOf(root(R"({"hello":1})")), nullptr);
}

}  // namespace
}  // namespace hub::conformance
