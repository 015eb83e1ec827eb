#include <cmath>
#include <limits>

#include "tests/contract/contract.h"

namespace {

using contract::at;
using contract::civil;
using contract::fresh;
using hub::Finding;
using hub::PeriodFinding;
using hub::PointHabit;
using hub::RuleMode;
using hub::RuleSetting;
using schemas::CivilDate;
using schemas::StatType;

class QualityContract : public contract::StorageContract {
 protected:
  void put(const RuleSetting& setting) {
    unit([&](auto& work) { return work.quality().putSetting(setting); });
  }
  /// Those of one rule.
  std::vector<RuleSetting> settingsOf(const std::string& rule) {
    auto all = unit([&](auto& work) { return work.quality().settings(); });
    std::erase_if(all, [&](const RuleSetting& setting) { return setting.rule != rule; });
    return all;
  }
  void put(const std::vector<PeriodFinding>& findings) {
    unit([&](auto& work) { return work.quality().putFindings(findings); });
  }
  std::vector<PeriodFinding> found(const std::string& enterprise, CivilDate from, CivilDate to) {
    return unit([&](auto& work) { return work.quality().findings(enterprise, from, to); });
  }
  std::vector<PeriodFinding> found(const std::string& enterprise) {
    return found(enterprise, CivilDate::of(2026, 1, 1), CivilDate::of(2026, 12, 31));
  }
  void put(const std::vector<PointHabit>& habits) {
    unit([&](auto& work) { return work.quality().putHabits(habits); });
  }
  std::vector<PointHabit> habits(const std::string& enterprise) {
    return unit([&](auto& work) { return work.quality().habits(enterprise); });
  }
  PeriodFinding finding(const std::string& enterprise, const std::string& rule, CivilDate period) {
    PeriodFinding one;
    one.finding.enterprise = enterprise;
    one.finding.rule = rule;
    one.finding.code = "0401000004020030";
    one.finding.statType = StatType::daily;
    one.finding.evidence = "日值12，实时合计11.5";
    one.period = period;
    one.found = at("2026-11-21 03:00:00");
    return one;
  }

  const CivilDate day_ = CivilDate::of(2026, 11, 20);
};
INSTANTIATE_TEST_SUITE_P(Of, QualityContract, testing::ValuesIn(contract::kinds()), contract::nameOf);

TEST_P(QualityContract, SettingsComeBackWhole) {
  const std::string rule = fresh("jump-");
  const RuleSetting general{rule, "", hub::PeerId{}, "", RuleMode::off, ""};
  const RuleSetting narrow{rule,     "91330000573973053F", hub::PeerId{7},
                           "040200", RuleMode::quarantine, R"({"factor":1000})"};
  const RuleSetting parametersOnly{rule, "", hub::PeerId{}, "040200", std::nullopt, R"({"factor":1e3})"};

  for (const RuleSetting& setting : {narrow, parametersOnly, general}) put(setting);

  const std::vector<RuleSetting> expected{general, parametersOnly, narrow};
  const auto stored = settingsOf(rule);
  ASSERT_EQ(stored.size(), 3u);
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(stored[i].enterprise, expected[i].enterprise);
    EXPECT_EQ(stored[i].peer, expected[i].peer);
    EXPECT_EQ(stored[i].energyKind, expected[i].energyKind);
    EXPECT_EQ(stored[i].mode, expected[i].mode);
    EXPECT_EQ(stored[i].parameters, expected[i].parameters);
  }
}

TEST_P(QualityContract, ASettingIsReplacedAndRemoved) {
  const std::string rule = fresh("jump-");
  RuleSetting setting{rule, "", hub::PeerId{7}, "", RuleMode::off, "{}"};
  put(setting);
  setting.mode = RuleMode::report;
  setting.parameters.clear();
  put(setting);
  ASSERT_EQ(settingsOf(rule).size(), 1u);
  EXPECT_EQ(settingsOf(rule)[0].mode, RuleMode::report);
  EXPECT_EQ(settingsOf(rule)[0].parameters, "");
  RuleSetting other = setting;
  other.peer = hub::PeerId{8};
  put(other);

  setting.mode.reset();
  put(setting);
  put(setting);

  ASSERT_EQ(settingsOf(rule).size(), 1u);
  EXPECT_EQ(settingsOf(rule)[0].peer, other.peer);
}

