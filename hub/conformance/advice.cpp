#include "hub/conformance/advice.h"

#include <algorithm>
#include <array>
#include <vector>

#include "hub/conformance/edit.h"

namespace hub::conformance {
namespace {

using schemas::FieldInfo;
using schemas::MessageInfo;

struct Pair {
  std::string_view name, text;
};

// As the documents print them.
constexpr Pair kExamples[] = {
    {"provinceId", "\"0ef6ecea08bf84c7b639c3e9b84ed546\""},
    {"deviceId", "\"0ef6ecea08bf84c7b639c3e9b84ed546\""},
    {"enterpriseCode", "\"91330000573973053F\""},
    {"code", "\"91330000573973053F\""},
    {"corporationCode", "\"91330000573973053F\""},
    {"region", "\"320600\""},
    {"regionCode", "\"320600\""},
    {"ascription", "\"province\""},
    {"dataCode", "\"04-01-00-00-040200-30\""},
    {"dataValue", "123.45"},
    {"valid", "true"},
    {"typeCode", "\"159\""},
    {"industryCode", "\"C3120\""},
    {"energyTypeCode", "\"3300\""},
    {"energyClassCode", "\"02\""},
    {"dataUsageCode", "\"11\""},
    {"latitude", "33.283433"},
    {"longitude", "113.505883"},
    {"phone", "\"0375-8111111\""},
    {"meteringType", "\"12061000\""},
    {"calibrationCycle", "\"3月\""},
    {"logsign", "\"2014-07-02-10010-14010702-4eb81dca9216cabf7e0a51bd48628044\""},
    {"restcode", "\"900F67DB-A354-4BFA-85B8-F0573D84947C\""},
    {"DATA_CODE", "\"0401-01-40200-31\""},
    {"DATA_VALUE", "\"55.000\""},
    {"UPLOAD_DATE", "\"2014-02-19 14:21:37\""},
    {"STAT_DATE", "\"1\""},
    {"INPUT_TYPE", "\"1\""},
};

constexpr Pair kTolerances[] = {
    {"OQ-11", "报文开头的BOM，已忽略"},
    {"OQ-12", "数字、布尔值与字符串的写法与文档不同"},
    {"OQ-13", "文档以外的成员，已忽略"},
    {"OQ-14", "重复的成员，取值相同"},
    {"OQ-15", "编码前后的空格，或以null表示空"},
    {"OQ-24", "valid缺失，或按约定读取的0/1"},
    {"OQ-29", "时间的写法与文档不同"},
    {"OQ-36", "//注释、多余的逗号或字符串里的换行，已修补"},
    {"OQ-57", "成员名的大小写或空格与文档不同"},
    {"OQ-58", "data直接为数组，不是字符串"},
    {"N-8.6-D1", "inputType、statType的写法与文档不同"},
    {"N-8.7-D1", "manuFacturer写成manuFacter"},
    {"N-8.8-D7", "dataCode不是六段写法"},
    {"G-7.2-D3", "成员名前后的空格"},
    {"G-7.2-D4", "成员名的大小写与文档不同"},
    {"F-1.3", "端设备的写法（成员名大小写、旧编码）"},
    {"F-1.5", "端设备配置的写法（0/1布尔值、拼错的成员名、对调的经纬度）"},
    {"F-1.10", "端设备的时间写法"},
};

std::string_view found(std::string_view name, const Pair* from, const Pair* to) {
  const Pair* place = std::find_if(from, to, [&](const Pair& pair) { return pair.name == name; });
  return place == to ? std::string_view() : place->text;
}

std::string typeOf(const FieldInfo& field) {
  if (field.isList) return "数组";
  if (field.object) return "对象";
  if (field.isText && field.jsonType != "string") return "写成字符串的数字";
  if (field.jsonType == "string") return "字符串";
  if (field.jsonType == "integer") return "整数";
  return field.jsonType == "boolean" ? "true或false" : field.jsonType == "any" ? "文本" : "数字";
}

std::string plainName(std::string_view step) { return std::string(step.substr(0, step.find('['))); }

// How many single changes lie between two names, as far as three.
std::size_t distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t k = 0; k <= b.size(); ++k) row[k] = k;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t corner = row[0];
    row[0] = i;
    for (std::size_t k = 1; k <= b.size(); ++k) {
      const std::size_t above = row[k];
      row[k] = std::min({above + 1, row[k - 1] + 1, corner + (a[i - 1] == b[k - 1] ? 0 : 1)});
      corner = above;
    }
  }
  return row[b.size()];
}

std::string_view parentOf(std::string_view path) {
  const auto dot = path.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : path.substr(0, dot);
}

std::string withoutStrings(std::string_view text) {
  std::string outside;
  bool isInside = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (isInside && text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      isInside = !isInside;
    } else if (!isInside) {
      outside += text[i];
    }
  }
  return outside;
}

}  // namespace

