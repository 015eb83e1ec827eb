#include "hub/exchange/daily_pack.h"

#include "hub/exchange/local_source.h"

namespace hub::exchange {
namespace {

using schemas::CivilDate;
using schemas::CivilTime;
using schemas::StatType;

struct DueRange {
  StatType statType;
  CivilDate from, to;  // `to` is exclusive
};

std::vector<DueRange> dueOn(CivilDate uploadDay) {
  const CivilDate yesterday = uploadDay.plusDays(-1);
  std::vector<DueRange> ranges{{StatType::realTime, yesterday, uploadDay},
                               {StatType::daily, yesterday, uploadDay}};
  if (uploadDay.day() != 1) return ranges;
  ranges.push_back({StatType::monthly, yesterday.firstOfMonth(), uploadDay});
  if (uploadDay.month() == 1) ranges.push_back({StatType::yearly, yesterday.firstOfYear(), uploadDay});
  return ranges;
}

void append(const SeriesBlock& block, std::vector<schemas::EnergyRecord>& records) {
  for (const SeriesValue& value : block.values) {
    const auto code = schemas::DataCode::parse(value.rawCode.text());
    if (!code) continue;  // an opaque code has no place in N-8.8
    records.push_back({.dataCode = *code,
                       .dataValue = value.value,
                       .inputType = value.inputType,
                       .statType = static_cast<std::int32_t>(block.key.statType),
                       .statDate = value.at,
                       .uploadDate = value.uploadDate,
                       .scope = value.scope,
                       .valid = value.valid});
  }
}

Result<std::vector<schemas::EnergyRecord>> collected(const Surroundings& around,
                                                     const std::string& enterprise, CivilDate uploadDay) {
  return inUnit(around.storage, [&](UnitOfWork& work) -> Result<std::vector<schemas::EnergyRecord>> {
    std::vector<schemas::EnergyRecord> records;
    for (const DueRange& due : dueOn(uploadDay)) {
      HUB_TRY(blocks, work.series().read({.enterprise = enterprise,
                                          .statType = due.statType,
                                          .from = CivilTime::at(due.from),
                                          .to = CivilTime::at(due.to)}));
      for (const SeriesBlock& block : blocks) append(block, records);
    }
    return records;
  });
}

Result<void> packOne(const Surroundings& around, const schemas::CreditCode& enterprise, CivilDate uploadDay,
                     PackCounts& counts) {
  HUB_TRY(records, collected(around, enterprise.text(), uploadDay));
  if (records.empty()) return {};
  const std::size_t values = records.size();
  HUB_TRY(batches, LocalSource(around).submit(schemas::UploadEnergyData{{}, enterprise, std::move(records)}));
  counts.batches += batches.size();
  counts.values += values;
  return {};
}

}  // namespace

Result<PackCounts> packUploads(const Surroundings& around, CivilDate uploadDay) {
  HUB_TRY(enterprises,
          inUnit(around.storage, [](UnitOfWork& work) { return work.enterprises().list(PeerId{}); }));
  PackCounts counts;
  for (const EnterpriseSummary& enterprise : enterprises) {
    const auto code = schemas::CreditCode::parse(enterprise.code);
    if (!code) continue;
    const auto packed = packOne(around, *code, uploadDay, counts);
    if (packed) continue;
    ++counts.failed;  // one enterprise never keeps the others back
    around.log.error("pack_failed", {{"detail", packed.error().detail}, {"cause", packed.error().cause}});
  }
  return counts;
}

}  // namespace hub::exchange
