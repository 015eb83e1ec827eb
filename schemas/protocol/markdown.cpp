#include "schemas/protocol/markdown.h"

#include <set>

#include "schemas/messages/g_messages.h"
#include "schemas/protocol/inventory.h"
#include "schemas/reply_codes.h"

namespace schemas::protocol {
namespace {

// A vertical bar would end the cell.
std::string cell(std::string text) {
  for (std::size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2))
    text.insert(at, "\\");
  return text;
}

std::string typeOf(const FieldInfo& field) {
  std::string type = field.object ? "object" : field.isText ? "string" : field.jsonType;
  return field.isList ? type + "[]" : type;
}

std::string rulesOf(const FieldInfo& field) {
  std::string rules;
  const auto add = [&](const std::string& text) { rules += (rules.empty() ? "" : "；") + text; };
  if (!field.alternatives.empty()) {
    std::string list;
    for (const auto& value : field.alternatives) list += (list.empty() ? "" : "、") + value;
    add(list);
  }
  if (field.most != 0) add(std::to_string(field.least) + "–" + std::to_string(field.most));
  if (!field.pattern.empty()) add("`" + field.pattern + "`");
  if (!field.rule.empty()) add(field.rule);
  if (field.mayBeEmpty) add(field.isList ? "可为 `[]`" : "可为 `\"\"`");
  if (!field.alias.empty()) add("读取时也接受 `" + field.alias + "`");
  return rules;
}

void appendRows(std::string& page, const MessageInfo& message, const std::string& prefix) {
  for (const FieldInfo& field : message.fields) {
    const std::string path = prefix + field.name;
    page += "| `" + path + "` | " + cell(typeOf(field)) + " | " + textOf(field.presence) + " | " +
            cell(rulesOf(field)) + " | " + cell(field.meaning) + " | " + field.row + " |\n";
    if (field.object) appendRows(page, *field.object, path + (field.isList ? "[]." : "."));
  }
}

void appendMessage(std::string& page, const char* role, const MessageInfo& message) {
  page += std::string("\n") + role + " `" + message.key() +
          "`\n\n| 成员 | 类型 | 必填 | 取值 | 含义 | 条目 |\n| --- | --- | --- | --- | --- | --- |\n";
  appendRows(page, message, "");
}

void appendEndpoint(std::string& page, const Endpoint& endpoint, std::set<std::string>& shown) {
  page += "\n## " + endpoint.clause + " " + endpoint.title + "\n\n`POST " + endpoint.path + "`";
  for (const auto& alias : endpoint.aliases) page += "，`" + alias + "`";
  page += "\n";
  const auto append = [&](const char* role, const MessageInfo& message) {
    if (shown.insert(message.key()).second)
      appendMessage(page, role, message);
    else
      page += std::string("\n") + role + " `" + message.key() + "`：同上。\n";
  };
  for (const auto& request : endpoint.requests) append("请求", request);
  for (const auto& reply : endpoint.replies) append("响应", reply);
}

}  // namespace

std::string markdown() {
  std::string page =
      "# 接口报文\n\n由 `nenghub_export_protocol` 根据 `schemas/messages` 的声明生成，请勿手工修改。"
      "成员按文档的顺序书写；读取时的宽容见 `README.md`。\n\n## 返回码（N-8.3 表3）\n\n"
      "| 返回码 | 说明 |\n| --- | --- |\n";
  for (const ReplyCode code : {ReplyCode::success, ReplyCode::platformFault, ReplyCode::databaseFault,
                               ReplyCode::missingMember, ReplyCode::malformedMember})
    page += "| `" + std::string(textOf(code).code) + "` | " + std::string(textOf(code).text) + " |\n";
  std::set<std::string> shown;
  for (const Endpoint& endpoint : endpoints()) appendEndpoint(page, endpoint, shown);
  page += "\n## 记录（`G-7.2.delivery` 的 `data`）\n";
  appendMessage(page, "记录", describe<g::Record>());
  return page;
}

}  // namespace schemas::protocol
