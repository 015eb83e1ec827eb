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
  if (!field.deviceName.empty()) add("端设备为 `" + field.deviceName + "`");
  if (field.deviceMayOmit) add("端设备可省略");
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
  for (const auto& request : endpoint.deviceRequests)
    if (request.name != endpoint.requests.front().name) append("端设备请求", request);
  for (const auto& reply : endpoint.replies) append("响应", reply);
}

struct Tolerance {
  const char* row;
  const char* where;
  const char* accepted;
};

constexpr const char* kBoth = "两者";
constexpr const char* kDevice = "端设备";

constexpr Tolerance kTolerances[] = {
    {"F-1.3", kBoth, "成员名大小写不同，如 `deviceid`"},
    {"OQ-57", kBoth, "成员名两端有空格"},
    {"OQ-12", kBoth, "数字写成字符串、字符串写成数字、`\"true\"`"},
    {"OQ-15", kBoth, "编码两端的空格；可空成员写成 `null`"},
    {"OQ-29", kBoth, "日期写成 `yyyy-MM-dd`、`T` 分隔、带小数秒"},
    {"OQ-11", kBoth, "报文以BOM开头"},
    {"OQ-14", kBoth, "成员重复但取值相同"},
    {"OQ-36", kBoth, "`//` 注释、多余的逗号、字符串中的控制字符"},
    {"N-8.8-D7", kBoth, "采集数据项编码五段、四段或16位连写"},
    {"N-8.7-D1", kBoth, "`manuFacter`"},
    {"F-1.5", kBoth, "`collectSystemNam`"},
    {"OQ-24", kBoth, "`valid` 写成0/1，仅当该对端的含义已约定"},
    {"OQ-24", kDevice, "没有 `valid`：按 `true`"},
    {"OQ-13", kDevice, "未知成员：忽略并计数（平台的扩展成员不计）"},
    {"F-1.3", kDevice, "2014年的13位编码，如 `0401-01-40200-31`：原样保存"},
    {"F-1.5", kDevice, "`center`、`jgzh`、`energyPass` 写成0/1（1为是）；纬度与经度颠倒"},
    {"F-1.10", kDevice,
     "时间写成 `yyyy-MM-dd HH:mm`、`yyyy-MM`、`yyyy`、`/` 分隔、一位数、13位毫秒、`Jul 20, 2021 4:30:00 PM`"},
};

// The same addresses serve platforms and end devices; the rows say how the two differ.
void appendTolerances(std::string& page) {
  page +=
      "\n## 端设备与宽容\n\n端设备（企业侧采集设备）使用同样的地址：注册用 `enterpriseCode` 与 `region`，"
      "此后各报文以 `deviceId` 代替 `provinceId`，其余成员相同。\n"
      "下表各项按条目计数（`wire.tolerated`）；对端设 `strict` "
      "时一律按E2001/E2002拒绝，未知成员、BOM与取值相同的重复成员除外。\n\n"
      "| 条目 | 适用 | 也接受 |\n| --- | --- | --- |\n";
  for (const auto& [row, where, accepted] : kTolerances)
    page += std::string("| ") + row + " | " + where + " | " + accepted + " |\n";
}

}  // namespace

std::string markdown() {
  std::string page =
      "# 接口报文\n\n由 `nenghub_export_protocol` 根据 `schemas/messages` 的声明生成，请勿手工修改。"
      "成员按文档的顺序书写。\n\n## 返回码（N-8.3 表3）\n\n"
      "| 返回码 | 说明 |\n| --- | --- |\n";
  for (const ReplyCode code : {ReplyCode::success, ReplyCode::platformFault, ReplyCode::databaseFault,
                               ReplyCode::missingMember, ReplyCode::malformedMember})
    page += "| `" + std::string(textOf(code).code) + "` | " + std::string(textOf(code).text) + " |\n";
  appendTolerances(page);
  std::set<std::string> shown;
  for (const Endpoint& endpoint : endpoints()) appendEndpoint(page, endpoint, shown);
  page += "\n## 记录（`G-7.2.delivery` 的 `data`）\n";
  appendMessage(page, "记录", describe<g::Record>());
  return page;
}

}  // namespace schemas::protocol
