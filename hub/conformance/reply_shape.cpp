#include "hub/conformance/reply_shape.h"

#include <algorithm>

namespace hub::conformance {
namespace {

using schemas::FieldInfo;
using schemas::MessageInfo;
using schemas::Presence;
using schemas::json::Value;

constexpr std::size_t kFaultsMax = 10;

const char* typeNameOf(const Value& value) {
  if (value.isNull()) return "null";
  if (value.boolean()) return "布尔";
  if (value.number()) return "数字";
  if (value.text()) return "字符串";
  return value.array() ? "数组" : "对象";
}

class Walk {
 public:
  void object(const Value& value, const std::string& path, const MessageInfo& info) {
    const auto* members = value.object();
    if (!members) return fault(path, std::string("应为对象，实际为") + typeNameOf(value));
    std::size_t last = 0;
    std::string lastName;
    for (const FieldInfo& field : info.fields) {
      const auto found = std::find_if(members->begin(), members->end(),
                                      [&](const auto& member) { return member.name == field.name; });
      const std::string place = path.empty() ? field.name : path + "." + field.name;
      if (found == members->end()) {
        if (field.presence != Presence::optional) fault(place, "缺少");
        continue;
      }
      const auto position = static_cast<std::size_t>(found - members->begin());
      if (!lastName.empty() && position < last) fault(place, "应排在" + lastName + "之后");
      last = std::max(last, position);
      lastName = field.name;
      member(found->value, place, field);
    }
  }

  std::vector<std::string> take() { return std::move(faults_); }

 private:
  void member(const Value& value, const std::string& path, const FieldInfo& field) {
    if (!field.isList) return one(value, path, field);
    const auto* items = value.array();
    if (!items) return fault(path, std::string("应为数组，实际为") + typeNameOf(value));
    for (std::size_t i = 0; i < items->size(); ++i)
      one((*items)[i], path + "[" + std::to_string(i) + "]", field);
  }

  void one(const Value& value, const std::string& path, const FieldInfo& field) {
    if (field.object) return object(value, path, *field.object);
    if (!isOfType(value, field))
      fault(path, std::string("应为") + (field.isText ? "字符串" : wordOf(field.jsonType)) + "，实际为" +
                      typeNameOf(value));
  }

  // What a platform does not know of an unmarked member is "" (N-8.6-D7).
  static bool isOfType(const Value& value, const FieldInfo& field) {
    if (value.text() && value.text()->empty() && field.presence == Presence::unmarked) return true;
    if (field.jsonType == "any") return true;
    if (field.jsonType == "number or \"\"") return value.number() || (value.text() && value.text()->empty());
    if (field.isText || field.jsonType == "string") return value.text() != nullptr;
    if (field.jsonType == "boolean") return value.boolean() != nullptr;
    return value.number() != nullptr;
  }

  static std::string wordOf(const std::string& jsonType) {
    if (jsonType == "string") return "字符串";
    if (jsonType == "boolean") return "布尔值";
    return jsonType == "number or \"\"" ? "数字或\"\"" : "数字";
  }

  void fault(const std::string& path, const std::string& words) {
    if (faults_.size() < kFaultsMax) faults_.push_back((path.empty() ? "应答" : path) + " " + words);
  }

  std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> shapeFaults(const Value& reply, const MessageInfo& info) {
  Walk walk;
  walk.object(reply, {}, info);
  return walk.take();
}

}  // namespace hub::conformance