TEST_P(QualityContract, AFindingComesBackWhole) {
  const std::string enterprise = newEnterprise();
  PeriodFinding whole = finding(enterprise, "day_sum", day_);
  whole.finding.version = 4;
  whole.finding.count = 96;
  whole.finding.first = civil("2026-11-20 00:00:00");
  whole.finding.last = civil("2026-11-20 23:45:00");
  whole.finding.clause = "F-3";
  whole.found += std::chrono::milliseconds{789};

  put(std::vector{whole});

  const auto stored = found(enterprise);
  ASSERT_EQ(stored.size(), 1u);
  EXPECT_EQ(stored[0].finding.batch, hub::BatchId{});
  EXPECT_EQ(stored[0].finding.enterprise, enterprise);
  EXPECT_EQ(stored[0].finding.rule, "day_sum");
  EXPECT_EQ(stored[0].finding.version, 4u);
  EXPECT_EQ(stored[0].finding.code, whole.finding.code);
  EXPECT_EQ(stored[0].finding.statType, StatType::daily);
  EXPECT_EQ(stored[0].finding.count, 96u);
  EXPECT_EQ(stored[0].finding.first, whole.finding.first);
  EXPECT_EQ(stored[0].finding.last, whole.finding.last);
  EXPECT_EQ(stored[0].finding.evidence, whole.finding.evidence);
  EXPECT_EQ(stored[0].finding.clause, "F-3");
  EXPECT_EQ(stored[0].period, day_);
  EXPECT_EQ(stored[0].found, whole.found);
}

TEST_P(QualityContract, AFindingWithoutAPointComesBackSoAndOnlyOnce) {
  const std::string enterprise = newEnterprise();
  PeriodFinding bare;
  bare.finding.enterprise = enterprise;
  bare.finding.rule = "late";
  bare.period = day_;

  put(std::vector{bare});
  put(std::vector{bare});

  const auto stored = found(enterprise);
  ASSERT_EQ(stored.size(), 1u);
  EXPECT_EQ(stored[0].finding.code, "");
  EXPECT_EQ(stored[0].finding.statType, std::nullopt);
  EXPECT_EQ(stored[0].finding.first, std::nullopt);
  EXPECT_EQ(stored[0].finding.last, std::nullopt);
  EXPECT_EQ(stored[0].finding.evidence, "");
}

TEST_P(QualityContract, AFindingReplacesTheEarlierOfItsRulePointAndPeriod) {
  const std::string enterprise = newEnterprise();
  const PeriodFinding first = finding(enterprise, "day_sum", day_);
  PeriodFinding again = first, otherPoint = first, otherType = first, otherRule = first, otherDay = first;
  again.finding.version = 2;
  again.finding.count = 5;
  again.finding.evidence = "日值13";
  again.found += std::chrono::hours{1};
  otherPoint.finding.code = "0401000004020031";
  otherType.finding.statType = StatType::monthly;
  otherRule.finding.rule = "month_sum";
  otherDay.period = CivilDate::of(2026, 11, 19);

  put({first, otherPoint, otherType, otherRule, otherDay});
  put(std::vector{again});

  const auto stored = found(enterprise);
  ASSERT_EQ(stored.size(), 5u);
  EXPECT_EQ(stored[0].period, otherDay.period);
  EXPECT_EQ(stored[1].finding.version, 2u);
  EXPECT_EQ(stored[1].finding.count, 5u);
  EXPECT_EQ(stored[1].finding.evidence, "日值13");
  EXPECT_EQ(stored[1].found, again.found);
  EXPECT_EQ(stored[2].finding.statType, StatType::monthly);
  EXPECT_EQ(stored[3].finding.code, otherPoint.finding.code);
  EXPECT_EQ(stored[4].finding.rule, "month_sum");
}

TEST_P(QualityContract, FindingsAreReadFromTheFirstToTheLastPeriod) {
  const std::string enterprise = newEnterprise();
  for (int day = 1; day <= 5; ++day)
    put(std::vector{finding(enterprise, "day_sum", CivilDate::of(2026, 11, day))});
  put(std::vector{finding(newEnterprise(), "day_sum", CivilDate::of(2026, 11, 3))});

  const auto stored = found(enterprise, CivilDate::of(2026, 11, 2), CivilDate::of(2026, 11, 4));

  ASSERT_EQ(stored.size(), 3u);
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(stored[static_cast<std::size_t>(i)].period, CivilDate::of(2026, 11, 2 + i));
}

