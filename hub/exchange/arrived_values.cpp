#include "hub/exchange/arrived_values.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace hub::exchange {
namespace {

using schemas::StatType;

constexpr std::size_t kUsualLength = 96;  // a day of quarters of an hour

SeriesValue valueOf(const Incoming& incoming) {
  const schemas::EnergyRecord& record = incoming.record;
  return {.at = record.statDate,
          .value = record.dataValue,
          .inputType = record.inputType,
          .scope = record.scope,
          .valid = record.valid,
          .derivedStart = incoming.derivedStart,
          .uploadDate = record.uploadDate,
          .rawCode = record.dataCode.rawText()};
}

/// What a block key has besides the enterprise; the code is the record's own.
struct Place {
  std::string_view code;
  StatType statType;
  schemas::CivilDate period;

  bool operator==(const Place&) const = default;
};

struct PlaceHash {
  std::size_t operator()(const Place& place) const {
    const auto rest =
        static_cast<std::size_t>(place.period.days) * 4 + static_cast<std::size_t>(place.statType);
    return std::hash<std::string_view>()(place.code) ^ (rest * 0x9E3779B97F4A7C15u);
  }
};

class Grouping {
 public:
  Grouping(const std::string& enterprise, std::size_t records) : enterprise_(enterprise), records_(records) {}

  void add(const Incoming& incoming) {
    ArrivedValues& group = groupOf(incoming.record);
    group.values.push_back(valueOf(incoming));
    group.positions.push_back(static_cast<std::uint32_t>(incoming.position));
  }

  std::vector<ArrivedValues> take() {
    for (ArrivedValues& group : groups_) order(group);
    std::sort(groups_.begin(), groups_.end(),
              [](const ArrivedValues& a, const ArrivedValues& b) { return a.key < b.key; });
    return std::move(groups_);
  }

 private:
  // Records of one item mostly follow each other.
  ArrivedValues& groupOf(const schemas::EnergyRecord& record) {
    const auto statType = static_cast<StatType>(record.statType);
    const schemas::CivilDate day = record.statDate.date();
    const std::string& code = record.dataCode.canonical();
    if (code.data() == recentCode_ && statType == recentType_ && day == recentDay_) return groups_[recent_];
    const Place place{code, statType, periodOf(statType, record.statDate)};
    const auto [found, isNew] = places_.try_emplace(place, groups_.size());
    if (isNew) open(place);
    recentCode_ = code.data();
    recentType_ = statType;
    recentDay_ = day;
    recent_ = found->second;
    return groups_[recent_];
  }

  void open(const Place& place) {
    ArrivedValues& group = groups_.emplace_back();
    group.key = {enterprise_, std::string(place.code), place.statType, place.period};
    const std::size_t expected = place.statType == StatType::realTime ? std::min(kUsualLength, records_) : 1;
    group.values.reserve(expected);
    group.positions.reserve(expected);
  }

  static void order(ArrivedValues& group) {
    const auto earlier = [](const SeriesValue& a, const SeriesValue& b) { return a.at < b.at; };
    if (std::is_sorted(group.values.begin(), group.values.end(), earlier)) return;
    std::vector<std::size_t> order(group.values.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return earlier(group.values[a], group.values[b]); });
    ArrivedValues sorted{group.key, {}, {}};
    for (const std::size_t i : order) {
      sorted.values.push_back(std::move(group.values[i]));
      sorted.positions.push_back(group.positions[i]);
    }
    group = std::move(sorted);
  }

  const std::string& enterprise_;
  std::size_t records_;
  std::vector<ArrivedValues> groups_;
  std::unordered_map<Place, std::size_t, PlaceHash> places_;
  const char* recentCode_ = nullptr;
  StatType recentType_ = StatType::realTime;
  schemas::CivilDate recentDay_;
  std::size_t recent_ = 0;
};

}  // namespace

std::vector<ArrivedValues> byBlock(const std::string& enterprise, const std::vector<Incoming>& records) {
  Grouping grouping(enterprise, records.size());
  for (const Incoming& incoming : records) grouping.add(incoming);
  return grouping.take();
}

}  // namespace hub::exchange
