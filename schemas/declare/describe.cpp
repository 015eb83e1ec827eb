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

namespace {

// True when the message, or one inside it, differs for end devices.
bool adapt(MessageInfo& message) {
  bool differs = false;
  for (FieldInfo& field : message.fields) {
    if (!field.deviceName.empty()) field.name = field.deviceName;
    if (field.deviceMayOmit) field.presence = Presence::unmarked;
    differs |= !field.deviceName.empty() || field.deviceMayOmit;
    if (!field.object) continue;
    auto inner = std::make_shared<MessageInfo>(*field.object);
    if (!adapt(*inner)) continue;
    field.object = inner;
    differs = true;
  }
  if (differs) message.clause = "F-1.3";
  return differs;
}

}  // namespace

MessageInfo inDeviceProfile(MessageInfo message) {
  adapt(message);
  return message;
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
