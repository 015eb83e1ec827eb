// How often the rules speak about clean data: simulated enterprises of all industries, without doubtful
// values and gaps. No rule may at more than 0.1 % of the points.
#include "hub/quality/history.h"
#include "tests/support/simulation.h"
#include "tests/unit/hub/quality/arrived.h"

namespace {

using hub::SeriesBlock;
using hub::SeriesKey;
using hub::quality::ConfigIndex;
using hub::quality::RuleBook;
using hub::simulate::Simulation;
using hub::simulate::SimulationSettings;
using schemas::CivilDate;
using schemas::CivilTime;
using schemas::StatType;

using Blocks = std::map<SeriesKey, std::vector<hub::SeriesValue>>;
using Counts = std::map<std::string, std::size_t>;

const CivilDate kFirstDay = CivilDate::of(2026, 3, 24);  // a month ends within

SimulationSettings clean(int enterprises = 20) {
  auto settings = tests::undisturbedSettings();
  settings.enterprises = enterprises;
  settings.itemsPerEnterprise = 25;
  return settings;
}

/// One simulated enterprise as the hub knows it.
struct Known {
  Known(const Simulation& simulation, std::size_t place) : index(place) {
    const auto message = simulation.config(place);
    config.collectItems = message.collectItemConfig;
    config.enterprise = message.enterprise;
    config.received = CivilTime::at(CivilDate::of(2026, 1, 1));
    configIndex = ConfigIndex::of(config);
  }
  const std::string& code() const { return config.enterprise.code.text(); }

  std::size_t index;
  hub::EnterpriseConfig config;
  ConfigIndex configIndex;
};

void add(const std::string& enterprise, const schemas::UploadEnergyData& message, Blocks& blocks) {
  for (const auto& record : message.data) {
    const auto statType = static_cast<StatType>(record.statType);
    blocks[{enterprise, record.dataCode.canonical(), statType, hub::periodOf(statType, record.statDate)}]
        .push_back({.at = record.statDate,
                    .value = record.dataValue,
                    .inputType = record.inputType,
                    .scope = record.scope,
                    .valid = record.valid,
                    .uploadDate = record.uploadDate,
                    .rawCode = record.dataCode.rawText()});
  }
}

/// Lets the rules on arrival judge the upload of one day; returns the number of its points.
std::size_t arrive(const Simulation& simulation, const Known& known, CivilDate day, Counts& counts) {
  const auto message = simulation.energy(known.index, day);
  Blocks blocks;
  add(known.code(), message, blocks);
  std::vector<hub::quality::ArrivedSeries> series;
  for (const auto& [key, values] : blocks) series.push_back({&key, values, {}});
  const hub::Peer sender = tests::device();
  const hub::quality::ArrivedBatch batch{.enterprise = known.code(),
                                         .sender = &sender,
                                         .received = {message.data.front().uploadDate.seconds + 2},
                                         .config = &known.configIndex,
                                         .series = series};
  for (const auto& finding : hub::quality::judge(RuleBook(), batch).findings) ++counts[finding.rule];
  for (const SeriesKey& key : hub::quality::realTimeDue(batch)) ++counts["missing_real_time " + key.code];
  return series.size();
}

/// What the job reads, growing day by day.
class Stored {
 public:
  Stored(const Simulation& simulation, const Known& known) : simulation_(simulation), known_(known) {}

  void receive(CivilDate day) { add(known_.code(), simulation_.energy(known_.index, day), blocks_); }

  std::vector<hub::PeriodFinding> judge(CivilDate day, const hub::quality::KnownCodes& codes) {
    hub::quality::EnterpriseDay stored{.enterprise = known_.code(), .day = day, .config = &known_.config};
    const auto realTime = read(StatType::realTime, day, day);
    const auto daily = read(StatType::daily, stored.monthBefore(), day);
    const auto monthly = read(StatType::monthly, stored.monthBefore(), stored.monthBefore());
    std::vector<hub::PointHabit> habits;
    for (const auto& [code, habit] : habits_) habits.push_back(habit);
    stored.known = &codes;
    stored.realTime = realTime;
    stored.daily = daily;
    stored.monthly = monthly;
    stored.habits = habits;
    auto verdict = hub::quality::judgeDay(RuleBook(), stored);
    for (const auto& habit : verdict.habits) habits_[habit.code] = habit;
    return std::move(verdict.findings);
  }
  std::size_t points() const { return habits_.size() * 2; }  // real-time and daily

