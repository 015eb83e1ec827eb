#include "hub/delivery/base_data_rows.h"

#include <algorithm>
#include <set>

#include "schemas/declare/read.h"
#include "schemas/declare/write.h"

namespace hub::delivery {
namespace {

namespace json = schemas::json;

constexpr std::size_t kKeyMax = 64;

struct Heading {
  std::string_view printed;
  const char* list;
};

// Headings of G with the list of N they are, also as they may stand for lists that G does not print (OQ-60).
constexpr Heading kHeadings[] = {
    {"DIC_REGION", "region"},
    {"行业生产工序", "process"},
    {"行业生产工序表名", "process"},
    {"采集数据项", "collectItem"},
    {"采集数据项用途", "collectItemUsage"},
    {"采集系统分类", "collectSystemType"},
    {"单位类别", "entType"},
    {"行业", "industry"},
    {"能源品种", "energyType"},
    {"能源类型", "energyType"},
    {"产品指标", "productQuota"},
};

std::string listUnder(const std::string& heading) {
  const std::string_view name = schemas::trimmed(heading);
  for (const Heading& known : kHeadings)
    if (json::folded(known.printed) == json::folded(name)) return known.list;
  return std::string(name);
}

// FULL_NAME, fullName -> fullname; PARENT_CODE, pcode -> pcode.
std::string comparable(std::string_view name) {
  std::string form = json::folded(name);
  std::erase(form, '_');
  return form == "parentcode" ? "pcode" : form;
}

// Calls `visit` with the declared field of the list of that name; false when N has no such list.
template <class Visit>
bool withList(const std::string& list, Visit visit) {
  bool known = false;
  std::apply(
      [&](const auto&... fields) { ((list == fields.name ? (known = true, visit(fields), 0) : 0), ...); },
      schemas::BaseData::fields());
  return known;
}

template <class Row>
const char* declaredName(std::string_view received) {
  const std::string form = comparable(received);
  const char* name = nullptr;
  std::apply([&](const auto&... f) { ((comparable(f.name) == form ? (name = f.name, 0) : 0), ...); },
             Row::fields());
  return name;
}

// The row with the names of N, scalars in their declared types; members that N does not know follow.
template <class Row>
std::optional<json::Value> inFormOfN(const json::Value& received) {
  const json::Object* members = received.object();
  if (!members) return std::nullopt;
  json::Object named, unknown;
  for (const json::Member& member : *members) {
    const char* name = declaredName<Row>(member.name);
    (name ? named : unknown).push_back({name ? name : member.name, member.value});
  }
  schemas::ReadContext context;
  const auto row = schemas::read<Row>(json::Value(std::move(named)), context);
  if (!row) return std::nullopt;
  auto written = json::parse(schemas::write(*row), true);
  if (!written) return std::nullopt;
  for (json::Member& member : unknown) written->root.object()->push_back(std::move(member));
  return std::move(written->root);
}

template <class Row>
std::optional<json::Value> rowOf(const schemas::Field<schemas::BaseData, std::vector<Row>>&,
                                 const json::Value& row) {
  return inFormOfN<Row>(row);
}

// `"pcode": 01` lost its zero where it was written as a number: as wide as the parents beside it (N-8.4-D2).
void padParents(json::Array& rows) {
  std::size_t width = 2;
  for (const json::Value& row : rows)
    if (const json::Value* parent = row.find("pcode"); parent && parent->text())
      width = std::max(width, parent->text()->size());
  for (json::Value& row : rows) {
    if (!row.object()) continue;
    for (json::Member& member : *row.object()) {
      if (member.name != "pcode" || !member.value.number()) continue;
      std::string text = member.value.number()->lexeme;
      text.insert(0, width - std::min(width, text.size()), '0');
      member.value = json::Value(text);
    }
  }
}

bool isUpperSnake(const std::string& name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return c == '_' || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  });
}

std::string lowerCamel(const std::string& name) {
  if (name == "PARENT_CODE") return "pcode";
  std::string result;
  bool capital = false;
  for (const char c : name) {
    if (c != '_') result += !capital && c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    capital = c == '_';
  }
  return result;
}

