#include "schemas/declare/read.h"

namespace schemas::detail {

const json::Value* findMember(const json::Object& members, const char* name, const char* alias, const char* aliasRow,
                              std::size_t hint, ReadContext& context) {
  if (hint < members.size() && members[hint].name == name) return &members[hint].value;
  for (const json::Member& member : members)
    if (member.name == name) return &member.value;
  if (alias)
    for (const json::Member& member : members)
      if (member.name == alias) {
        context.tolerate(aliasRow);
        return &member.value;
      }
  if (context.strict) return nullptr;
  const std::string wanted = json::folded(name);
  const std::string wantedAlias = alias ? json::folded(alias) : wanted;
  for (const json::Member& member : members) {
    const std::string present = json::folded(member.name);
    if (present == wanted || present == wantedAlias) {
      context.tolerate("OQ-57");
      return &member.value;
    }
  }
  return nullptr;
}

bool isAmong(std::string_view text, std::string_view alternatives) {
  while (true) {
    const auto bar = alternatives.find('|');
    if (text == alternatives.substr(0, bar)) return true;
    if (bar == std::string_view::npos) return false;
    alternatives.remove_prefix(bar + 1);
  }
}

}  // namespace schemas::detail
