#include "hub/quality/rules/enterprise_facts.h"

#include "tests/unit/hub/quality/stored_day.h"

namespace {

using namespace tests;

StoredDay known(const char* latitude = "30.25", const char* longitude = "120.2") {
  StoredDay day;
  day.config.emplace();
  day.config->enterprise.regionCode = *schemas::RegionCode::parse("330106");
  day.config->enterprise.industryCode = *schemas::IndustryCode::parse("C3120");
  day.config->enterprise.latitude = *schemas::Decimal::parse(latitude);
  day.config->enterprise.longitude = *schemas::Decimal::parse(longitude);
  day.known = {{"330106"}, {"C3120"}};
  return day;
}

// N-2-2
TEST(UnknownRegion, FindsACodeThatIsNotInTheDictionary) {
  auto day = known();
  day.known.regions = {"330109"};
  const auto verdict = day.verdict();

  ASSERT_EQ(verdict.findings.size(), 1u);
  EXPECT_EQ(verdict.findings[0].finding.rule, "unknown_region");
  EXPECT_EQ(verdict.findings[0].finding.evidence, "编码330106不在基础数据字典中");
  EXPECT_EQ(verdict.findings[0].period.text(), "2026-03-01") << "stands for the month";
}

// N-2-3
TEST(UnknownIndustry, FindsACodeThatIsNotInTheDictionary) {
  auto day = known();
  day.known.industries = {"C31"};
  EXPECT_EQ(findingOf(day.judge(), "unknown_industry").count, 1u);
}

TEST(EnterpriseFacts, AreSilentForKnownCodesAndWithoutADictionary) {
  auto day = known();
  EXPECT_TRUE(day.judge().empty());
  day.known = {};
  EXPECT_TRUE(day.judge().empty());
}

// N-2-1
TEST(CreditCode, FindsOldCodesAndWrongCheckCharacters) {
  StoredDay old, mistyped, right;
  old.enterprise = "14010702";
  mistyped.enterprise = "91330000573973053G";

  EXPECT_EQ(findingOf(old.judge(), "credit_code").count, 1u);
  EXPECT_EQ(findingOf(mistyped.judge(), "credit_code").count, 1u);
  EXPECT_EQ(findingOf(right.judge(), "credit_code").count, 0u);
}

TEST(Coordinates, FindsSwappedAndForeignPlaces) {
  EXPECT_EQ(findingOf(known("85.5", "42.3").judge(), "coordinates").evidence, "纬度85.5，经度42.3，疑似颠倒");
  EXPECT_EQ(findingOf(known("12", "23").judge(), "coordinates").evidence,
            "纬度12，经度23，不在中国境内（纬度3至54，经度73至136）");
  EXPECT_EQ(findingOf(known("0", "0").judge(), "coordinates").count, 1u);
}

TEST(Coordinates, AreSilentInsideChinaAndWhenNotGiven) {
  EXPECT_EQ(findingOf(known("53.5", "73.6").judge(), "coordinates").count, 0u);
  auto day = known();
  day.config->enterprise.latitude = {};
  EXPECT_EQ(findingOf(day.judge(), "coordinates").count, 0u);
}

schemas::MeteringInstrument meter(const char* next, const char* code = "00-00-00-00-023300-11") {
  schemas::MeteringInstrument instrument;
  instrument.meteringName = "1号电能表";
  instrument.dataCode = *schemas::DataCode::parse(code);
  instrument.nextCalibration = next;
  return instrument;
}

// N-8.7-Q20
TEST(CalibrationOverdue, CountsInstrumentsOfACode) {
  StoredDay day;
  day.instruments = {meter("2026-03-17"), meter("2025-12-31"), meter("2026-03-01", "00-00-00-00-011500-11")};
  const auto findings = day.judge();

  ASSERT_EQ(findings.size(), 2u);
  const auto finding = *std::ranges::find(findings, kElectricity, &hub::Finding::code);
  EXPECT_EQ(finding.count, 2u);
  EXPECT_EQ(finding.evidence, "1号电能表应于2025-12-31前检定，共2台超期");
}

TEST(CalibrationOverdue, IsSilentBeforeTheDateWithoutOneAndOutOfUse) {
  StoredDay day;
  auto idle = meter("2020-01-01");
  idle.measureState = 3;
  day.instruments = {meter("2026-03-18"), meter(""), idle};
  EXPECT_TRUE(day.judge().empty());
}

}  // namespace
