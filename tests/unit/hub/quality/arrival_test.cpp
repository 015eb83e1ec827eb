#include "hub/quality/arrival.h"

#include <gmock/gmock.h>
#include <chrono>

#include "tests/unit/hub/quality/arrived.h"
#include "tests/unit/hub/quality/counted_allocations.h"

namespace {

using namespace tests;
using hub::quality::ArrivedBatch;
using hub::quality::ArrivedSeries;
using hub::quality::ConfigIndex;
using hub::quality::judge;
using hub::quality::RuleBook;

/// `points` points with a day of `slots` lively values each.
struct Load {
  Load(std::size_t points, std::size_t slots) {
    hub::EnterpriseConfig config;
    for (std::size_t p = 0; p < points; ++p) {
      keys.push_back({"91330000573973053F", code(p), StatType::realTime, CivilDate::of(2026, 3, 18)});
      config.collectItems.push_back(Arrived::itemOf(code(p), StatType::realTime, "0", "1000"));
      values.emplace_back();
      const auto texts = lively(slots);
      for (std::size_t i = 0; i < slots; ++i)
        values.back().push_back({.at = {timeOf("2026-03-18").seconds + static_cast<std::int64_t>(i) * 60},
                                 .value = *schemas::Decimal::parse(texts[i]),
                                 .inputType = 4,
                                 .scope = 2,
                                 .uploadDate = timeOf("2026-03-19 02:00:00")});
    }
    for (std::size_t p = 0; p < points; ++p) series.push_back({&keys[p], values[p], {}});
    index = ConfigIndex::of(config);
  }
  static std::string code(std::size_t point) {
    const std::string number = std::to_string(10 + point);
    return number + "00000002330011";
  }
  ArrivedBatch batch() const {
    return {.enterprise = "91330000573973053F",
            .received = timeOf("2026-03-19 02:00:01"),
            .config = &index,
            .series = series};
  }

