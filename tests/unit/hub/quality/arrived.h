// Builds a batch value by value and lets the rules judge it.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>

#include "hub/quality/arrival.h"

namespace tests {

using hub::RuleMode;
using hub::quality::Verdict;
using schemas::CivilDate;
using schemas::CivilTime;
using schemas::StatType;

inline constexpr const char* kElectricity = "0000000002330011";  // of the whole plant

inline CivilTime timeOf(const char* text) { return *CivilTime::parseTolerant(text); }

/// A batch under construction. Values are uploaded at 02:00 of 2026-03-19 and received a second later unless
/// said otherwise.
class Arrived {
 public:
  hub::Channel channel = hub::Channel::n88;
  CivilTime received = timeOf("2026-03-19 02:00:01");
  CivilTime uploaded = timeOf("2026-03-19 02:00:00");
  std::optional<hub::Peer> sender;
  std::vector<hub::RuleSetting> settings;
  bool hasConfig = true;  // with every code of the batch, unless configure() was called

  using Change = std::function<void(hub::SeriesValue&)>;

  Arrived& add(StatType statType, const char* at, const char* value, const char* code = kElectricity,
               const Change& change = {}) {
    return put(incoming_, statType, timeOf(at), value, code, change);
  }
  Arrived& store(StatType statType, const char* at, const char* value, const char* code = kElectricity,
                 const Change& change = {}) {
    return put(stored_, statType, timeOf(at), value, code, change);
  }
  /// Quarter-hours of 2026-03-18 from midnight on.
  Arrived& day(const std::vector<std::string>& values, const char* code = kElectricity,
               int slotSeconds = 900) {
    const CivilTime start = timeOf("2026-03-18");
    for (std::size_t i = 0; i < values.size(); ++i)
      put(incoming_, StatType::realTime, {start.seconds + static_cast<std::int64_t>(i) * slotSeconds},
          values[i].c_str(), code, {});
    return *this;
  }
  Arrived& storeDay(const std::vector<std::string>& values, std::size_t firstSlot = 0) {
    const CivilTime start = timeOf("2026-03-18");
    for (std::size_t i = 0; i < values.size(); ++i)
      put(stored_, StatType::realTime, {start.seconds + static_cast<std::int64_t>(firstSlot + i) * 900},
          values[i].c_str(), kElectricity, {});
    return *this;
  }
  Arrived& configure(const char* code, StatType statType, const char* least = nullptr,
                     const char* most = nullptr) {
    config_.collectItems.push_back(itemOf(code, statType, least, most));
    return *this;
  }

  Verdict judge() {
    prepare();
    return hub::quality::judge(book_, batch_);
  }
  std::vector<hub::SeriesKey> realTimeDue() {
    prepare();
    return hub::quality::realTimeDue(batch_);
  }
  std::vector<hub::Finding> missingRealTime(const std::vector<hub::SeriesKey>& missing) {
    prepare();
    return hub::quality::missingRealTime(book_, batch_, missing);
  }

  static schemas::CollectItemConfig itemOf(const std::string& code, StatType statType, const char* least,
                                           const char* most) {
    const auto two = [&](std::size_t from) { return *schemas::TwoDigits::parse(code.substr(from, 2)); };
    schemas::CollectItemConfig item;
    item.processCode = two(0);
    item.processUnitCode = two(2);
    item.equipmentCode = two(4);
    item.equipmentUnitCode = two(6);
    item.energyClassCode = two(8);
    item.energyTypeCode = *schemas::EnergyKind::parse(code.substr(10, 4));
    item.dataUsageCode = two(14);
    item.statType = static_cast<std::int32_t>(statType);
    if (least) item.dataValueMin = schemas::Decimal::parse(least);
    if (most) item.dataValueMax = schemas::Decimal::parse(most);
    return item;
  }

 private:
  using Values = std::map<hub::SeriesKey, std::vector<hub::SeriesValue>>;

  Arrived& put(Values& values, StatType statType, CivilTime at, const char* value, const char* code,
               const Change& change) {
    hub::SeriesValue made{.at = at,
                          .value = *schemas::Decimal::parse(value),
                          .inputType = 4,
                          .scope = 1,
                          .uploadDate = uploaded,
                          .rawCode = code};
    if (change) change(made);
    values[{"91330000573973053F", code, statType, hub::periodOf(statType, made.at)}].push_back(made);
    return *this;
  }

  void prepare() {
    for (auto& [key, values] : incoming_) std::ranges::stable_sort(values, {}, &hub::SeriesValue::at);
    series_.clear();
    auto config = config_;
    for (const auto& [key, values] : incoming_) {
      const auto stored = stored_.find(key);
      series_.push_back({&key, values, {}});
      if (stored != stored_.end()) series_.back().stored = stored->second;
      if (config_.collectItems.empty() && key.code.find('-') == std::string::npos)
        config.collectItems.push_back(itemOf(key.code, key.statType, nullptr, nullptr));
    }
    index_ = hub::quality::ConfigIndex::of(config);
    book_ = *hub::quality::RuleBook::of(settings);
    batch_ = {.enterprise = "91330000573973053F",
              .sender = sender ? &*sender : nullptr,
              .channel = channel,
              .received = received,
              .config = hasConfig ? &index_ : nullptr,
              .series = series_};
  }

  Values incoming_, stored_;
  hub::EnterpriseConfig config_;
  hub::quality::ConfigIndex index_;
  hub::quality::RuleBook book_;
  std::vector<hub::quality::ArrivedSeries> series_;
  hub::quality::ArrivedBatch batch_;
};

inline std::vector<std::string> rulesIn(const std::vector<hub::Finding>& findings) {
  std::vector<std::string> rules;
  for (const hub::Finding& finding : findings) rules.push_back(finding.rule);
  return rules;
}

/// The finding of a rule, or an empty one with count 0.
inline hub::Finding findingOf(const std::vector<hub::Finding>& findings, const std::string& rule) {
  const auto found = std::ranges::find(findings, rule, &hub::Finding::rule);
  if (found != findings.end()) return *found;
  hub::Finding none;
  none.count = 0;
  return none;
}
inline hub::Finding findingOf(const Verdict& verdict, const std::string& rule) {
  return findingOf(verdict.findings, rule);
}
inline std::uint32_t countOf(const Verdict& verdict, const std::string& rule) {
  return findingOf(verdict, rule).count;
}

/// `count` values that differ a little: 100.3, 101.1 …
inline std::vector<std::string> lively(std::size_t count) {
  std::vector<std::string> values;
  for (std::size_t i = 0; i < count; ++i)
    values.push_back(std::to_string(100 + i % 7) + "." + std::to_string((i * 3) % 10));
  return values;
}

inline hub::Peer device() {
  hub::Peer peer;
  peer.id = hub::PeerId{7};
  peer.role = hub::Role::device;
  peer.device = hub::Device{.deviceId = std::string(32, 'a'), .enterpriseCode = "91330000573973053F"};
  return peer;
}

}  // namespace tests
