#include "hub/base_data/base_data_check.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "schemas/declare/read.h"
#include "schemas/messages/download_base_data.h"

namespace hub::base_data {
namespace {

namespace rows = schemas::base_data;
using schemas::BaseData;
using schemas::Decimal;
using schemas::ReadContext;
using schemas::json::Value;
using Codes = std::set<std::string, std::less<>>;
using Findings = std::vector<std::string>;

std::string at(const char* list, std::size_t row, const std::string& member) {
  return std::string(list) + "[" + std::to_string(row) + "]." + member;
}

bool isDigits(const std::string& text, std::size_t count) {
  return text.size() == count &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool isPositive(const Decimal& value) { return !value.isNegative() && !value.isZero(); }

void checkRow(const rows::Region& row, std::size_t i, ReadContext& context) {
  if (!isDigits(row.pcode, 6)) context.malformed(at("region", i, "pcode"), "应为6位行政区划代码");
  if ((row.type == 1) != (row.pcode == "000000"))
    context.malformed(at("region", i, "pcode"), "省级的上级应为000000");
}

void checkRow(const rows::Industry& row, std::size_t i, ReadContext& context) {
  if ((row.code.text().size() == 1) != (row.pcode == "0"))
    context.malformed(at("industry", i, "pcode"), "门类的上级应为0");
}

void checkRow(const rows::CollectSystemType& row, std::size_t i, ReadContext& context) {
  if (!isDigits(row.code, row.code.size())) context.malformed(at("collectSystemType", i, "code"), "应为数字");
}

void checkRow(const rows::Process& row, std::size_t i, ReadContext& context) {
  if (!schemas::IndustryCode::parse(row.industryCode))
    context.malformed(at("process", i, "industryCode"), schemas::IndustryRule::kRule);
}

void checkRow(const rows::CollectItem& row, std::size_t i, ReadContext& context) {
  const std::size_t length = row.type == 3 ? 4 : 2;
  if (!isDigits(row.code, length))
    context.malformed(at("collectItem", i, "code"), "类型1、2应为2位数字，类型3应为4位");
  if ((row.type == 1) != row.pclass.empty()) context.malformed(at("collectItem", i, "pclass"), "仅类型1为空");
  if (!row.pclass.empty() && !isDigits(row.pclass, 2))
    context.malformed(at("collectItem", i, "pclass"), "应为2位数字");
  if (!row.industryCode.empty() && !schemas::IndustryCode::parse(row.industryCode))
    context.malformed(at("collectItem", i, "industryCode"), schemas::IndustryRule::kRule);
}

void checkRow(const rows::EnergyType& row, std::size_t i, ReadContext& context) {
  if (!row.zbckz.empty() && !Decimal::parse(row.zbckz))
    context.malformed(at("energyType", i, "zbckz"), "应为数字文本");
  if (!isPositive(row.dwzbx)) context.malformed(at("energyType", i, "dwzbx"), "应大于0");
}

void checkRow(const rows::ProductQuota& row, std::size_t i, ReadContext& context) {
  if (!isPositive(row.zbx)) context.malformed(at("productQuota", i, "zbx"), "应大于0");
}

template <class Row>
void checkRow(const Row&, std::size_t, ReadContext&) {}

template <class M, class Row>
void checkRows(const schemas::Field<M, std::vector<Row>>& list, const BaseData& data, ReadContext& context) {
  const std::vector<Row>& items = data.*list.member;
  for (std::size_t i = 0; i < items.size(); ++i) checkRow(items[i], i, context);
}

void checkKeys(const DictionaryLists& lists, ReadContext& context) {
  for (const auto& [name, items] : lists.lists) {
    Codes seen;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const auto* code = items[i].find("code");
      if (!code || !schemas::scalarText(*code))
        context.missing(at(name.c_str(), i, "code"));
      else if (!seen.insert(dictionaryKey(name, items[i])).second)
        context.malformed(at(name.c_str(), i, "code"), "同一代码出现两次");
    }
  }
}

/// Reports parents that are not in the list; an empty parent is none.
template <class Row, class Key, class Parent>
void reportDangling(const char* list, const std::vector<Row>& items, Key keyOf, Parent parentOf,
                    Findings& findings) {
  Codes known;
  for (const Row& row : items) known.insert(keyOf(row));
  for (const Row& row : items) {
    const std::string parent = parentOf(row);
    if (!parent.empty() && !known.contains(parent))
      findings.push_back(std::string(list) + " " + keyOf(row) + " " + row.name + "：上级 " + parent +
                         " 不在表中");
  }
}

std::string unless(const std::string& parent, const char* root) {
  return parent == root ? std::string() : parent;
}

// The same digits occur as class, kind group and kind: 01/0100 hangs below 01/01, and that below class 01.
std::string itemKey(const rows::CollectItem& row) {
  return row.pclass.empty() ? row.code : row.pclass + "/" + row.code;
}
std::string itemParent(const rows::CollectItem& row) {
  return row.type == 3 ? row.pclass + "/" + row.pcode : row.pclass;
}

std::string energyKey(const rows::EnergyType& row) { return row.classCode.text() + "/" + row.code; }
std::string energyParent(const rows::EnergyType& row) {
  return row.pcode == "0" ? std::string() : row.classCode.text() + "/" + row.pcode;
}

/// Industries named by the rows of other lists.
template <class Row, class Industry>
void reportIndustries(const char* list, const std::vector<Row>& items, Industry industryOf,
                      const BaseData& data, Findings& findings) {
  if (data.industry.empty()) return;
  Codes known;
  for (const auto& row : data.industry) known.insert(row.code.text());
  for (const Row& row : items) {
    const std::string industry = industryOf(row);
    if (!industry.empty() && !known.contains(industry))
      findings.push_back(std::string(list) + " " + row.name + "：行业 " + industry + " 不在表中");
  }
}

Findings danglingIn(const BaseData& data) {
  Findings findings;
  reportDangling(
      "region", data.region, [](const auto& r) { return r.code.text(); },
      [](const auto& r) { return unless(r.pcode, "000000"); }, findings);
  reportDangling(
      "industry", data.industry, [](const auto& r) { return r.code.text(); },
      [](const auto& r) { return unless(r.pcode, "0"); }, findings);
  reportDangling("collectItem", data.collectItem, itemKey, itemParent, findings);
  reportDangling("energyType", data.energyType, energyKey, energyParent, findings);
  reportIndustries(
      "process", data.process, [](const auto& r) { return r.industryCode; }, data, findings);
  reportIndustries(
      "productQuota", data.productQuota, [](const auto& r) { return r.industryCode.text(); }, data, findings);
  return findings;
}

BaseData readStrictly(const DictionaryLists& lists, ReadContext& context) {
  schemas::json::Object root;
  const auto add = [&](const char* name) {
    const auto found = lists.lists.find(name);
    root.push_back({name, Value(found == lists.lists.end() ? schemas::json::Array{} : found->second)});
  };
  std::apply([&](const auto&... fields) { (add(fields.name), ...); }, BaseData::fields());
  BaseData data;
  schemas::readObject(Value(std::move(root)), std::string(), data, context);
  return data;
}

}  // namespace

Result<std::vector<std::string>> checkBaseData(const DictionaryLists& lists) {
  ReadContext context;
  context.strict = true;
  const BaseData data = readStrictly(lists, context);
  checkKeys(lists, context);
  if (context.faults.empty())
    std::apply([&](const auto&... fields) { (checkRows(fields, data, context), ...); }, BaseData::fields());
  if (!context.faults.empty()) return fail(Failure::malformed, schemas::detailOf(context.faults));
  return danglingIn(data);
}

}  // namespace hub::base_data
