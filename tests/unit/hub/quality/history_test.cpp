#include "hub/quality/history.h"

#include "tests/unit/hub/quality/stored_day.h"

namespace {

using namespace tests;

TEST(JudgeDay, LearnsFromEveryPointThatReported) {
  StoredDay day;
  day.realTime(lively(96)).realTime(lively(24), "0000000001150011", 3600);
  const auto habits = day.verdict().habits;

  ASSERT_EQ(habits.size(), 2u);
  EXPECT_EQ(habits[0].code, "0000000001150011");
  EXPECT_EQ(habits[0].intervalSeconds, 3600u);
  EXPECT_EQ(habits[1].enterprise, "91330000573973053F");
  EXPECT_EQ(habits[1].days, 1u);
}

TEST(JudgeDay, IsSilentForAnEnterpriseWithoutAnything) {
  StoredDay day;
  EXPECT_TRUE(day.judge().empty());
}

TEST(JudgeDay, DoesNotEvaluateWhatASettingSwitchesOff) {
  StoredDay day;
  day.habit(900).realTime(lively(10)).daily("2026-03-18", "1");
  day.instruments.emplace_back();
  day.instruments[0].nextCalibration = "2020-01-01";
  day.enterprise = "14010702";
  EXPECT_GE(day.judge().size(), 5u);
  for (const auto& rule : hub::quality::catalogue())
    day.settings.push_back({.rule = rule.name, .mode = RuleMode::off});
  EXPECT_TRUE(day.judge().empty());
}

TEST(JudgedPeriods, NameEveryRuleOfTheJobOnceAndTheHabitRulesOnlyBeforeTheDayIsLearned) {
  StoredDay day;
  day.habit(900);
  std::vector<std::string> rules;
  for (const auto& [rule, period] : hub::quality::judgedPeriods(day.stored())) rules.push_back(rule);
  for (const auto& rule : hub::quality::catalogue()) {
    const bool isOfEnterprise = !rule.onArrival && std::string(rule.name) != "dictionary_coefficient";
    EXPECT_EQ(std::ranges::count(rules, std::string(rule.name)), isOfEnterprise ? 1 : 0) << rule.name;
  }
  day.lastHabit().learned = day.day;
  EXPECT_EQ(hub::quality::judgedPeriods(day.stored()).size(), rules.size() - 2);
}

TEST(JudgedPeriods, ArePeriodsOfTheFindings) {
  StoredDay day;
  day.habit(900).realTime(lively(10)).daily("2026-03-18", "1").monthly("2026-02-01", "1");
  day.daily("2026-02-01", "500");
  day.enterprise = "14010702";
  const auto periods = hub::quality::judgedPeriods(day.stored());
  for (const auto& one : day.verdict().findings)
    EXPECT_TRUE(std::ranges::any_of(periods, [&](const auto& judged) {
      return judged.rule == one.finding.rule && judged.period == one.period;
    })) << one.finding.rule;
}

}  // namespace
