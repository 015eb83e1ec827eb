#include "jobs/quality_daily.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_storage.h"

namespace hub::jobs {
namespace {

using schemas::CivilDate;
using schemas::CivilTime;
using schemas::StatType;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kEnterprise = "91330000573973053F";
constexpr const char* kCode = "0000000002330011";

class QualityDailyTest : public testing::Test {
 protected:
  const CivilDate yesterday = CivilDate::of(2026, 11, 19);

  std::string run() {
    const auto result = QualityDaily(storage, rules, {20 * 3600}).runOnce({clock.now()});
    return result ? *result : "failed: " + result.error().cause;
  }

  void store(const std::string& enterprise, StatType statType, CivilDate day, std::size_t count,
             const char* value) {
    SeriesBlock block;
    block.key = {enterprise, kCode, statType, periodOf(statType, CivilTime::at(day))};
    for (std::size_t i = 0; i < count; ++i)
      block.values.push_back({.at = CivilTime::at(day, static_cast<int>(i) * 900),
                              .value = *schemas::Decimal::parse(value),
                              .inputType = 4,
                              .scope = 1});
    ASSERT_TRUE(storage.unit([&](UnitOfWork& work) -> Result<void> {
      HUB_CHECK(work.enterprises().lockHead(enterprise, PeerId{}));
      return work.series().save({block});
    }));
  }

  void import(const char* region, const char* coefficient) {
    using schemas::json::Value;
    DictionaryLists lists;
    lists.lists["region"] = {Value(schemas::json::Object{{"code", Value(region)}})};
    lists.lists["energyType"] = {Value(schemas::json::Object{
        {"code", Value("3300")},
        {"name", Value("电力")},
        {"pcode", Value("33")},
        {"unit", Value("万kWh")},
        {"classCode", Value("02")},
        {"nhzbdw", Value("吨标准煤/万kWh")},
        {"type", Value(schemas::json::Number{"2"})},
        {"zbckz", Value(coefficient)},
        {"dwzbx", Value(schemas::json::Number{"1"})},
    })};
    ASSERT_TRUE(storage.unit([&](UnitOfWork& work) { return work.dictionaries().import(lists, {}); }));
  }

  void configure(const char* region) {
    EnterpriseConfig config;
    config.enterprise.regionCode = *schemas::RegionCode::parse(region);
    config.received = clock.civilNow();
    ASSERT_TRUE(storage.unit([&](UnitOfWork& work) -> Result<void> {
      HUB_CHECK(work.enterprises().lockHead(kEnterprise, PeerId{}));
      HUB_CHECK(work.enterprises().replaceConfig(kEnterprise, config, "digest"));
      return {};
    }));
  }

  // As the scheduler does after runOnce().
  void finishOwnRun(bool ok) {
    ASSERT_TRUE(storage.unit([&](UnitOfWork& work) -> Result<void> {
      HUB_TRY(claimed,
              work.jobs().claim("quality_daily", clock.now(), "w", clock.now(), std::chrono::hours(1)));
      return work.jobs().finish(claimed.value(), ok, "", clock.now());
    }));
  }

  /// `rule code period` of all findings of an enterprise.
  std::vector<std::string> found(const std::string& enterprise = kEnterprise) {
    std::vector<std::string> result;
    const auto findings = storage.unit([&](UnitOfWork& work) {
      return work.quality().findings(enterprise, CivilDate::of(2026, 1, 1), CivilDate::of(2026, 12, 31));
    });
    for (const PeriodFinding& one : findings.value())
      result.push_back(one.finding.rule + " " + one.finding.code + " " + one.period.text());
    return result;
  }
  std::vector<PointHabit> habits(const std::string& enterprise = kEnterprise) {
    return storage.unit([&](UnitOfWork& work) { return work.quality().habits(enterprise); }).value();
  }