const FieldInfo* fieldAt(const MessageInfo& message, std::string_view path) {
  const MessageInfo* here = &message;
  const FieldInfo* field = nullptr;
  while (!path.empty()) {
    if (!here) return nullptr;
    const std::string name = plainName(path.substr(0, path.find('.')));
    const auto place = std::find_if(here->fields.begin(), here->fields.end(),
                                    [&](const FieldInfo& one) { return one.name == name; });
    if (place == here->fields.end()) return nullptr;
    field = &*place;
    here = field->object.get();
    const auto dot = path.find('.');
    path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
  }
  return field;
}

std::string exampleOf(const FieldInfo& field) {
  if (field.object || field.isList) return {};
  if (const auto printed = found(field.name, std::begin(kExamples), std::end(kExamples)); !printed.empty())
    return std::string(printed);
  if (!field.alternatives.empty()) return "\"" + field.alternatives.front() + "\"";
  if (field.pattern == schemas::kTimePattern) return "\"2014-10-09 00:00:00\"";
  if (field.pattern == schemas::kDatePattern) return "\"2014-10-09\"";
  if (field.pattern == "^[0-9]{2}$") return "\"00\"";
  if (field.most != 0 || field.least != 0) {
    const std::string least = std::to_string(field.least);
    return field.isText ? "\"" + least + "\"" : least;
  }
  return field.jsonType == "boolean" ? "true" : "";
}

std::string meaningOf(const FieldInfo& field) {
  std::string words = field.meaning.empty() ? typeOf(field) : field.meaning + "，" + typeOf(field);
  if (field.most != 0 || field.least != 0)
    words += "，" + std::to_string(field.least) + "至" + std::to_string(field.most);
  if (!field.alternatives.empty()) {
    words += "，只能是";
    for (std::size_t i = 0; i < field.alternatives.size(); ++i)
      words += (i ? "、" : "") + field.alternatives[i];
  }
  if (!field.rule.empty()) words += "，" + field.rule;
  if (field.pattern == schemas::kTimePattern) words += "，形式 yyyy-MM-dd HH:mm:ss";
  if (field.pattern == schemas::kDatePattern) words += "，形式 yyyy-MM-dd";
  const std::string example = exampleOf(field);
  return example.empty() ? words : words + "，例如 " + example;
}

std::string lookalike(const schemas::json::Value& root, std::string_view path, const MessageInfo& message) {
  constexpr std::size_t kNear = 2;
  const schemas::json::Value* parent = at(root, parentOf(path));
  if (!parent || !parent->object()) return {};
  const std::string sought = schemas::json::folded(lastName(path));
  std::string best;
  std::size_t nearest = kNear + 1;
  for (const auto& member : *parent->object()) {
    const std::string prefix(parentOf(path));
    if (fieldAt(message, prefix.empty() ? member.name : prefix + "." + member.name)) continue;
    const std::size_t far = distance(schemas::json::folded(member.name), sought);
    if (far < nearest && far * 3 < sought.size()) {
      nearest = far;
      best = member.name;
    }
  }
  return best;
}

std::string toleranceText(std::string_view row) {
  const auto words = found(row, std::begin(kTolerances), std::end(kTolerances));
  return words.empty() ? "与文档写法不同" : std::string(words);
}

std::string slipOf(std::string_view text) {
  constexpr std::array<Pair, 6> kSlips{{{"“", "引号是中文的“ ”，应为英文的半角引号 \""},
                                        {"”", "引号是中文的“ ”，应为英文的半角引号 \""},
                                        {"，", "成员之间是中文的逗号，应为英文的半角逗号 ,"},
                                        {"：", "成员名后是中文的冒号，应为英文的半角冒号 :"},
                                        {"'", "字符串用了单引号，JSON只能用双引号 \""},
                                        {"……", "含有省略号，请给出完整的报文"}}};
  const std::string outside = withoutStrings(text);
  for (const Pair& slip : kSlips)
    if (outside.find(slip.name) != std::string::npos) return std::string(slip.text);
  const auto count = [&](char c) { return std::count(outside.begin(), outside.end(), c); };
  if (count('{') != count('}')) return "花括号 { } 不成对，报文可能被截断";
  if (count('[') != count(']')) return "方括号 [ ] 不成对，报文可能被截断";
  const bool isXml = outside.find_first_not_of(" \t\r\n") != std::string::npos &&
                     outside[outside.find_first_not_of(" \t\r\n")] == '<';
  if (isXml) return "报文像是XML或网页，本协议只使用JSON";
  return outside.find('{') == std::string::npos ? "报文里没有 { }，应为一个JSON对象" : "";
}

}  // namespace hub::conformance