 private:
  std::vector<SeriesBlock> read(StatType statType, CivilDate from, CivilDate to) const {
    std::vector<SeriesBlock> blocks;
    for (const auto& [key, values] : blocks_) {
      if (key.statType != statType) continue;
      SeriesBlock block{key, {}, {}};
      for (const auto& value : values)
        if (value.at.date() >= from && value.at.date() <= to) block.values.push_back(value);
      if (!block.values.empty()) blocks.push_back(std::move(block));
    }
    return blocks;
  }

  const Simulation& simulation_;
  const Known& known_;
  Blocks blocks_;
  std::map<std::string, hub::PointHabit> habits_;
};

hub::quality::KnownCodes codesOf(const Simulation& simulation) {
  hub::quality::KnownCodes codes;
  for (const auto& enterprise : simulation.enterprises()) {
    codes.regions.insert(enterprise.base.regionCode.text());
    codes.industries.insert(enterprise.base.industryCode.text());
  }
  return codes;
}

void expectRare(const Counts& counts, std::size_t points) {
  ASSERT_GT(points, 1000u);
  for (const auto& [rule, count] : counts)
    EXPECT_LT(count * 1000, points) << rule << " speaks at " << count << " of " << points << " points";
}

TEST(FalseAlarms, AreRareOnArrival) {
  const Simulation simulation(clean());
  Counts counts;
  std::size_t points = 0;
  for (std::size_t i = 0; i < simulation.enterprises().size(); ++i) {
    const Known known(simulation, i);
    for (int day = 3; day < 10; ++day) points += arrive(simulation, known, kFirstDay.plusDays(day), counts);
  }
  expectRare(counts, points);
}

TEST(FalseAlarms, AreRareInTheJob) {
  const Simulation simulation(clean());
  const auto codes = codesOf(simulation);
  Counts counts;
  std::size_t points = 0;
  for (std::size_t i = 0; i < simulation.enterprises().size(); ++i) {
    const Known known(simulation, i);
    Stored stored(simulation, known);
    for (int day = 0; day < 15; ++day) {
      stored.receive(kFirstDay.plusDays(day));
      for (const auto& one : stored.judge(kFirstDay.plusDays(day), codes)) ++counts[one.finding.rule];
      if (day >= 8) points += stored.points();
    }
  }
  expectRare(counts, points);
}

TEST(FalseAlarms, AreNoneForAWholeMonthAndItsDays) {
  const Simulation simulation(clean(2));
  for (std::size_t i = 0; i < simulation.enterprises().size(); ++i) {
    const Known known(simulation, i);
    Stored stored(simulation, known);
    for (CivilDate day = CivilDate::of(2026, 3, 1); day <= CivilDate::of(2026, 4, 1); day = day.plusDays(1))
      stored.receive(day);
    for (const auto& one : stored.judge(CivilDate::of(2026, 4, 1), codesOf(simulation)))
      EXPECT_NE(one.finding.rule, "month_sum") << one.finding.evidence;
  }
}

// How many items of an upload have more than 65 minutes between two values.
std::size_t gapsIn(const schemas::UploadEnergyData& message, CivilDate day) {
  std::map<std::string, std::vector<std::int64_t>> times;
  for (const auto& record : message.data)
    if (record.statType == 0) times[record.dataCode.canonical()].push_back(record.statDate.seconds);
  std::size_t gaps = 0;
  for (auto& [code, at] : times) {
    at.insert(at.begin(), CivilTime::at(day).seconds);
    at.push_back(CivilTime::at(day.plusDays(1)).seconds);
    gaps += std::ranges::adjacent_find(at, [](auto a, auto b) { return b - a > 3900; }) != at.end();
  }
  return gaps;
}

// N-8.8-3
TEST(FalseAlarms, AreNotBoughtByMissingTheGapsThatAreThere) {
  auto settings = clean();
  settings.gapPerMille = 100;
  const Simulation simulation(settings);
  std::size_t there = 0, found = 0;
  for (std::size_t i = 0; i < simulation.enterprises().size(); ++i) {
    const Known known(simulation, i);
    Stored stored(simulation, known);
    stored.receive(kFirstDay);
    there += gapsIn(simulation.energy(i, kFirstDay), kFirstDay);
    for (const auto& one : stored.judge(kFirstDay, codesOf(simulation))) found += one.finding.rule == "gap";
  }
  EXPECT_GT(there, 10u);
  EXPECT_EQ(found, there);
}

}  // namespace
