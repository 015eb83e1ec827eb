#include "hub/conformance/explain.h"

#include <algorithm>
#include <set>

#include "hub/conformance/advice.h"
#include "hub/conformance/edit.h"
#include "hub/conformance/exchange.h"
#include "hub/conformance/text_encoding.h"
#include "schemas/json/parse.h"

namespace hub::conformance {
namespace {

using schemas::Fault;
using schemas::MessageInfo;
using schemas::ReadContext;

constexpr std::size_t kNamedMax = 50;

Explanation refused(Remark remark) {
  Explanation explanation;
  explanation.code = "E2002";
  explanation.faultsInAll = 1;
  explanation.faults.push_back(std::move(remark));
  return explanation;
}

// `（第17字节附近）` of a syntax fault as line and column.
std::string placeIn(std::string_view text, const std::string& rule) {
  const auto from = rule.find("第");
  if (from == std::string::npos) return {};
  const std::size_t byte =
      std::min(text.size(), static_cast<std::size_t>(std::strtoul(rule.c_str() + from + 3, nullptr, 10)));
  const auto before = text.substr(0, byte);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const auto lineStart = before.rfind('\n');
  const std::size_t column = lineStart == std::string_view::npos ? byte : byte - lineStart - 1;
  return "第" + std::to_string(line) + "行第" + std::to_string(column) + "字节";
}

Remark syntaxRemark(std::string_view text, const schemas::json::SyntaxFault& fault) {
  const std::string place = placeIn(text, fault.rule);
  const std::string slip = slipOf(text);
  return {fault.path, place.empty() ? fault.rule : "不是合法的JSON：" + place + "附近读不下去",
          slip.empty() ? "应为一个合法的JSON对象，成员名和字符串用英文双引号" : slip, "N-6-3"};
}

Remark memberRemark(const Fault& fault, const Value& root, const MessageInfo& info) {
  const schemas::FieldInfo* field = fieldAt(info, fault.path);
  Remark remark{fault.path, {}, field ? meaningOf(*field) : "", field ? field->row : ""};
  const Value* value = at(root, fault.path);
  if (fault.kind == Fault::Kind::missing) {
    remark.words =
        value ? "必填，现在是" + shortened(write(*value), 40) + "，等于没有填" : "必填，报文里没有";
    const std::string similar = value ? "" : lookalike(root, fault.path, info);
    if (!similar.empty()) remark.words += "；有一个名字相近的成员" + similar + "，是否写错了名字？";
    return remark;
  }
  remark.words = fault.rule;
  if (value && !value->object() && !value->array())
    remark.words = "现在是" + shortened(write(*value), 60) + "，" + fault.rule;
  return remark;
}

std::vector<Remark> remarksOf(const schemas::Faults& faults, const Value& root, const MessageInfo& info) {
  std::vector<Remark> remarks;
  for (const Fault& fault : faults)
    if (remarks.size() < kNamedMax) remarks.push_back(memberRemark(fault, root, info));
  return remarks;
}

// Members that no declared one matches, each name once.
class Ignored {
 public:
  std::vector<std::string> of(const Value& root, const MessageInfo& info, const std::string& path) {
    walk(root, info, path);
    return {names_.begin(), names_.end()};
  }

 private:
  void walk(const Value& value, const MessageInfo& info, const std::string& path) {
    if (!value.object()) return;
    for (const auto& member : *value.object()) {
      const auto field =
          std::find_if(info.fields.begin(), info.fields.end(), [&](const schemas::FieldInfo& one) {
            return schemas::json::equalFolded(one.name, member.name) || one.alias == member.name;
          });
      const std::string place = path.empty() ? member.name : path + "." + member.name;
      if (field == info.fields.end()) {
        if (names_.size() < kNamedMax) names_.insert(shortened(place, 60));
      } else if (field->object) {
        inside(member.value, *field->object, place);
      }
    }
  }

  void inside(const Value& value, const MessageInfo& info, const std::string& path) {
    if (!value.array()) return walk(value, info, path);
    for (const Value& item : *value.array()) walk(item, info, path + "[]");
  }

  std::set<std::string> names_;
};

ReadContext contextFor(const MessageKind& kind, bool isDevice, bool strict) {
  ReadContext context;
  context.strict = strict;
  context.device = isDevice;
  context.foldedNames = kind.isG;
  return context;
}

bool isFaultOf(const schemas::Faults& faults, const Fault& one) {
  return std::any_of(faults.begin(), faults.end(),
                     [&](const Fault& other) { return other.path == one.path; });
}

void readInto(Explanation& explanation, std::string_view text, const Value& root,
              schemas::Tolerated tolerated) {
  const MessageKind& kind = *explanation.kind;
  const MessageInfo info = explanation.isDevice ? schemas::inDeviceProfile(kind.info) : kind.info;
  ReadContext leniently = contextFor(kind, explanation.isDevice, false);
  leniently.tolerated = std::move(tolerated);
  kind.read(root, leniently);
  explanation.faultsInAll = leniently.faults.size();
  explanation.faults = remarksOf(leniently.faults, root, info);
  explanation.code =
      leniently.faults.empty() ? "0" : std::string(schemas::textOf(schemas::codeOf(leniently.faults)).code);
  for (const auto& [row, count] : leniently.tolerated)
    explanation.tolerated.push_back({"", toleranceText(row) + "，" + std::to_string(count) + "处", "", row});
  if (const auto strictly = schemas::json::parse(text, true); !strictly)
    explanation.strictFaults.push_back(syntaxRemark(text, strictly.error()));
  ReadContext strictly = contextFor(kind, explanation.isDevice, true);
  kind.read(root, strictly);
  schemas::Faults further;
  for (const Fault& fault : strictly.faults)
    if (!isFaultOf(leniently.faults, fault)) further.push_back(fault);
  for (Remark& remark : remarksOf(further, root, info)) explanation.strictFaults.push_back(std::move(remark));
  explanation.ignored = Ignored().of(root, info, {});
}

std::string namesIn(const Value& root) {
  std::string names;
  for (const auto& member : *root.object()) names += (names.empty() ? "" : "、") + shortened(member.name, 40);
  return shortened(names, 300);
}

std::string kindNames() {
  std::string names;
  for (const MessageKind& kind : messageKinds()) names += (names.empty() ? "" : "、") + kind.name;
  return names;
}

}  // namespace

Explanation explain(std::string_view bytes, const ExplainOptions& options) {
  if (const auto fault = encodingFault(bytes))
    return refused({"", *fault, "应为UTF-8编码的JSON文本", "OQ-11"});
  auto parsed = schemas::json::parse(bytes);
  if (!parsed) return refused(syntaxRemark(bytes, parsed.error()));
  const Value root = std::move(parsed->root);
  if (!root.object())
    return refused({"", "报文应为一个JSON对象，以 { 开头", "成员和取值都写在一对花括号里", "N-6-3"});
  Explanation explanation;
  explanation.kind = options.message.empty() ? kindOf(root) : kindNamed(options.message);
  if (!explanation.kind)
    return refused({"", "认不出是哪种报文，它的成员是：" + (root.object()->empty() ? "无" : namesIn(root)),
                    "请核对成员名，或用 --message 指定：" + kindNames(), "N-8.1-2"});
  explanation.isDevice = options.profile == ExplainOptions::Profile::device ||
                         (options.profile == ExplainOptions::Profile::byContent && isDeviceMessage(root));
  readInto(explanation, bytes, root, std::move(parsed->tolerated));
  return explanation;
}

}  // namespace hub::conformance
