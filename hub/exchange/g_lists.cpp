#include "hub/exchange/g_lists.h"

#include <algorithm>
#include <array>

#include "schemas/declare/write.h"
#include "schemas/json/parse.h"

namespace hub::exchange {
namespace {

namespace json = schemas::json;

struct Heading {
  const char* printed;
  const char* list;  // in our dictionary
};

constexpr std::array kHeadings{
    Heading{"DIC_REGION", "region"},
    Heading{"行业生产工序", "process"},
    Heading{"采集数据项", "collectItem"},
    Heading{"采集数据项用途", "collectItemUsage"},
    Heading{"采集数据项模板", "采集数据项模板"},
    Heading{"厂商", "厂商"},
    Heading{"设备词典", "设备词典"},
    Heading{"设备类型", "设备类型"},
    Heading{"采集系统分类", "collectSystemType"},
    Heading{"单位类别", "entType"},
};

bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool isLower(char c) { return c >= 'a' && c <= 'z'; }

std::string upperSnake(const std::string& name) {
  if (name == "pcode") return "PARENT_CODE";
  std::string result;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (isUpper(name[i]) && i > 0 && isLower(name[i - 1])) result += '_';
    result += isLower(name[i]) ? static_cast<char>(name[i] - 'a' + 'A') : name[i];
  }
  return result;
}

json::Value renamed(const json::Value& row) {
  const json::Object* members = row.object();
  if (!members) return row;
  json::Object result;
  for (const json::Member& member : *members) result.push_back({upperSnake(member.name), member.value});
  return json::Value(std::move(result));
}

json::Value textOf(const json::Value& row, const char* name) {
  const json::Value* value = row.find(name);
  const auto text = value ? schemas::scalarText(*value) : std::nullopt;
  return json::Value(text ? std::string(*text) : std::string());
}

// The one list whose columns are printed, all of them strings.
json::Value regionRow(const json::Value& row) {
  json::Object result;
  result.push_back({"CODE", textOf(row, "code")});
  result.push_back({"NAME", textOf(row, "name")});
  result.push_back({"PARENT_CODE", textOf(row, "pcode")});
  result.push_back({"TYPE", textOf(row, "type")});
  result.push_back({"FULL_NAME", textOf(row, "fullName")});
  return json::Value(std::move(result));
}

json::Array underHeading(const Heading& heading, const DictionaryLists& lists) {
  const auto found = lists.lists.find(heading.list);
  if (found == lists.lists.end()) return {};
  const bool isRegion = std::string_view(heading.list) == "region";
  json::Array rows;
  for (const json::Value& row : found->second) rows.push_back(isRegion ? regionRow(row) : renamed(row));
  return rows;
}

bool isPrinted(const std::string& list) {
  return std::any_of(kHeadings.begin(), kHeadings.end(),
                     [&](const Heading& heading) { return list == heading.list; });
}

// Declared messages write text; a row among others is taken back as a value, lexemes and order intact.
template <schemas::Declared M>
json::Value valueOf(const M& message) {
  return std::move(schemas::json::parse(schemas::write(message), true)->root);
}

}  // namespace

json::Object listsUnderHeadings(const DictionaryLists& lists) {
  json::Object content;
  for (const Heading& heading : kHeadings)
    content.push_back({heading.printed, json::Value(underHeading(heading, lists))});
  for (const auto& [name, rows] : lists.lists)
    if (!isPrinted(name)) content.push_back({name, json::Value(json::Array(rows))});
  return content;
}

json::Array enterpriseRows(const std::vector<EnterpriseSummary>& enterprises) {
  json::Array rows;
  for (const EnterpriseSummary& summary : enterprises) {
    json::Object row;
    row.push_back({"CODE", json::Value(summary.code)});
    row.push_back({"NAME", json::Value(summary.name)});
    row.push_back({"REGION_CODE", json::Value(summary.regionCode)});
    row.push_back({"INDUSTRY_CODE", json::Value(summary.industryCode)});
    rows.emplace_back(std::move(row));
  }
  return rows;
}

json::Value configurationRow(const std::string& code, const EnterpriseConfig& config,
                             const std::vector<schemas::MeteringInstrument>& instruments) {
  schemas::UploadConfigData message;
  message.enterpriseCode = schemas::CreditCode::parse(code).value_or(schemas::CreditCode());
  message.collectItemConfig = config.collectItems;
  message.enterprise = config.enterprise;
  message.group = config.group;
  message.process = config.process;
  message.processUnit = config.processUnit;
  json::Value row = valueOf(message);
  json::Object& members = *row.object();
  std::erase_if(members, [](const json::Member& member) { return member.name == "provinceId"; });
  json::Array metering;
  for (const schemas::MeteringInstrument& instrument : instruments) metering.push_back(valueOf(instrument));
  members.push_back({"meteringData", json::Value(std::move(metering))});
  return row;
}

}  // namespace hub::exchange