  fakes::FakeStorage storage;
  fakes::FakeClock clock{"2026-11-20 20:00:00"};
  quality::RulesInForce rules;
};

TEST_F(QualityDailyTest, RunsOnceADay) {
  const QualityDaily job(storage, rules, {20 * 3600});

  EXPECT_EQ(job.name(), "quality_daily");
  EXPECT_EQ(Clock::civil(job.next(clock.now(), clock.now())).text(), "2026-11-21 20:00:00");
}

TEST_F(QualityDailyTest, JudgesTheTwoDaysBeforeAndLearnsFromThem) {
  store(kEnterprise, StatType::realTime, yesterday.plusDays(-1), 96, "1.25");
  store(kEnterprise, StatType::realTime, yesterday, 96, "1.25");
  store(kEnterprise, StatType::daily, yesterday, 1, "150");

  EXPECT_EQ(run(), "enterprises=1 findings=1");

  EXPECT_THAT(found(), ElementsAre("day_sum 0000000002330011 2026-11-19"));
  ASSERT_EQ(habits().size(), 1u);
  EXPECT_EQ(habits()[0].days, 2u);
  EXPECT_EQ(habits()[0].learned, yesterday);
  EXPECT_EQ(habits()[0].intervalSeconds, 900u);
}

// N-8.8-3
TEST_F(QualityDailyTest, KeepsAGapAsAFindingOfItsDay) {
  store(kEnterprise, StatType::realTime, yesterday, 80, "1.25");
  run();
  EXPECT_THAT(found(), Contains("gap 0000000002330011 2026-11-19"));
}

TEST_F(QualityDailyTest, ReplacesWhatItFoundWhenLateDataComes) {
  store(kEnterprise, StatType::realTime, yesterday, 80, "1.25");
  run();
  ASSERT_FALSE(found().empty());
  store(kEnterprise, StatType::realTime, yesterday, 96, "1.25");
  clock.set("2026-11-21 20:00:00");

  run();

  EXPECT_THAT(found(), testing::Not(Contains("gap 0000000002330011 2026-11-19")));
  EXPECT_THAT(found(), Contains("incomplete 0000000002330011 2026-11-20")) << "nothing came on the next day";
}

TEST_F(QualityDailyTest, FindsTheSameWhenItIsDoneAgain) {
  store(kEnterprise, StatType::realTime, yesterday, 80, "1.25");
  run();
  const auto first = found();
  const auto learned = habits().at(0).days;

  run();

  EXPECT_EQ(found(), first);
  EXPECT_EQ(habits().at(0).days, learned);
}

TEST_F(QualityDailyTest, FollowsTheRulesInForce) {
  store(kEnterprise, StatType::realTime, yesterday, 80, "1.25");
  std::vector<RuleSetting> settings;
  for (const char* rule : {"gap", "incomplete"}) {
    settings.emplace_back();
    settings.back().rule = rule;
    settings.back().mode = RuleMode::off;
  }
  rules.replace(*quality::RuleBook::of(settings));

  run();

  EXPECT_THAT(found(), IsEmpty());
}

// N-2-2
TEST_F(QualityDailyTest, ComparesCodesAndCoefficientsWithTheDictionary) {
  import("330106", "0.1229");
  configure("330199");

  run();

  EXPECT_THAT(found(), Contains("unknown_region  2026-11-01"));
  EXPECT_THAT(found(""), ElementsAre("dictionary_coefficient  2026-11-01"));
  import("330199", "1.229");
  run();
  EXPECT_THAT(found(), testing::Not(Contains("unknown_region  2026-11-01")));
  EXPECT_THAT(found(""), IsEmpty());
}

TEST_F(QualityDailyTest, GoesOnAfterARunThatFailed) {
  const std::string other = "91330100799655058B";
  store(kEnterprise, StatType::realTime, yesterday, 96, "1.25");
  run();
  store(other, StatType::realTime, yesterday, 96, "1.25");
  finishOwnRun(false);

  EXPECT_EQ(run(), "enterprises=1 findings=0") << "the first is done";
  EXPECT_EQ(habits(other).size(), 1u);
}

TEST_F(QualityDailyTest, GoesOnWithARunThatWasStoppedOrKilled) {
  const std::string other = "91330100799655058B";
  store(kEnterprise, StatType::realTime, yesterday, 96, "1.25");
  run();
  store(other, StatType::realTime, yesterday, 96, "1.25");

  const auto result = QualityDaily(storage, rules, {20 * 3600}).runOnce({clock.now(), {}, true});

  EXPECT_EQ(result.value(), "enterprises=1 findings=0") << "the first is done";
}

TEST_F(QualityDailyTest, EndsBetweenEnterprisesWhenTheRunMustEnd) {
  store(kEnterprise, StatType::realTime, yesterday, 96, "1.25");
  std::stop_source stop;
  stop.request_stop();

  EXPECT_EQ(
      QualityDaily(storage, rules, {20 * 3600}).runOnce({clock.now(), stop.get_token()}).error().failure,
      Failure::busy);
  EXPECT_TRUE(habits().empty());
}

TEST_F(QualityDailyTest, BeginsAnewAfterARunThatEndedWell) {
  store(kEnterprise, StatType::realTime, yesterday, 96, "1.25");
  run();
  finishOwnRun(true);

  EXPECT_EQ(run(), "enterprises=1 findings=0");
}

TEST_F(QualityDailyTest, StopsAtTheFirstFailureOfTheDatabase) {
  store(kEnterprise, StatType::realTime, yesterday, 96, "1.25");
  storage.failCall(5, Failure::database);

  EXPECT_EQ(run().rfind("failed", 0), 0u);
}

}  // namespace
}  // namespace hub::jobs
