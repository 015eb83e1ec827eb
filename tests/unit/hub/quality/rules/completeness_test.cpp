#include "hub/quality/rules/completeness.h"

#include "tests/unit/hub/quality/stored_day.h"

namespace {

using namespace tests;

constexpr const char* kGas = "0000000001150011";

TEST(Incomplete, FindsLessThanNineTenthsOfTheValues) {
  StoredDay day;
  day.habit(900).realTime(lively(86));
  const auto finding = findingOf(day.judge(), "incomplete");

  EXPECT_EQ(finding.count, 10u);
  EXPECT_EQ(finding.code, kElectricity);
  EXPECT_EQ(finding.statType, StatType::realTime);
  EXPECT_EQ(finding.evidence, "应收96个，实收86个，完整率89.5%");
}

TEST(Incomplete, IsSilentForNineTenthsAndForTheIntervalThePointHas) {
  StoredDay enough, hourly, halfHourly, unknown;
  enough.habit(900).realTime(lively(87));
  hourly.habit(3600).realTime(lively(24), kElectricity, 3600);
  halfHourly.habit(1800).realTime(lively(48), kElectricity, 1800);
  unknown.realTime(lively(24), kElectricity, 3600);

  for (StoredDay* day : {&enough, &hourly, &halfHourly, &unknown})
    EXPECT_EQ(findingOf(day->judge(), "incomplete").count, 0u);
}

TEST(Incomplete, CountsAPointThatReportedYesterdayAndNotToday) {
  StoredDay day;
  day.habit(900).realTime(lively(96)).habit(3600, 5, 9, kGas);
  const auto finding = findingOf(day.judge(), "incomplete");

  EXPECT_EQ(finding.code, kGas);
  EXPECT_EQ(finding.count, 24u);
}

TEST(Incomplete, IsOneFindingWhenTheEnterpriseSentNothing) {
  StoredDay day;
  day.habit(900).habit(3600, 5, 9, kGas);
  const auto findings = day.judge();

  ASSERT_EQ(std::ranges::count(rulesIn(findings), "incomplete"), 1);
  EXPECT_EQ(findingOf(findings, "incomplete").code, "");
  EXPECT_EQ(findingOf(findings, "incomplete").count, 120u);
}

// N-8.8-3
TEST(Gap, FindsMoreThanAnHourWithoutAValueAnywhereInTheDay) {
  StoredDay inside, atTheEnd, atTheStart;
  inside.habit(900).realTime(lively(40)).realTime(lively(50), kElectricity, 900, 46);
  atTheEnd.habit(900).realTime(lively(90));
  atTheStart.habit(900).realTime(lively(88), kElectricity, 900, 8);
  const auto finding = findingOf(inside.judge(), "gap");

  EXPECT_EQ(finding.count, 1u);
  EXPECT_EQ(finding.clause, "N-8.8-3");
  EXPECT_EQ(finding.first->text(), "2026-03-18 09:45:00");
  EXPECT_EQ(finding.evidence, "2026-03-18 09:45:00起间断105分钟，不应超过60分钟");
  EXPECT_EQ(findingOf(atTheEnd.judge(), "gap").count, 1u);
  EXPECT_EQ(findingOf(atTheStart.judge(), "gap").count, 1u);
}

// N-8.8-3
TEST(Gap, IsSilentForAnHourAndForHourlyPoints) {
  StoredDay hour, hourly;
  hour.habit(900).realTime(lively(40)).realTime(lively(53), kElectricity, 900, 43);
  hourly.habit(3600).realTime(lively(24), kElectricity, 3600);

  EXPECT_EQ(findingOf(hour.judge(), "gap").count, 0u);
  EXPECT_EQ(findingOf(hourly.judge(), "gap").count, 0u);
}

TEST(SilentPoint, FindsConfiguredPointsWithoutDataForThreeDays) {
  StoredDay day;
  day.configure(kElectricity, StatType::realTime).habit(900).realTime(lively(96));
  day.configure(kGas, StatType::realTime).habit(900, 5, 9, kGas);
  day.lastHabit().learned = day.day.plusDays(-3);
  day.configure("0000000001010411", StatType::daily).daily("2026-03-15", "7", "0000000001010411");
  day.configure("0000000002210011", StatType::daily);
  std::map<std::string, std::string> evidence;
  const auto findings = day.judge();
  for (const auto& finding : findings)
    if (finding.rule == "silent_point") evidence[finding.code] = finding.evidence;

  EXPECT_EQ(evidence, (std::map<std::string, std::string>{
                          {kGas, "最近的数据为2026-03-15"},
                          {"0000000001010411", "最近的数据为2026-03-15"},
                          {"0000000002210011", "2026-01-05收到配置，此后无数据"},
                      }));
  EXPECT_EQ(findingOf(findings, "incomplete").count, 0u) << "one rule for one fault";
}

TEST(SilentPoint, IsSilentForFreshConfigurationsAndRecentData) {
  StoredDay day;
  day.configure(kGas, StatType::realTime).habit(900, 5, 9, kGas);
  day.lastHabit().learned = day.day.plusDays(-2);
  day.configure("0000000001010411", StatType::daily, "2026-03-16 08:00:00");
  EXPECT_EQ(findingOf(day.judge(), "silent_point").count, 0u);
}

TEST(SilentPoint, DoesNotAskForRealTimeOfWhatIsFilledInByHand) {
  StoredDay day;
  day.configure(kGas, StatType::realTime).configure(kElectricity, StatType::daily).daily("2026-03-18", "5");
  day.config->collectItems[0].inputType = 5;
  EXPECT_EQ(findingOf(day.judge(), "silent_point").count, 0u);
}

TEST(SilentPoint, IsOneFindingForASilentEnterprise) {
  StoredDay day;
  day.configure(kGas, StatType::realTime).configure(kElectricity, StatType::daily);
  const auto finding = findingOf(day.judge(), "silent_point");

  EXPECT_EQ(finding.code, "");
  EXPECT_EQ(finding.count, 2u);
}

}  // namespace
