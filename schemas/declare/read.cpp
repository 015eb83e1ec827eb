#include "schemas/declare/read.h"

namespace schemas::detail {
namespace {

const json::Value* findExact(const json::Object& members, const char* name) {
  for (const json::Member& member : members)
    if (member.name == name) return &member.value;
  return nullptr;
}

// Blanks round the name are a defect of their own.
const char* rowOf(const std::string& present, const ReadContext& context) {
  const bool isTrimmed = trimmed(present).size() == present.size();
  if (context.foldedNames) return isTrimmed ? "G-7.2-D4" : "G-7.2-D3";
  return isTrimmed ? "F-1.3" : "OQ-57";
}

const json::Value* findFolded(const json::Object& members, const Sought& sought, const Path& path,
                              ReadContext& context) {
  const json::Value* found = nullptr;
  for (const json::Member& member : members) {
    const bool isSought = json::equalFolded(member.name, sought.name) ||
                          (sought.alias && json::equalFolded(member.name, sought.alias));
    if (!isSought) continue;
    context.tolerate(rowOf(member.name, context));
    if (found && !(*found == member.value)) context.malformed(path.text(), "成员重复且取值不同");
    found = &member.value;
  }
  return found;
}

// The same name in other letters with another value is a duplicate all the same (OQ-14).
void refuseTwin(const json::Object& members, const json::Value& value, const Sought& sought, const Path& path,
                ReadContext& context) {
  if (context.strict) return;
  for (const json::Member& member : members)
    if (&member.value != &value && json::equalFolded(member.name, sought.name) && !(member.value == value))
      context.malformed(path.text(), "成员重复且取值不同");
}

}  // namespace

const json::Value* findMember(const json::Object& members, const Sought& sought, const Path& path,
                              ReadContext& context) {
  const bool isAtHint = sought.hint < members.size() && members[sought.hint].name == sought.name;
  if (const json::Value* value = isAtHint ? &members[sought.hint].value : findExact(members, sought.name)) {
    refuseTwin(members, *value, sought, path, context);
    return value;
  }
  if (context.strict) return nullptr;
  if (sought.alias)
    if (const json::Value* value = findExact(members, sought.alias)) {
      context.tolerate(sought.aliasRow);
      return value;
    }
  return findFolded(members, sought, path, context);
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
