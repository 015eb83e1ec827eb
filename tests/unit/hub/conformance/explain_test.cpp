#include "hub/conformance/explain.h"

#include <gtest/gtest.h>

#include "hub/conformance/edit.h"
#include "tests/fixtures/message_catalogue.h"

namespace hub::conformance {
namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto place = text.find(from);
  EXPECT_NE(place, std::string::npos) << from;
  return place == std::string::npos ? text : text.replace(place, from.size(), to);
}

const std::string kEnergy = fixtures::example("n08-upload-energy-request");

void expectFault(const std::string& body, const std::string& code, const std::string& path,
                 const std::string& words) {
  const Explanation explanation = explain(body, {});
  const std::string text = explanationText(explanation);
  EXPECT_EQ(explanation.code, code) << text;
  ASSERT_FALSE(explanation.faults.empty()) << text;
  EXPECT_EQ(explanation.faults.front().path, path);
  EXPECT_TRUE(has(text, words)) << text;
}

TEST(Explain, FindsNothingInTheExamplesOfTheDocuments) {
  for (const char* name : {"n02-register-request", "n05-version-check-request", "n06-upload-config-request",
                           "n07-upload-metering-request", "n08-upload-energy-request",
                           "n10-download-config-request", "n11-download-energy-request",
                           "g01-consistency-request", "g04-base-data-request", "g06-config-request"}) {
    const Explanation explanation = explain(fixtures::example(name), {});
    EXPECT_EQ(explanation.code, "0") << name << explanationText(explanation);
    EXPECT_TRUE(explanation.tolerated.empty() && explanation.strictFaults.empty())
        << name << explanationText(explanation);
  }
}

TEST(Explain, NamesAMissingMemberWithItsMeaningAndAnExample) {
  expectFault(replaced(kEnergy, R"("statDate":"2014-10-09 00:00:00",)", ""), "E2001", "data[0].statDate",
              "data[0].statDate：必填，报文里没有\n      正确写法：统计周期的起始时间，字符串，形式 "
              "yyyy-MM-dd HH:mm:ss，例如 \"2014-10-09 00:00:00\"（N-8.8-Q8）");
}

TEST(Explain, ShowsTheWrongValueAndTheRule) {
  expectFault(replaced(kEnergy, "2014-10-09 00:00:00", "昨天"), "E2002", "data[0].statDate",
              "现在是\"昨天\"，应为 yyyy-MM-dd HH:mm:ss");
  expectFault(replaced(kEnergy, "91330000573973053F", "91330000573973053G"), "E2002", "enterpriseCode",
              "含校验位");
}

TEST(Explain, PointsAtAMemberWithAlmostTheRightName) {
  expectFault(replaced(kEnergy, "\"statDate\"", "\"stateDate\""), "E2001", "data[0].statDate",
              "名字相近的成员stateDate");
}

TEST(Explain, SaysWhyATextIsNoJson) {
  expectFault(replaced(kEnergy, ",\"dataValue\"", "，\"dataValue\""), "E2002", "data[0]", "中文的逗号");
  expectFault(kEnergy.substr(0, 100), "E2002", "data[0]", "不成对，报文可能被截断");
  expectFault("<html></html>", "E2002", "", "XML或网页");
  expectFault("{\n\"a\": x}", "E2002", "a", "第2行");
}

TEST(Explain, KnowsFilesThatAreNoText) {
  expectFault("", "E2002", "", "文件是空的");
  expectFault(replaced(kEnergy, "\"provinceId\"", "\"\xc8\xab\xb3\xa7\":1,\"provinceId\""), "E2002", "",
              "文件不是UTF-8，像是GBK");
  expectFault("[1,2]", "E2002", "", "应为一个JSON对象");
  expectFault(R"({"hello":1,"world":2})", "E2002", "", "认不出是哪种报文，它的成员是：hello、world");
}

TEST(Explain, TellsWhatWasToleratedAndWhatAStrictPlatformRefuses) {
  const Explanation explanation = explain(replaced(kEnergy, "\"scope\":1", "\"scope\":\"1\""), {});
  EXPECT_EQ(explanation.code, "0");
  ASSERT_EQ(explanation.tolerated.size(), 1u);
  EXPECT_EQ(explanation.tolerated.front().row, "OQ-12");
  ASSERT_EQ(explanation.strictFaults.size(), 1u);
  EXPECT_EQ(explanation.strictFaults.front().path, "data[0].scope");
}

TEST(Explain, ListsMembersThatAreIgnored) {
  const Explanation explanation = explain(replaced(kEnergy, "\"scope\":1", "\"scope\":1,\"unit\":\"t\""), {});
  EXPECT_EQ(explanation.ignored, std::vector<std::string>{"data[].unit"});
}

// F-1.3
TEST(Explain, ReadsADevicesMessageInItsProfile) {
  const std::string body = replaced(replaced(kEnergy, "provinceId", "deviceid"), ",\"valid\":true", "");
  const Explanation explanation = explain(body, {});
  EXPECT_TRUE(explanation.isDevice);
  EXPECT_EQ(explanation.code, "0") << explanationText(explanation);
  EXPECT_EQ(explain(body, {.profile = ExplainOptions::Profile::platform}).code, "E2001");
}

TEST(Explain, LooksIntoTheTextOfADelivery) {
  const std::string good = fixtures::example("g02-backfill-to-province-request");
  EXPECT_EQ(explain(good, {}).code, "0") << explanationText(explain(good, {}));
  const Explanation bad = explain(replaced(good, "55.000", "many"), {});
  EXPECT_EQ(bad.code, "E2002");
  EXPECT_EQ(bad.faults.front().path, "data[0].DATA_VALUE");
}

TEST(Explain, TakesTheMessageThatItIsTold) {
  const Explanation explanation =
      explain(R"({"provinceId":"0ef6ecea08bf84c7b639c3e9b84ed546"})", {.message = "uploadEnergyData"});
  EXPECT_EQ(explanation.code, "E2001");
  EXPECT_EQ(explanation.faultsInAll, 2u);
}

TEST(Explain, IsTheSameAsJson) {
  const auto json = explanationJson(explain(replaced(kEnergy, "\"scope\":1", "\"scope\":9"), {}));
  const Value value(json);
  EXPECT_EQ(write(*at(value, "responseCode")), "\"E2002\"");
  EXPECT_EQ(write(*at(value, "faults[0].path")), "\"data[0].scope\"");
  EXPECT_EQ(write(*at(value, "faults[0].problem")), "\"现在是9，应为1至4\"");
}

}  // namespace
}  // namespace hub::conformance
