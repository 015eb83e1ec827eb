#include "adapters/mysql/dictionary_store.h"

#include <unordered_map>

#include "adapters/mysql/bulk_insert.h"
#include "adapters/mysql/clipped.h"
#include "adapters/mysql/json_text.h"

namespace hub::mysql {
namespace {

using schemas::json::Value;

constexpr const char* kCurrentSql =
    "SELECT number, source, imported, upstream FROM dictionary_version ORDER BY number DESC LIMIT 1";
constexpr const char* kLockVersionsSql =
    "SELECT number FROM dictionary_version ORDER BY number DESC LIMIT 1 FOR UPDATE";
constexpr const char* kAddVersionSql =
    "INSERT INTO dictionary_version (number, source, imported, upstream) VALUES (?, ?, ?, ?)";
constexpr const char* kAllSql =
    "SELECT list, body FROM dictionary_row WHERE until_version IS NULL ORDER BY list, position";
constexpr const char* kListSql = R"sql(
  SELECT id, body, position FROM dictionary_row WHERE list = ? AND until_version IS NULL ORDER BY
  position
)sql";
constexpr const char* kEndSql = R"sql(
  UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) k STRAIGHT_JOIN dictionary_row r
  ON r.id = k.id SET r.until_version = ?
)sql";
constexpr const char* kMoveSql = R"sql(
  UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$[0]', place INT UNSIGNED PATH
  '$[1]')) k STRAIGHT_JOIN dictionary_row r ON r.id = k.id SET r.position = k.place
)sql";
constexpr const char* kKnowsSql =
    "SELECT 1 FROM dictionary_row WHERE list = ? AND code = ? AND until_version IS NULL LIMIT 1";
constexpr BulkInsert kAddRows{
    .head = "INSERT INTO dictionary_row (list, position, code, from_version, body) VALUES ",
    .tail = "",
    .columns = 5};

struct StoredRow {
  std::uint64_t id = 0;
  std::uint32_t position = 0;
  std::string body;
  bool stays = false;
};
using RowsByKey = std::unordered_map<std::string, StoredRow>;

struct AddedRow {
  const std::string* list = nullptr;
  std::uint32_t position = 0;
  std::string code;
  std::string body;
};

/// What an import does to the stored rows; ids and places are JSON arrays without their brackets.
struct Plan {
  DictionaryChange change;
  std::vector<AddedRow> added;
  std::string ended;
  std::string moved;
};

std::string codeOf(const Value& row) {
  const Value* code = row.find("code");
  if (!code) return {};
  if (code->text()) return *code->text();
  return schemas::json::write(*code);
}

std::string keyOf(const std::string& list, const Value& row) {
  return row.find("code") ? dictionaryKey(list, row) : schemas::json::write(row);
}

void append(std::string& list, const std::string& item) {
  if (!list.empty()) list += ',';
  list += item;
}

Result<RowsByKey> storedRows(Session& session, const std::string& list) {
  HUB_TRY(rows, session.query(kListSql, {list}));
  RowsByKey byKey;
  for (const Row& row : rows) {
    HUB_TRY(value, storedJson(row.view(1)));
    byKey[keyOf(list, value)] = {row.number<std::uint64_t>(0), row.number<std::uint32_t>(2), row.text(1),
                                 false};
  }
  return byKey;
}

void planRow(const std::string& list, std::uint32_t position, const Value& row, RowsByKey& stored,
             Plan& plan) {
  std::string body = schemas::json::write(row);
  const auto found = stored.find(keyOf(list, row));
  if (found != stored.end() && found->second.body == body) {
    StoredRow& same = found->second;
    same.stays = true;
    ++plan.change.unchanged;
    if (same.position != position)
      append(plan.moved, "[" + std::to_string(same.id) + "," + std::to_string(position) + "]");
    return;
  }
  ++(found == stored.end() ? plan.change.added : plan.change.changed);
  if (found != stored.end()) {
    found->second.stays = true;
    append(plan.ended, std::to_string(found->second.id));
  }
  plan.added.push_back({&list, position, clipped(codeOf(row), kLineMax), std::move(body)});
}

