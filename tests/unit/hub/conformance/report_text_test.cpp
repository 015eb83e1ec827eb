#include "hub/conformance/report_text.h"

#include <gtest/gtest.h>

#include "hub/conformance/edit.h"

namespace hub::conformance {
namespace {

Target city() {
  Target target{.url = "https://node.test", .region = "320600"};
  target.enterprise = madeUpEnterprise("320600");
  target.day = schemas::CivilDate::of(2026, 11, 19);
  return target;
}

Check check(const char* id, Severity severity, bool stores = false) {
  return {id, "N-8.8-9 OQ-16", "标题", severity, stores, {}};
}

Report report() {
  Outcome wrong{Verdict::fails, "", {{"缺少valid", "HTTP 200，{}"}}, 1};
  return {{{check("N-8.8/a", Severity::must), wrong},
           {check("N-8.8/b", Severity::should), {Verdict::notJudged, "未提供", {}, 0}}},
          7,
          ""};
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(ReportText, SaysVerdictEvidenceAndWhatCannotBeJudged) {
  const std::string text = reportText(city(), report(), {{"N-8.1-1", "需要这些证书"}});
  EXPECT_TRUE(has(text, "不符  必须  N-8.8/a  标题（N-8.8-9 OQ-16）\n          缺少valid：HTTP 200，{}"))
      << text;
  EXPECT_TRUE(has(text, "未判  建议  N-8.8/b")) << text;
  EXPECT_TRUE(has(text, "N-8.1-1  需要这些证书")) << text;
  EXPECT_TRUE(has(text, "必须 0项符合、1项不符、0项未判")) << text;
  EXPECT_TRUE(has(text, "结论：不符合")) << text;
}

TEST(ReportText, SaysTheSameAsJson) {
  const Value json(reportJson(city(), report(), {}));
  EXPECT_EQ(write(*at(json, "conforms")), "false");
  EXPECT_EQ(write(*at(json, "requests")), "7");
  EXPECT_EQ(write(*at(json, "summary.must.fails")), "1");
  EXPECT_EQ(write(*at(json, "checks[0].rows")), R"(["N-8.8-9","OQ-16"])");
  EXPECT_EQ(write(*at(json, "checks[0].verdict")), "\"fails\"");
  EXPECT_EQ(write(*at(json, "checks[1].reason")), "\"未提供\"");
}

TEST(PlanText, SaysBeforehandWhatWillBeStored) {
  const Checks checks{check("N-8.8/a", Severity::must, true), check("N-8.5/b", Severity::must)};
  EXPECT_TRUE(has(planText(city(), checks, ""), city().enterprise + "（虚构）"));
  EXPECT_TRUE(has(planText(city(), checks, ""), "共2项"));
  Target readOnly = city();
  readOnly.readOnly = true;
  EXPECT_TRUE(has(planText(readOnly, checks, ""), "不会入库任何内容"));
  EXPECT_TRUE(has(planText(readOnly, checks, ""), "共1项"));
}

TEST(IsAbout, ComparesWholeClauseNumbers) {
  const Check ten{"N-8.10/members", "N-8.10-3 OQ-23", "", Severity::must, false, {}};
  EXPECT_TRUE(isAbout(ten, ""));
  EXPECT_TRUE(isAbout(ten, "N-8.10"));
  EXPECT_TRUE(isAbout(ten, "N-8.10-3"));
  EXPECT_TRUE(isAbout(ten, "OQ-23"));
  EXPECT_FALSE(isAbout(ten, "N-8.1"));
  EXPECT_FALSE(isAbout(ten, "OQ-2"));
  EXPECT_FALSE(isAbout(ten, "G"));
}

}  // namespace
}  // namespace hub::conformance
