#include "schemas/fast/top_level_text.h"

#include <simdjson.h>

#include "schemas/json/parse.h"

namespace schemas::fast {
namespace {

using simdjson::ondemand::field;
using simdjson::ondemand::object;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::optional<std::string> textIn(object& members, std::string_view foldedName) {
  for (auto member : members) {
    field found;
    std::string_view name, value;
    if (std::move(member).get(found) || found.unescaped_key().get(name)) return std::nullopt;
    if (!json::equalFolded(name, foldedName)) continue;
    if (found.value().get_string().get(value)) return std::nullopt;
    return std::string(value);
  }
  return std::nullopt;
}

std::optional<std::string> find(std::string_view body, std::string_view foldedName) {
  const simdjson::padded_string padded(body);
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document;
  object members;
  if (padded.size() != body.size() || parser.iterate(padded).get(document) ||
      document.get_object().get(members))
    return std::nullopt;
  return textIn(members, foldedName);
}

}  // namespace

std::optional<std::string> topLevelText(std::string_view body, std::string_view foldedName) {
  if (body.starts_with(kByteOrderMark)) body.remove_prefix(kByteOrderMark.size());
  if (auto found = find(body, foldedName)) return found;
  const std::string repaired = json::withoutCommentsAndTrailingCommas(body);
  if (repaired == body) return std::nullopt;
  return find(repaired, foldedName);
}

}  // namespace schemas::fast
