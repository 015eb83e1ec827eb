#include "hub/quality/rules/history_levels.h"

#include "tests/unit/hub/quality/stored_day.h"

namespace {

using namespace tests;

std::vector<std::string> allTimes(std::size_t count, const char* value) {
  return std::vector<std::string>(count, value);
}

TEST(JumpInHistory, FindsValuesFarAboveTheMaximumKnown) {
  StoredDay day;
  auto values = lively(96);
  values[40] = "551.0";
  values[41] = "700.0";
  day.habit(900).realTime(values);
  const auto finding = findingOf(day.judge(), "jump_in_history");

  EXPECT_EQ(finding.count, 2u);
  EXPECT_EQ(finding.first->text(), "2026-03-18 10:00:00");
  EXPECT_EQ(finding.evidence, "2026-03-18 10:00:00的值551.0，历史最大110");
}

TEST(JumpInHistory, IsSilentBelowTheFactorAndBeforeAWeekIsKnown) {
  StoredDay below, young;
  auto values = lively(96);
  values[40] = "549.0";
  below.habit(900).realTime(values);
  values[40] = "5000.0";
  young.habit(900).realTime(values);
  young.lastHabit().days = 6;

  EXPECT_EQ(findingOf(below.judge(), "jump_in_history").count, 0u);
  EXPECT_EQ(findingOf(young.judge(), "jump_in_history").count, 0u);
}

TEST(JumpInHistory, DoesNotTeachTheHabitAFewJumpsButTeachesItANewLoad) {
  StoredDay few, load;
  auto values = lively(96);
  values[40] = "5000.0";
  few.habit(900).realTime(values);
  load.habit(900).realTime(allTimes(96, "2000"));

  EXPECT_DOUBLE_EQ(few.verdict().habits.at(0).maximum, 110);
  const auto learned = load.verdict().habits.at(0);
  EXPECT_DOUBLE_EQ(learned.maximum, 550) << "five times at most in one day";
  EXPECT_GT(learned.median, 150);
}

TEST(UnitErrorInHistory, FindsADayInAnotherUnit) {
  StoredDay day;
  day.habit(900, 0.0102, 0.0110).realTime(lively(96));
  const auto verdict = day.verdict();
  const auto findings = day.judge();

  EXPECT_EQ(findingOf(findings, "unit_error_in_history").count, 96u);
  EXPECT_EQ(findingOf(findings, "unit_error_in_history").evidence, "当日中位数103.2，历史中位数0.0102");
  EXPECT_EQ(findingOf(findings, "jump_in_history").count, 0u);
  EXPECT_DOUBLE_EQ(verdict.habits.at(0).median, 0.0102) << "not learned";
  EXPECT_EQ(verdict.habits.at(0).days, 21u);
}

TEST(UnitErrorInHistory, IsSilentForOtherRatiosAndFewValues) {
  StoredDay hundred, few;
  hundred.habit(900, 1, 30).realTime(lively(96));
  few.habit(3600, 0.01, 30).realTime(lively(8), kElectricity, 3600);

  EXPECT_EQ(findingOf(hundred.judge(), "unit_error_in_history").count, 0u);
  EXPECT_EQ(findingOf(few.judge(), "unit_error_in_history").count, 0u);
}

TEST(History, IsNotJudgedByADayThatHasBecomePartOfIt) {
  StoredDay day;
  day.habit(900).realTime(allTimes(96, "2000"));
  day.lastHabit().learned = day.day;
  const auto verdict = day.verdict();

  EXPECT_EQ(findingOf(day.judge(), "jump_in_history").count, 0u);
  EXPECT_TRUE(verdict.habits.empty());
}

}  // namespace