  std::vector<hub::SeriesKey> keys;
  std::vector<std::vector<hub::SeriesValue>> values;
  std::vector<ArrivedSeries> series;
  ConfigIndex index;
};

std::size_t allocationsOf(const Load& load) {
  const ArrivedBatch batch = load.batch();
  const RuleBook book;
  const std::size_t before = allocations();
  EXPECT_TRUE(judge(book, batch).findings.empty());
  return allocations() - before;
}

std::chrono::nanoseconds fastestOf(const Load& load) {
  const ArrivedBatch batch = load.batch();
  const RuleBook book;
  auto best = std::chrono::nanoseconds::max();
  for (int i = 0; i < 7; ++i) {
    const auto start = std::chrono::steady_clock::now();
    EXPECT_TRUE(judge(book, batch).findings.empty());
    best = std::min<std::chrono::nanoseconds>(best, std::chrono::steady_clock::now() - start);
  }
  return best;
}

TEST(Arrival, AllocatesNothingPerValue) {
  EXPECT_EQ(allocationsOf(Load(10, 1400)), allocationsOf(Load(10, 14)));
}

TEST(Arrival, TakesTimeInProportionToTheValues) {
  const auto few = fastestOf(Load(10, 140)), many = fastestOf(Load(10, 1400));
  EXPECT_LT(many.count(), few.count() * 30) << "ten times the values";
}

TEST(Arrival, MakesOneFindingForARuleAndAPoint) {
  Arrived batch;
  batch.add(StatType::realTime, "2026-03-17 00:00:30", "-1")
      .add(StatType::realTime, "2026-03-18 00:00:30", "-2")
      .add(StatType::daily, "2026-03-17", "-3");
  const auto verdict = batch.judge();

  ASSERT_EQ(std::ranges::count(rulesIn(verdict.findings), "negative"), 2) << "two frequencies are two points";
  EXPECT_EQ(findingOf(verdict, "negative").count, 2u);
  EXPECT_EQ(findingOf(verdict, "negative").enterprise, "91330000573973053F");
  EXPECT_EQ(findingOf(verdict, "negative").last->text(), "2026-03-18 00:00:30");
  EXPECT_EQ(std::ranges::count(rulesIn(verdict.findings), "misaligned"), 1);
}

TEST(Arrival, DoesNotEvaluateARuleThatIsOff) {
  Arrived batch;
  batch.add(StatType::daily, "2026-03-18 07:00:00", "-3");
  batch.settings = {{.rule = "negative", .mode = RuleMode::off}};
  const auto verdict = batch.judge();

  EXPECT_EQ(countOf(verdict, "negative"), 0u);
  EXPECT_EQ(countOf(verdict, "misaligned"), 1u);
}

TEST(Arrival, EveryRuleCanBeSwitchedOff) {
  Arrived batch;
  batch.received = timeOf("2026-03-19 21:58:00");
  batch.uploaded = timeOf("2026-03-19 09:58:00");
  batch.configure("0000000001010411", StatType::daily, "0", "1");
  auto zeros = std::vector<std::string>(96, "0");
  zeros[0] = "-900.123456789012";
  zeros[90] = "5000";
  batch.day(zeros, "0100000005330011").add(StatType::daily, "2027-01-18 07:00:00", "-3");
  EXPECT_GT(batch.judge().findings.size(), 6u);
  for (const auto& rule : hub::quality::catalogue())
    batch.settings.push_back({.rule = rule.name, .mode = RuleMode::off});

  EXPECT_THAT(rulesIn(batch.judge().findings), testing::IsEmpty());
}

TEST(Arrival, ListsTheValuesThatAQuarantiningRuleKeepsOut) {
  Arrived batch;
  batch.day({"1", "-2", "3", "-4"}).add(StatType::daily, "2026-03-18", "-6");
  batch.settings = {{.rule = "negative", .enterprise = "91330000573973053F", .mode = RuleMode::quarantine}};
  const auto verdict = batch.judge();

  ASSERT_EQ(verdict.refused.size(), 3u);
  EXPECT_EQ(verdict.refused[0].series, 0u);
  EXPECT_EQ(verdict.refused[0].value, 1u);
  EXPECT_EQ(verdict.refused[1].value, 3u);
  EXPECT_EQ(verdict.refused[2].series, 1u);
  EXPECT_EQ(verdict.refused[2].rule, "negative");
}

TEST(Arrival, KeepsNothingOutByDefault) {
  Arrived batch;
  batch.hasConfig = false;
  batch.day({"-1", "2"});
  EXPECT_TRUE(batch.judge().refused.empty());
}

// N-8.8-4
TEST(MissingRealTime, IsDueForDailyValuesThatWereNotFilledInByHand) {
  Arrived batch;
  batch.add(StatType::daily, "2026-03-17", "5")
      .add(StatType::daily, "2026-03-18", "5")
      .add(StatType::realTime, "2026-03-18 00:00:00", "5")
      .add(StatType::daily, "2026-03-18", "5", "0000000001010411",
           [](hub::SeriesValue& value) { value.inputType = 5; })
      .add(StatType::monthly, "2026-02-01", "5", "0000000001150011");
  const auto due = batch.realTimeDue();

  ASSERT_EQ(due.size(), 1u);
  EXPECT_EQ(due[0].code, kElectricity);
  EXPECT_EQ(due[0].statType, StatType::realTime);
  EXPECT_EQ(due[0].period.text(), "2026-03-17");
}

TEST(MissingRealTime, IsNotAskedOfNationalDeliveriesAndCollectedValues) {
  for (const auto channel : {hub::Channel::gData, hub::Channel::collected}) {
    Arrived batch;
    batch.channel = channel;
    batch.add(StatType::daily, "2026-03-17", "5");
    EXPECT_TRUE(batch.realTimeDue().empty());
  }
}

// N-8.8-4
TEST(MissingRealTime, IsOneFindingACode) {
  Arrived batch;
  batch.add(StatType::daily, "2026-03-17", "5").add(StatType::daily, "2026-03-18", "5");
  auto findings = batch.missingRealTime(batch.realTimeDue());

  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].rule, "missing_real_time");
  EXPECT_EQ(findings[0].count, 2u);
  EXPECT_EQ(findings[0].last->text(), "2026-03-18 00:00:00");
  EXPECT_EQ(findings[0].clause, "N-8.8-4");
  batch.settings = {{.rule = "missing_real_time", .mode = RuleMode::off}};
  EXPECT_TRUE(batch.missingRealTime(batch.realTimeDue()).empty());
}

}  // namespace
