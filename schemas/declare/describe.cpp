#include "schemas/declare/describe.h"

namespace schemas {

const char* textOf(Presence presence) {
  switch (presence) {
    case Presence::required:
      return "必填";
    case Presence::unmarked:
      return "未标注";
    case Presence::optional:
      return "非必填";
  }
  return "";
}

namespace detail {

std::vector<std::string> splitAlternatives(const char* alternatives) {
  std::vector<std::string> result;
  if (!alternatives) return result;
  std::string_view rest = alternatives;
  for (auto bar = rest.find('|'); bar != std::string_view::npos; bar = rest.find('|')) {
    result.emplace_back(rest.substr(0, bar));
    rest.remove_prefix(bar + 1);
  }
  result.emplace_back(rest);
  return result;
}

std::string orEmpty(const char* text) { return text ? text : ""; }

}  // namespace detail
}  // namespace schemas
