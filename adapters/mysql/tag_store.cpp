#include "adapters/mysql/tag_store.h"

#include "adapters/mysql/bulk_insert.h"

namespace hub::mysql {
namespace {

#define TAG_INTO                                                                                      \
  "INSERT INTO tag (peer_id, sign_date, province, enterprise_code, md5, algorithm, batch_id, state, " \
  "received, changed) VALUES "
#define TAG_INSERT TAG_INTO "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE "
#define TAG_RENEWED "batch_id = VALUES(batch_id), state = VALUES(state), changed = VALUES(changed)"
#define TAG_COLUMNS                                                                                       \
  "SELECT id, peer_id, sign_date, province, enterprise_code, md5, algorithm, batch_id, state, received, " \
  "changed "                                                                                              \
  "FROM tag "

constexpr const char* kPutOwnSql = TAG_INSERT TAG_RENEWED;
constexpr BulkInsert kPutAllOwn{
    .head = TAG_INTO, .tail = " ON DUPLICATE KEY UPDATE " TAG_RENEWED, .columns = 10};
constexpr const char* kNoteReceivedSql = TAG_INSERT "received = 1";
constexpr const char* kFindSql = TAG_COLUMNS
    "WHERE peer_id = ? AND province = ? AND enterprise_code = ? AND md5 = ? AND sign_date BETWEEN ? AND ?";
constexpr const char* kListSql = TAG_COLUMNS
    R"sql(
  WHERE peer_id = ? AND sign_date BETWEEN ? AND ? AND (? IS NULL OR enterprise_code = ?) AND (? IS
  NULL OR state = ?) ORDER BY id LIMIT ?
)sql";
constexpr const char* kOfBatchSql = TAG_COLUMNS "WHERE batch_id = ? AND peer_id = ? ORDER BY id";
constexpr const char* kSetStateSql = "UPDATE tag SET state = ?, changed = ? WHERE id = ?";

Tag tagOf(const Row& row) {
  return {.id = row.number<std::uint64_t>(0),
          .peer = row.number<PeerId>(1),
          .sign = {civilDateOf(row.view(2)), row.text(3), row.text(4), row.text(5)},
          .algorithm = row.text(6),
          .batch = row.number<BatchId>(7),
          .state = row.number<TagState>(8),
          .received = row.flag(9),
          .changed = row.time(10)};
}

Parameters parametersOf(const Tag& tag) {
  return {tag.peer,      tag.sign.date, tag.sign.province, tag.sign.enterprise, tag.sign.md5,
          tag.algorithm, tag.batch,     tag.state,         tag.received,        tag.changed};
}

}  // namespace

Result<void> MySqlTagStore::putOwn(const Tag& tag) {
  HUB_CHECK(session_.execute(kPutOwnSql, parametersOf(tag)));
  return {};
}

Result<void> MySqlTagStore::putAllOwn(const std::vector<Tag>& tags) {
  return insertAll(session_, kPutAllOwn, tags, parametersOf);
}

Result<void> MySqlTagStore::noteReceived(const Tag& tag) {
  Tag named = tag;
  named.batch = {};
  named.state = TagState::missingHere;
  named.received = true;
  HUB_CHECK(session_.execute(kNoteReceivedSql, parametersOf(named)));
  return {};
}

Result<std::optional<Tag>> MySqlTagStore::find(PeerId peer, const schemas::LogSign& sign) {
  HUB_TRY(rows, session_.query(kFindSql, {peer, sign.province, sign.enterprise, sign.md5,
                                          sign.date.plusDays(-1), sign.date.plusDays(1)}));
  if (rows.empty()) return std::nullopt;
  return std::optional(tagOf(rows[0]));
}

Result<std::vector<Tag>> MySqlTagStore::list(const TagFilter& filter) {
  const auto from = filter.from.value_or(schemas::CivilDate::of(1900, 1, 1));
  const auto to = filter.to.value_or(schemas::CivilDate::of(2099, 12, 31));
  HUB_TRY(rows, session_.query(kListSql, {filter.peer, from, to, filter.enterprise, filter.enterprise,
                                          filter.state, filter.state, filter.limit}));
  std::vector<Tag> tags;
  for (const Row& row : rows) tags.push_back(tagOf(row));
  return tags;
}

Result<std::vector<Tag>> MySqlTagStore::ofBatch(PeerId peer, BatchId batch) {
  HUB_TRY(rows, session_.query(kOfBatchSql, {batch, peer}));
  std::vector<Tag> tags;
  for (const Row& row : rows) tags.push_back(tagOf(row));
  return tags;
}

Result<void> MySqlTagStore::setState(std::uint64_t id, TagState state, TimePoint when) {
  HUB_CHECK(session_.execute(kSetStateSql, {state, when, id}));
  return {};
}

}  // namespace hub::mysql
