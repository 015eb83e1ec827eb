#include <algorithm>

#include "tests/fakes/fake_unit.h"

namespace fakes {

using hub::DictionaryChange;
using hub::DictionaryLists;
using hub::DictionaryVersion;
using hub::Result;
using schemas::json::Value;

namespace {

std::string memberText(const Value& row, const char* name) {
  const Value* member = row.find(name);
  if (!member) return {};
  if (const auto* text = member->text()) return *text;
  return schemas::json::write(*member);
}

std::string keyOf(const std::string& list, const Value& row) {
  return row.find("code") ? hub::dictionaryKey(list, row) : schemas::json::write(row);
}

const Value* rowWithKey(const std::string& list, const std::vector<Value>& rows, const std::string& key) {
  const auto found = std::ranges::find_if(rows, [&](const Value& row) { return keyOf(list, row) == key; });
  return found == rows.end() ? nullptr : &*found;
}

void count(const std::string& list, const std::vector<Value>& before, const std::vector<Value>& after,
           DictionaryChange& change) {
  for (const Value& row : after) {
    const Value* old = rowWithKey(list, before, keyOf(list, row));
    ++(!old ? change.added : *old == row ? change.unchanged : change.changed);
  }
  for (const Value& row : before)
    if (!rowWithKey(list, after, keyOf(list, row))) ++change.ended;
}

void replace(DictionaryTable& table, const std::string& list, const std::vector<Value>& rows) {
  std::vector<Value>& inForce = table.inForce.lists[list];
  for (const Value& row : inForce) {
    const Value* now = rowWithKey(list, rows, keyOf(list, row));
    if (!now || !(*now == row)) table.ended[list].push_back(row);
  }
  inForce = rows;
}

}  // namespace

Result<DictionaryVersion> FakeDictionaries::current() {
  HUB_CHECK(session_.enter());
  return session_.tables.dictionary->version;
}

Result<DictionaryLists> FakeDictionaries::load(const std::vector<std::string>& names) {
  HUB_CHECK(session_.enter());
  const DictionaryLists& all = session_.tables.dictionary->inForce;
  if (names.empty()) return all;
  DictionaryLists result;
  for (const std::string& name : names)
    if (const auto found = all.lists.find(name); found != all.lists.end()) result.lists.insert(*found);
  return result;
}

Result<DictionaryChange> FakeDictionaries::import(const DictionaryLists& lists,
                                                  const DictionaryVersion& version) {
  HUB_CHECK(session_.enter());
  DictionaryTable& table = session_.tables.dictionary.edit();
  DictionaryChange change;
  for (const auto& [list, rows] : lists.lists) count(list, table.inForce.lists[list], rows, change);
  change.version = table.version.number;
  if (change.added + change.changed + change.ended == 0) return change;

  for (const auto& [list, rows] : lists.lists) replace(table, list, rows);
  change.version = std::max(table.version.number + 1, version.number);
  table.version = version;
  table.version.number = change.version;
  return change;
}

Result<bool> FakeDictionaries::knows(const std::string& list, const std::string& code) {
  HUB_CHECK(session_.enter());
  const auto& lists = session_.tables.dictionary->inForce.lists;
  const auto found = lists.find(list);
  return found != lists.end() && std::ranges::any_of(found->second, [&](const Value& row) {
           return memberText(row, "code") == code;
         });
}

}  // namespace fakes
