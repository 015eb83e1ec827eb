#include "hub/exchange/download_energy_data.h"

#include <algorithm>
#include <map>

#include "hub/exchange/ownership.h"
#include "schemas/declare/write.h"
#include "schemas/messages/download_data.h"
#include "schemas/reply_codes.h"

namespace hub::exchange {
namespace {

using schemas::CivilDate;
using schemas::CivilTime;
using schemas::StatType;

// Real time and daily: that day; monthly: that month; yearly: that year (OQ-23).
SeriesRange rangeOf(const schemas::DownloadEnergyData& message) {
  const auto statType = static_cast<StatType>(message.statType);
  const CivilDate day = message.statDate.date();
  CivilDate from = day, to = day.plusDays(1);
  if (statType == StatType::monthly) {
    from = day.firstOfMonth();
    to = from.plusDays(31).firstOfMonth();
  } else if (statType == StatType::yearly) {
    from = day.firstOfYear();
    to = from.plusDays(366).firstOfYear();
  }
  return {message.enterpriseCode.text(), statType, CivilTime::at(from), CivilTime::at(to)};
}

schemas::EnergyRecord recordOf(const SeriesValue& value, StatType statType, const schemas::DataCode& code) {
  schemas::EnergyRecord record;
  record.dataCode = code;
  record.dataValue = value.value;
  record.inputType = value.inputType;
  record.statType = static_cast<std::int32_t>(statType);
  record.statDate = value.at;
  record.uploadDate = value.uploadDate;
  record.scope = value.scope;
  record.valid = value.valid;
  return record;
}

// All attributes of a record are required in N: what lacks one came by G and was not uploaded by this
// platform.
bool isComplete(const SeriesValue& value) { return value.inputType != 0 && value.scope != 0; }

// By statDate, then by code: the blocks ascend by code already, so that small references are sorted by the
// time alone.
std::vector<schemas::EnergyRecord> recordsOf(const std::vector<SeriesBlock>& blocks) {
  struct Place {
    CivilTime at;
    const SeriesBlock* block;
    const SeriesValue* value;
  };
  std::vector<Place> places;
  for (const SeriesBlock& block : blocks)
    for (const SeriesValue& value : block.values)
      if (isComplete(value)) places.push_back({value.at, &block, &value});
  std::stable_sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.at < b.at; });
  std::map<std::string_view, schemas::DataCode> codes;  // as sent: few for thousands of values
  std::vector<schemas::EnergyRecord> records;
  records.reserve(places.size());
  for (const auto& [at, block, value] : places) {
    const auto [code, isFirst] = codes.try_emplace(value->rawCode.text());
    if (isFirst) code->second = schemas::DataCode::parseOpaque(code->first).value_or(schemas::DataCode());
    records.push_back(recordOf(*value, block->key.statType, code->second));
  }
  return records;
}

}  // namespace

Result<Answer> downloadEnergyData(const Inquiry& inquiry) {
  HUB_TRY(message, readFrom<schemas::DownloadEnergyData>(inquiry));
  HUB_TRY(blocks, inUnit(inquiry.around.storage, [&](UnitOfWork& work) -> Result<std::vector<SeriesBlock>> {
            HUB_CHECK(checkReporter(work, message.enterpriseCode.text(), inquiry.caller));
            return work.series().read(rangeOf(message));
          }));
  const auto success = schemas::textOf(schemas::ReplyCode::success);
  const schemas::DownloadEnergyDataReply reply{std::string(success.code), std::string(success.text),
                                               recordsOf(blocks)};
  return answered(ReplyForm::n, schemas::write(reply));
}

}  // namespace hub::exchange