void planList(const std::string& list, const std::vector<Value>& rows, RowsByKey& stored, Plan& plan) {
  std::uint32_t position = 0;
  for (const Value& row : rows) planRow(list, position++, row, stored, plan);
  for (const auto& [key, row] : stored) {
    if (row.stays) continue;
    ++plan.change.ended;
    append(plan.ended, std::to_string(row.id));
  }
}

Result<void> carryOut(Session& session, const Plan& plan) {
  const std::int64_t version = plan.change.version;
  if (!plan.ended.empty()) HUB_CHECK(session.execute(kEndSql, {"[" + plan.ended + "]", version}));
  if (!plan.moved.empty()) HUB_CHECK(session.execute(kMoveSql, {"[" + plan.moved + "]"}));
  return insertAll(session, kAddRows, plan.added, [&](const AddedRow& row) {
    return Parameters{*row.list, row.position, row.code, version, row.body};
  });
}

}  // namespace

Result<DictionaryVersion> MySqlDictionaryStore::current() {
  HUB_TRY(rows, session_.query(kCurrentSql));
  if (rows.empty()) return DictionaryVersion{};
  const Row& row = rows[0];
  return DictionaryVersion{row.number<std::int64_t>(0), row.text(1), row.time(2), row.text(3)};
}

Result<DictionaryLists> MySqlDictionaryStore::load(const std::vector<std::string>& names) {
  DictionaryLists result;
  const auto add = [&](const std::string& list, std::string_view body) -> Result<void> {
    HUB_TRY(value, storedJson(body));
    result.lists[list].push_back(std::move(value));
    return {};
  };
  if (names.empty()) {
    HUB_TRY(rows, session_.query(kAllSql));
    for (const Row& row : rows) HUB_CHECK(add(row.text(0), row.view(1)));
  }
  for (const std::string& name : names) {
    HUB_TRY(rows, session_.query(kListSql, {name}));
    for (const Row& row : rows) HUB_CHECK(add(name, row.view(1)));
  }
  return result;
}

Result<DictionaryChange> MySqlDictionaryStore::import(const DictionaryLists& lists,
                                                      const DictionaryVersion& version) {
  // Imports follow each other. The very first two at once meet at the primary key instead.
  HUB_TRY(versions, session_.query(kLockVersionsSql));
  const std::int64_t last = versions.empty() ? 0 : versions[0].number<std::int64_t>(0);
  Plan plan;
  for (const auto& [list, rows] : lists.lists) {
    HUB_TRY(stored, storedRows(session_, list));
    planList(list, rows, stored, plan);
  }
  plan.change.version = last;
  const bool differs = plan.change.added + plan.change.changed + plan.change.ended > 0;
  if (differs) {
    plan.change.version = std::max(last + 1, version.number);
    HUB_CHECK(addVersion(version, plan.change.version));
  }
  if (differs || !plan.moved.empty()) HUB_CHECK(carryOut(session_, plan));
  return plan.change;
}

Result<void> MySqlDictionaryStore::addVersion(const DictionaryVersion& version, std::int64_t number) {
  const auto added = session_.execute(
      kAddVersionSql,
      {number, clipped(version.source, kLineMax), version.imported, clipped(version.upstream, kWordMax)});
  if (added) return {};
  Error error = added.error();
  if (session_.lastWasDuplicate()) error.failure = Failure::retryable;
  return tl::unexpected(std::move(error));
}

Result<bool> MySqlDictionaryStore::knows(const std::string& list, const std::string& code) {
  HUB_TRY(rows, session_.query(kKnowsSql, {list, code}));
  return !rows.empty();
}

}  // namespace hub::mysql
