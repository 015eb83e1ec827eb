#include "hub/exchange/faulty_records.h"

#include <charconv>
#include <map>
#include <optional>
#include <string_view>

namespace hub::exchange {
namespace {

namespace json = schemas::json;

constexpr std::size_t kFaultsNamed = 5;  // of one record
using ByRecord = std::map<std::size_t, std::vector<const schemas::Fault*>>;

// The index in `data[17].statDate`; nullopt for a path that leads elsewhere.
std::optional<std::size_t> recordIn(std::string_view path) {
  constexpr std::string_view kStart = "data[";
  if (!path.starts_with(kStart)) return std::nullopt;
  path.remove_prefix(kStart.size());
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(path.data(), path.data() + path.size(), index);
  if (error != std::errc() || end == path.data() + path.size() || *end != ']') return std::nullopt;
  return index;
}

std::string ruleOf(const schemas::Fault& fault) {
  return fault.kind == schemas::Fault::Kind::missing ? "缺少必填项" : fault.rule;
}

// `rule` of the first, then `member rule` of the others.
std::string reasonOf(const std::vector<const schemas::Fault*>& faults) {
  std::string reason = ruleOf(*faults.front());
  for (std::size_t i = 1; i < faults.size() && i < kFaultsNamed; ++i)
    reason += "; " + faults[i]->path + " " + ruleOf(*faults[i]);
  return reason;
}

std::string shortened(std::string text) {
  if (text.size() <= kRecordBytesMax) return text;
  std::size_t end = kRecordBytesMax;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

const json::Array* recordsIn(const json::Value& root) {
  const json::Value* data = root.find("data");
  if (!data) data = root.findFolded("data");
  return data ? data->array() : nullptr;
}

QuarantinedRecord quarantinedOf(std::size_t position, const std::vector<const schemas::Fault*>& faults,
                                const json::Value& record) {
  QuarantinedRecord result;
  result.position = static_cast<std::uint32_t>(position);
  result.record = shortened(json::write(record));
  result.member = faults.front()->path;
  result.reason = reasonOf(faults);
  return result;
}

}  // namespace

FaultyRecords sortFaults(const schemas::Faults& faults, const json::Value& root) {
  FaultyRecords result;
  const json::Array* records = recordsIn(root);
  ByRecord byRecord;
  for (const schemas::Fault& fault : faults) {
    const auto position = recordIn(fault.path);
    if (position && records && *position < records->size())
      byRecord[*position].push_back(&fault);
    else
      result.structure.push_back(fault);
  }
  for (const auto& [position, ofRecord] : byRecord) {
    result.positions.push_back(position);
    if (result.quarantined.size() < kQuarantinedMax)
      result.quarantined.push_back(quarantinedOf(position, ofRecord, (*records)[position]));
  }
  return result;
}

}  // namespace hub::exchange