// Rows of lists that N does not have keep their content; names come back from the upper snake case of G
// (OQ-60).
json::Value withOurNames(const json::Value& received) {
  const json::Object* members = received.object();
  if (!members) return received;
  json::Object row;
  for (const json::Member& member : *members) {
    const std::string name(schemas::trimmed(member.name));
    row.push_back({isUpperSnake(name) ? lowerCamel(name) : name, member.value});
  }
  return json::Value(std::move(row));
}

/// Puts the rows of one list into the result; what has no key of its own goes aside.
class ListTaker {
 public:
  ListTaker(std::string list, TakenLists& taken) : list_(std::move(list)), taken_(taken) {}

  /// Whether any row could be taken.
  bool take(json::Array rows) {
    padParents(rows);
    for (const json::Value& row : rows) takeRow(row);
    if (!good_.empty() || rows.empty()) taken_.lists.lists[list_] = std::move(good_);
    if (!aside_.empty()) taken_.lists.lists[list_ + ".unreadable"] = std::move(aside_);
    return rows.empty() || !keys_.empty();
  }

 private:
  void takeRow(const json::Value& received) {
    std::optional<json::Value> row;
    const bool known = withList(list_, [&](const auto& field) { row = rowOf(field, received); });
    if (!known) row = withOurNames(received);
    const std::string key = row && row->find("code") ? dictionaryKey(list_, *row) : std::string();
    if (key.empty() || key.size() > kKeyMax || !keys_.insert(key).second) return setAside(received);
    good_.push_back(std::move(*row));
  }

  void setAside(const json::Value& received) {
    ++taken_.aside;
    json::Object row;
    row.push_back({"code", json::Value(std::to_string(aside_.size() + 1))});
    row.push_back({"row", received});
    aside_.emplace_back(std::move(row));
  }

  std::string list_;
  TakenLists& taken_;
  std::set<std::string> keys_;
  json::Array good_, aside_;
};

bool isEnterprises(std::string_view heading) { return heading == "用能单位" || heading == "重点用能单位"; }

std::vector<std::string> codesOf(const json::Array& rows) {
  std::set<std::string> codes;
  for (const json::Value& row : rows) {
    const json::Value* code = row.findFolded("CODE");
    if (!code) code = row.findFolded("ENTERPRISE_CODE");
    const auto text = code ? schemas::scalarText(*code) : std::nullopt;
    if (text && !schemas::trimmed(*text).empty()) codes.emplace(schemas::trimmed(*text));
  }
  return {codes.begin(), codes.end()};
}

void takeMember(const json::Member& member, GContent& content) {
  const json::Array* rows = member.value.array();
  if (!rows || rows->empty()) return;
  const std::string heading(schemas::trimmed(member.name));
  if (isEnterprises(heading))
    content.enterprises = codesOf(*rows);
  else if (heading == "企业配置")
    content.configurations = *rows;
  else
    ListTaker(listUnder(heading), content.lists).take(*rows);
}

}  // namespace

Result<TakenLists> listsFromN(const json::Value& data) {
  const json::Object* members = data.object();
  if (!members) return fail(Failure::malformed, "data 应为JSON对象", "base data without data");
  TakenLists taken;
  for (const json::Member& member : *members) {
    const json::Array* rows = member.value.array();
    if (!rows)
      return fail(Failure::malformed, "data." + member.name + " 应为数组", "base data list is no array");
    if (!ListTaker(member.name, taken).take(*rows) && withList(member.name, [](const auto&) {}))
      return fail(Failure::malformed, "data." + member.name + " 无法读取",
                  "no row of a base data list can be read");
  }
  if (taken.lists.lists.empty()) return fail(Failure::malformed, "data 为空", "base data without lists");
  return taken;
}

Result<GContent> contentFromG(const json::Value& data) {
  if (const std::string* text = data.text()) {
    auto inner = json::parse(*text);
    if (!inner || inner->root.text()) return fail(Failure::malformed, "DATA 无法读取", "DATA holds no JSON");
    return contentFromG(inner->root);
  }
  GContent content;
  if (const json::Object* members = data.object()) {
    for (const json::Member& member : *members) takeMember(member, content);
    return content;
  }
  const json::Array* objects = data.array();
  if (!objects) return fail(Failure::malformed, "DATA 应为数组", "DATA is no array");
  for (const json::Value& object : *objects)
    if (const json::Object* members = object.object())
      for (const json::Member& member : *members) takeMember(member, content);
  return content;
}

}  // namespace hub::delivery
