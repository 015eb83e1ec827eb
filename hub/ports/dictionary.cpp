#include "hub/ports/dictionary.h"

#include "schemas/declare/read.h"
#include "schemas/declare/write.h"
#include "schemas/json/parse.h"

namespace hub {
namespace {

using Names = std::vector<const char*>;

Names qualifiersOf(const std::string& list) {
  if (list == "process") return {"industryCode"};
  if (list == "collectItem") return {"type", "pclass", "industryCode"};
  if (list == "energyType") return {"classCode", "type"};
  if (list == "productQuota") return {"regionCode", "industryCode"};
  return {};
}

std::string scalarOf(const schemas::json::Value& row, const char* name) {
  const auto* member = row.find(name);
  const auto text = member ? schemas::scalarText(*member) : std::nullopt;
  return text ? std::string(schemas::trimmed(*text)) : std::string();
}

}  // namespace

std::string dictionaryKey(const std::string& list, const schemas::json::Value& row) {
  std::string key = scalarOf(row, "code");
  for (const char* name : qualifiersOf(list)) key += '|' + scalarOf(row, name);
  return key;
}

Result<schemas::BaseData> baseDataOf(const DictionaryLists& lists) {
  schemas::json::Object root;
  const auto add = [&](const char* name) {
    const auto found = lists.lists.find(name);
    root.push_back(
        {name, schemas::json::Value(found == lists.lists.end() ? schemas::json::Array{} : found->second)});
  };
  std::apply([&](const auto&... fields) { (add(fields.name), ...); }, schemas::BaseData::fields());
  schemas::ReadContext context;
  auto data = schemas::read<schemas::BaseData>(schemas::json::Value(std::move(root)), context);
  if (!data)
    return fail(Failure::malformed, schemas::detailOf(data.error()), "stored dictionary does not read back");
  return *data;
}

DictionaryLists listsOf(const schemas::BaseData& data) {
  DictionaryLists result;
  const auto parsed = schemas::json::parse(schemas::write(data), true);
  for (const auto& member : *parsed->root.object()) result.lists[member.name] = *member.value.array();
  return result;
}

}  // namespace hub
