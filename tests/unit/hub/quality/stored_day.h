// Builds what is stored for an enterprise, and lets the rules of the job judge 2026-03-18.
#pragma once

#include "hub/quality/history.h"
#include "tests/unit/hub/quality/arrived.h"

namespace tests {

class StoredDay {
 public:
  CivilDate day = CivilDate::of(2026, 3, 18);
  std::string enterprise = "91330000573973053F";
  std::vector<hub::RuleSetting> settings;
  hub::quality::KnownCodes known;
  std::vector<schemas::MeteringInstrument> instruments;
  std::optional<hub::EnterpriseConfig> config;

  /// Real-time values of the day from `firstSlot` on.
  StoredDay& realTime(const std::vector<std::string>& values, const char* code = kElectricity,
                      int slotSeconds = 900, std::size_t firstSlot = 0) {
    auto& block = realTime_[code];
    block.key = {enterprise, code, StatType::realTime, day};
    for (std::size_t i = 0; i < values.size(); ++i)
      block.values.push_back(
          valueOf(CivilTime::at(day, static_cast<int>(firstSlot + i) * slotSeconds), values[i].c_str()));
    return *this;
  }
  StoredDay& daily(const char* date, const char* value, const char* code = kElectricity) {
    return put(daily_, StatType::daily, date, value, code);
  }
  StoredDay& monthly(const char* date, const char* value, const char* code = kElectricity) {
    return put(monthly_, StatType::monthly, date, value, code);
  }
  /// A point that has reported for twenty days, the last one yesterday.
  StoredDay& habit(std::uint32_t interval, double median = 100, double maximum = 110,
                   const char* code = kElectricity) {
    habits_.push_back({.enterprise = enterprise,
                       .code = code,
                       .intervalSeconds = interval,
                       .median = median,
                       .maximum = maximum,
                       .days = 20,
                       .learned = day.plusDays(-1)});
    return *this;
  }
  hub::PointHabit& lastHabit() { return habits_.back(); }
  StoredDay& configure(const char* code, StatType statType, const char* received = "2026-01-05 08:00:00") {
    if (!config) config.emplace();
    config->collectItems.push_back(Arrived::itemOf(code, statType, nullptr, nullptr));
    config->received = timeOf(received);
    return *this;
  }

  hub::quality::EnterpriseDay stored() {
    blocks_ = {};
    for (const auto& [code, block] : realTime_) blocks_[0].push_back(block);
    for (const auto& [key, block] : daily_) blocks_[1].push_back(block);
    for (const auto& [key, block] : monthly_) blocks_[2].push_back(block);
    return {.enterprise = enterprise,
            .day = day,
            .config = config ? &*config : nullptr,
            .known = &known,
            .realTime = blocks_[0],
            .daily = blocks_[1],
            .monthly = blocks_[2],
            .habits = habits_,
            .instruments = instruments};
  }
  hub::quality::HistoryVerdict verdict() {
    return hub::quality::judgeDay(*hub::quality::RuleBook::of(settings), stored());
  }
  std::vector<hub::Finding> judge() {
    std::vector<hub::Finding> findings;
    for (const auto& one : verdict().findings) findings.push_back(one.finding);
    return findings;
  }

 private:
  using Blocks = std::map<hub::SeriesKey, hub::SeriesBlock>;

  static hub::SeriesValue valueOf(CivilTime at, const char* value) {
    return {.at = at, .value = *schemas::Decimal::parse(value), .inputType = 4, .scope = 1};
  }
  StoredDay& put(Blocks& blocks, StatType statType, const char* date, const char* value, const char* code) {
    const CivilTime at = timeOf(date);
    const hub::SeriesKey key{enterprise, code, statType, hub::periodOf(statType, at)};
    blocks[key].key = key;
    blocks[key].values.push_back(valueOf(at, value));
    return *this;
  }

  std::map<std::string, hub::SeriesBlock> realTime_;
  Blocks daily_, monthly_;
  std::vector<hub::PointHabit> habits_;
  std::array<std::vector<hub::SeriesBlock>, 3> blocks_;
};

}  // namespace tests
