#include "hub/simulate/energy_records.h"

#include "hub/simulate/day_series.h"
#include "hub/simulate/decimal_of.h"

namespace hub::simulate {
namespace {

using schemas::CivilDate;
using schemas::CivilTime;
using schemas::EnergyRecord;
using schemas::StatType;

constexpr int kSlotSeconds = 900;

/// Makes the records of one item.
class ItemRecords {
 public:
  ItemRecords(const SimulationSettings& settings, const SimulatedItem& item, SeriesPlace place,
              CivilTime uploaded)
      : settings_(settings), item_(item), place_(place), uploaded_(uploaded) {}

  void addDay(CivilDate day, std::vector<EnergyRecord>& out) const {
    if (!item_.has(StatType::realTime) && !item_.has(StatType::daily)) return;
    const DaySeries series = daySeries(settings_, item_, place_, day);
    if (item_.has(StatType::realTime)) addSlots(series, day, out);
    if (item_.has(StatType::daily)) out.push_back(record(StatType::daily, CivilTime::at(day), series.sum()));
  }

  /// The period from `first` to `last`, when the item has that frequency.
  void addPeriod(StatType type, CivilDate first, CivilDate last, std::vector<EnergyRecord>& out) const {
    if (!item_.has(type)) return;
    std::int64_t total = 0;
    for (CivilDate day = first; day <= last; day = day.plusDays(1))
      total += daySeries(settings_, item_, place_, day).sum();
    out.push_back(record(type, CivilTime::at(first), total));
  }

 private:
  void addSlots(const DaySeries& series, CivilDate day, std::vector<EnergyRecord>& out) const {
    for (int slot = 0; slot < kSlotsPerDay; ++slot) {
      const auto at = static_cast<std::size_t>(slot);
      if (series.missing.test(at)) continue;
      out.push_back(record(StatType::realTime, CivilTime::at(day, slot * kSlotSeconds), series.quanta[at]));
      out.back().valid = !series.suspicious.test(at);
    }
  }

  EnergyRecord record(StatType type, CivilTime start, std::int64_t quanta) const {
    return {.dataCode = item_.code,
            .dataValue = decimalOf(quanta, item_.kind->digits),
            .inputType = item_.inputType,
            .statType = static_cast<std::int32_t>(type),
            .statDate = start,
            .uploadDate = uploaded_,
            .scope = item_.scope,
            .valid = true};
  }

  const SimulationSettings& settings_;
  const SimulatedItem& item_;
  SeriesPlace place_;
  CivilTime uploaded_;
};

}  // namespace

std::vector<EnergyRecord> recordsOf(const SimulationSettings& settings, const SimulatedEnterprise& enterprise,
                                    std::size_t index, CivilDate day) {
  const CivilDate night = day.plusDays(1);
  const auto uploaded = CivilTime::at(night, settings.uploadSecondOfDay + enterprise.uploadDelay);
  std::vector<EnergyRecord> records;
  records.reserve(enterprise.items.size() * (kSlotsPerDay + 2));
  for (std::size_t i = 0; i < enterprise.items.size(); ++i) {
    const SeriesPlace place{static_cast<std::int64_t>(index), static_cast<std::int64_t>(i)};
    const ItemRecords item(settings, enterprise.items[i], place, uploaded);
    item.addDay(day, records);
    if (night == night.firstOfMonth()) item.addPeriod(StatType::monthly, day.firstOfMonth(), day, records);
    if (night == night.firstOfYear()) item.addPeriod(StatType::yearly, day.firstOfYear(), day, records);
  }
  return records;
}

}  // namespace hub::simulate
