#include "hub/base_data/base_data_files.h"

#include <algorithm>
#include <tuple>

#include "hub/base_data/base_data_check.h"
#include "hub/base_data/csv.h"
#include "schemas/messages/download_base_data.h"

namespace hub::base_data {
namespace {

using schemas::json::Value;

/// How a cell becomes a JSON value.
enum class Kind { text, number, boolean, extra };
using Kinds = std::map<std::string, Kind, std::less<>>;

template <class T>
constexpr Kind kKindOf = std::is_same_v<T, bool> ? Kind::boolean
                         : std::is_same_v<T, std::int32_t> || std::is_same_v<T, schemas::Decimal> ||
                                 std::is_same_v<T, schemas::NumberOrBlank>
                             ? Kind::number
                             : Kind::text;

template <class M, class T>
Kind kindOf(const schemas::Field<M, T>&) {
  return kKindOf<T>;
}

template <class M, class Row>
void addKinds(const schemas::Field<M, std::vector<Row>>& list, std::map<std::string, Kinds>& result) {
  Kinds& kinds = result[list.name];
  std::apply([&](const auto&... fields) { (kinds.emplace(fields.name, kindOf(fields)), ...); },
             Row::fields());
}

/// The columns of the nine lists by list; further lists are not in it.
std::map<std::string, Kinds> declaredColumns() {
  std::map<std::string, Kinds> result;
  std::apply([&](const auto&... lists) { (addKinds(lists, result), ...); }, schemas::BaseData::fields());
  return result;
}

/// A cell that does not fit stays text: the check of the list then names it.
Value valueOf(const std::string& cell, Kind kind) {
  const bool isFlag = cell == "true" || cell == "false";
  if (isFlag && (kind == Kind::boolean || kind == Kind::extra)) return Value(cell == "true");
  if (kind == Kind::number) {
    const auto number = schemas::Decimal::parse(cell);
    if (number && number->isJsonNumber()) return Value(schemas::json::Number{cell});
  }
  return Value(cell);
}

Value rowOf(const Csv& csv, const std::vector<std::string>& cells, const Kinds& kinds) {
  schemas::json::Object row;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto declared = kinds.find(csv.header[i]);
    const Kind kind = declared == kinds.end() ? Kind::extra : declared->second;
    if (kind == Kind::extra && cells[i].empty()) continue;
    row.push_back({csv.header[i], valueOf(cells[i], kind)});
  }
  return Value(std::move(row));
}

Result<std::vector<Value>> rowsOf(const std::string& content, const Kinds& kinds) {
  HUB_TRY(csv, parseCsv(content));
  std::vector<Value> rows;
  rows.reserve(csv.rows.size());
  for (const auto& cells : csv.rows) rows.push_back(rowOf(csv, cells, kinds));
  return rows;
}

}  // namespace

const std::vector<BaseDataFile>& baseDataFiles() {
  static const std::vector<BaseDataFile> kFiles{
      {"region.csv", "region"},
      {"industry.csv", "industry"},
      {"entType.csv", "entType"},
      {"collectSystemType.csv", "collectSystemType"},
      {"process.csv", "process"},
      {"collectItem.csv", "collectItem"},
      {"collectItemUsage.csv", "collectItemUsage"},
      {"energyType.csv", "energyType"},
      {"productQuota.csv", "productQuota"},
      {"manufacturer.csv", "厂商"},
      {"device.csv", "设备词典"},
      {"deviceType.csv", "设备类型"},
      {"itemTemplate.csv", "采集数据项模板"},
      {"energyMedium.csv", "耗能工质"},
      {"meteringType.csv", "meteringType"},
      {"unit.csv", "unit"},
      {"holiday.csv", "holiday"},
  };
  return kFiles;
}

Result<BaseDataImport> parseBaseData(const std::map<std::string, std::string>& files) {
  const auto columns = declaredColumns();
  BaseDataImport result;
  for (const auto& [name, content] : files) {
    const auto& known = baseDataFiles();
    const auto file =
        std::find_if(known.begin(), known.end(), [&](const BaseDataFile& f) { return name == f.name; });
    if (file == known.end()) return fail(Failure::malformed, name + "：不是基础数据文件");
    const auto kinds = columns.find(file->list);
    auto rows = rowsOf(content, kinds == columns.end() ? Kinds{} : kinds->second);
    if (!rows) return fail(rows.error().failure, name + " " + rows.error().detail);
    result.lists.lists[file->list] = std::move(*rows);
  }
  HUB_TRY(findings, checkBaseData(result.lists));
  result.findings = std::move(findings);
  return result;
}

}  // namespace hub::base_data
