#include "hub/quality/rules/sums.h"

#include "tests/unit/hub/quality/stored_day.h"

namespace {

using namespace tests;

const std::vector<std::string> kDay(96, "1.25");  // 120 in all

TEST(DaySum, FindsADayThatIsNotTheSumOfItsQuarterHours) {
  StoredDay above, below;
  above.realTime(kDay).daily("2026-03-18", "123.4");
  below.realTime(kDay).daily("2026-03-18", "117");
  const auto finding = findingOf(above.judge(), "day_sum");

  EXPECT_EQ(finding.statType, StatType::daily);
  EXPECT_EQ(finding.first->text(), "2026-03-18 00:00:00");
  EXPECT_EQ(finding.evidence, "日值123.4，96个实时值之和120");
  EXPECT_EQ(findingOf(below.judge(), "day_sum").count, 1u);
}

TEST(DaySum, IsSilentWithinOnePerCentAndForIndicators) {
  StoredDay near, efficiency;
  near.realTime(kDay).daily("2026-03-18", "121.1");
  efficiency.realTime(kDay, "0000000008000130").daily("2026-03-18", "1.25", "0000000008000130");

  EXPECT_EQ(findingOf(near.judge(), "day_sum").count, 0u);
  EXPECT_EQ(findingOf(efficiency.judge(), "day_sum").count, 0u);
}

TEST(DaySum, ForgivesWhatMissingQuarterHoursExplain) {
  StoredDay missing, tooMuch;
  missing.habit(900).realTime(std::vector<std::string>(90, "1.25")).daily("2026-03-18", "120");
  tooMuch.habit(900).realTime(std::vector<std::string>(90, "1.25")).daily("2026-03-18", "100");

  EXPECT_EQ(findingOf(missing.judge(), "day_sum").count, 0u);
  EXPECT_EQ(findingOf(tooMuch.judge(), "day_sum").count, 1u);
}

TEST(DaySum, ForgivesRoundingOfTheParts) {
  StoredDay day;
  day.realTime(std::vector<std::string>(96, "1")).daily("2026-03-18", "140");
  EXPECT_EQ(findingOf(day.judge(), "day_sum").count, 0u) << "each may have been 1.49";
}

/// February 2026 with 10 a day on the first `days`.
StoredDay february(int days, const char* month) {
  StoredDay stored;
  stored.monthly("2026-02-01", month);
  for (int i = 0; i < days; ++i) stored.daily(CivilDate::of(2026, 2, 1).plusDays(i).text().c_str(), "10.000");
  return stored;
}

TEST(MonthSum, FindsMoreThanFivePerCentBetweenAMonthAndItsDays) {
  const auto verdict = february(28, "300").verdict();
  const auto found = std::ranges::find(verdict.findings, "month_sum",
                                       [](const hub::PeriodFinding& one) { return one.finding.rule; });
  ASSERT_NE(found, verdict.findings.end());
  EXPECT_EQ(found->period.text(), "2026-02-01");
  EXPECT_EQ(found->finding.statType, StatType::monthly);
  EXPECT_EQ(found->finding.evidence, "月值300，28个日值之和280");
  EXPECT_EQ(findingOf(february(28, "265").judge(), "month_sum").count, 1u);
  EXPECT_EQ(findingOf(february(20, "180").judge(), "month_sum").count, 1u) << "more than the month";
}

TEST(MonthSum, IsSilentWithinFivePerCentAndForMissingDays) {
  EXPECT_EQ(findingOf(february(28, "293").judge(), "month_sum").count, 0u);
  EXPECT_EQ(findingOf(february(28, "267").judge(), "month_sum").count, 0u);
  EXPECT_EQ(findingOf(february(20, "280").judge(), "month_sum").count, 0u);
  EXPECT_EQ(findingOf(february(0, "280").judge(), "month_sum").count, 0u);
}

StoredDay plant(const char* whole, const char* usage = "11") {
  StoredDay day;
  const std::string rest = std::string("023300") + usage;
  day.daily("2026-03-18", whole, ("00000000" + rest).c_str())
      .daily("2026-03-18", "60", ("04000000" + rest).c_str())
      .daily("2026-03-18", "50", ("05000000" + rest).c_str())
      .daily("2026-03-18", "40", ("05010000" + rest).c_str())    // of a unit: within its process
      .daily("2026-03-18", "30", ("00000101" + rest).c_str())    // of an equipment
      .daily("2026-03-17", "999", ("04000000" + rest).c_str());  // of another day
  return day;
}

TEST(PlantBelowProcesses, FindsAPlantThatUsesLessThanItsProcesses) {
  const auto finding = findingOf(plant("100").judge(), "plant_below_processes");

  EXPECT_EQ(finding.code, kElectricity);
  EXPECT_EQ(finding.evidence, "全厂100，2个工序之和110");
}

TEST(PlantBelowProcesses, IsSilentForAPlantThatUsesMoreAndForOutput) {
  EXPECT_EQ(findingOf(plant("109").judge(), "plant_below_processes").count, 0u);
  EXPECT_EQ(findingOf(plant("300").judge(), "plant_below_processes").count, 0u);
  EXPECT_EQ(findingOf(plant("10", "30").judge(), "plant_below_processes").count, 0u);
}

}  // namespace
