#include "hub/exchange/derived_start.h"

#include <algorithm>
#include <map>

namespace hub::exchange {
namespace {

using schemas::CivilTime;
using schemas::StatType;

// How long after its start a value may have been uploaded and still be looked for.
int daysBack(StatType statType) {
  switch (statType) {
    case StatType::realTime:
      return 0;
    case StatType::daily:
      return 62;
    case StatType::monthly:
      return 2 * 366;
    case StatType::yearly:
      return 10 * 366;
  }
  return 0;
}

struct Item {
  std::string code;
  StatType statType = StatType::daily;
  CivilTime uploaded;
  auto operator<=>(const Item&) const = default;
};

struct Known {
  CivilTime at;
  schemas::Decimal value;
  bool derived = false;
  bool taken = false;
};

using KnownStarts = std::map<Item, std::vector<Known>>;

Item itemOf(const schemas::EnergyRecord& record) {
  return {record.dataCode.canonical(), static_cast<StatType>(record.statType), record.uploadDate};
}

Result<void> readKnown(UnitOfWork& work, const Intake& intake, StatType statType, KnownStarts& known) {
  std::optional<CivilTime> first, last;
  for (const Incoming& incoming : intake.records) {
    if (!incoming.derivedStart || incoming.record.statType != static_cast<std::int32_t>(statType)) continue;
    const CivilTime uploaded = incoming.record.uploadDate;
    if (!first || uploaded < *first) first = uploaded;
    if (!last || uploaded > *last) last = uploaded;
  }
  if (!first) return {};
  const CivilTime from = CivilTime::at(first->date().plusDays(-daysBack(statType)));
  HUB_TRY(blocks, work.series().read({intake.enterprise, statType, from, CivilTime{last->seconds + 1}}));
  for (const SeriesBlock& block : blocks)
    for (const SeriesValue& value : block.values)
      known[{block.key.code, statType, value.uploadDate}].push_back(
          {value.at, value.value, value.derivedStart, false});
  return {};
}

void meet(Incoming& incoming, Known& known) {
  known.taken = true;
  incoming.record.statDate = known.at;
  incoming.derivedStart = known.derived;
}

// Two records of one item and upload time differ in nothing but the value: an equal one is its repetition.
void takeEqual(std::vector<Incoming>& records, KnownStarts& known) {
  for (Incoming& incoming : records) {
    if (!incoming.derivedStart) continue;
    const auto found = known.find(itemOf(incoming.record));
    if (found == known.end()) continue;
    for (Known& candidate : found->second) {
      if (candidate.taken || !(candidate.value == incoming.record.dataValue)) continue;
      meet(incoming, candidate);
      break;
    }
  }
}

// What is left is a changed value when there is exactly one it can belong to.
void takeOnly(std::vector<Incoming>& records, KnownStarts& known) {
  for (Incoming& incoming : records) {
    if (!incoming.derivedStart) continue;
    const auto found = known.find(itemOf(incoming.record));
    if (found == known.end() || found->second.size() != 1 || found->second.front().taken) continue;
    meet(incoming, found->second.front());
  }
}

}  // namespace

bool hasDerivedStarts(const Intake& intake) {
  return std::any_of(intake.records.begin(), intake.records.end(),
                     [](const Incoming& incoming) { return incoming.derivedStart; });
}

Result<std::vector<Incoming>> withKnownStarts(UnitOfWork& work, const Intake& intake) {
  std::vector<Incoming> records = intake.records;
  KnownStarts known;
  for (const StatType statType : {StatType::daily, StatType::monthly, StatType::yearly})
    HUB_CHECK(readKnown(work, intake, statType, known));
  if (known.empty()) return records;
  takeEqual(records, known);
  takeOnly(records, known);
  return records;
}

}  // namespace hub::exchange