TEST_P(QualityContract, ClearingForgetsOneRuleOfOneEnterpriseAndPeriod) {
  const std::string enterprise = newEnterprise(), other = newEnterprise();
  const CivilDate before = CivilDate::of(2026, 11, 19);
  PeriodFinding secondPoint = finding(enterprise, "day_sum", day_);
  secondPoint.finding.code = "0401000004020031";
  put({finding(enterprise, "day_sum", day_), secondPoint, finding(enterprise, "day_sum", before),
       finding(enterprise, "month_sum", day_), finding(other, "day_sum", day_)});

  unit([&](auto& work) { return work.quality().clearFindings(enterprise, "day_sum", day_); });

  const auto stored = found(enterprise);
  ASSERT_EQ(stored.size(), 2u);
  EXPECT_EQ(stored[0].period, before);
  EXPECT_EQ(stored[1].finding.rule, "month_sum");
  EXPECT_EQ(found(other).size(), 1u);
}

TEST_P(QualityContract, HabitsComeBackToTheLastBitByCode) {
  const std::string enterprise = newEnterprise();
  const double least = std::numeric_limits<double>::denorm_min(), most = std::numeric_limits<double>::max();
  const PointHabit second{enterprise, "0401000004020031", 900, true, 0.1 + 0.2, most, 30, day_};
  const PointHabit first{enterprise, "0401000004020030",        3600, false, 1.0 / 3, least,
                         1,          CivilDate::of(2024, 2, 29)};
  PointHabit foreign = first;
  foreign.enterprise = newEnterprise();

  put({second, first, foreign});

  const auto stored = habits(enterprise);
  ASSERT_EQ(stored.size(), 2u);
  for (const auto& [found, kept] : {std::pair{stored[0], first}, std::pair{stored[1], second}}) {
    EXPECT_EQ(found.enterprise, enterprise);
    EXPECT_EQ(found.code, kept.code);
    EXPECT_EQ(found.intervalSeconds, kept.intervalSeconds);
    EXPECT_EQ(found.configured, kept.configured);
    EXPECT_EQ(found.median, kept.median);
    EXPECT_EQ(found.maximum, kept.maximum);
    EXPECT_EQ(found.days, kept.days);
    EXPECT_EQ(found.learned, kept.learned);
  }
  EXPECT_TRUE(habits(newEnterprise()).empty());
}

TEST_P(QualityContract, AHabitIsReplacedAsAWhole) {
  const std::string enterprise = newEnterprise();
  put(std::vector{PointHabit{enterprise, "0401000004020030", 900, true, 1, 2, 3, day_}});

  put(std::vector{
      PointHabit{enterprise, "0401000004020030", 1800, false, 4, 5, 6, CivilDate::of(2026, 11, 21)}});

  const auto stored = habits(enterprise);
  ASSERT_EQ(stored.size(), 1u);
  EXPECT_EQ(stored[0].intervalSeconds, 1800u);
  EXPECT_FALSE(stored[0].configured);
  EXPECT_EQ(stored[0].median, 4);
  EXPECT_EQ(stored[0].maximum, 5);
  EXPECT_EQ(stored[0].days, 6u);
  EXPECT_EQ(stored[0].learned, CivilDate::of(2026, 11, 21));
}

TEST_P(QualityContract, ManyPointsAreKeptAtOnceAndNoneIsNoFailure) {
  const std::string enterprise = newEnterprise();
  std::vector<PointHabit> many;
  for (int i = 0; i < 600; ++i)
    many.push_back({enterprise, std::to_string(1'000'000'000'000'000 + i), 900, false, 1.5, 2.5, 1, day_});

  put(std::vector<PointHabit>{});
  put(std::vector<PeriodFinding>{});
  put(many);

  EXPECT_EQ(habits(enterprise).size(), many.size());
}

// What cannot be a number is no reason to lose the rest.
TEST_P(QualityContract, AHabitWithoutANumberIsKept) {
  const std::string enterprise = newEnterprise();
  const double infinite = std::numeric_limits<double>::infinity();

  put(std::vector{PointHabit{enterprise, "0401000004020030", 900, false, infinite, std::nan(""), 1, day_}});

  EXPECT_EQ(habits(enterprise).at(0).days, 1u);
}

}  // namespace
