#include "adapters/mysql/bulk_action_store.h"

#include <algorithm>

#include "adapters/mysql/bulk_insert.h"
#include "adapters/mysql/clipped.h"

namespace hub::mysql {
namespace {

// 0 running, 1 paused, 2 cancelled, 3 done.
static_assert(static_cast<int>(BulkState::running) == 0 && static_cast<int>(BulkState::paused) == 1 &&
              static_cast<int>(BulkState::cancelled) == 2 && static_cast<int>(BulkState::done) == 3);

constexpr const char* kCreateSql = R"sql(
  INSERT INTO bulk_action (act, peer_id, filter_state, enterprise_code, kind, last_code, filter_reason,
                           created_from, created_to, after_id, up_to_id, reason, created_by, state, total,
                           changed, refused, cursor_id, created, finished)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql";
#define ACTION_COLUMNS                                                                                       \
  "SELECT id, act, peer_id, filter_state, enterprise_code, kind, last_code, filter_reason, created_from, "   \
  "created_to, after_id, up_to_id, reason, created_by, state, total, changed, refused, cursor_id, created, " \
  "finished FROM bulk_action "
constexpr const char* kFindSql = ACTION_COLUMNS "WHERE id = ?";
constexpr const char* kListSql = ACTION_COLUMNS "ORDER BY id DESC LIMIT ?";
constexpr const char* kOldestRunningSql = "SELECT MIN(id) FROM bulk_action WHERE state = 0";
constexpr const char* kLockSql = ACTION_COLUMNS "WHERE id = ? AND state = 0 FOR UPDATE SKIP LOCKED";
constexpr const char* kAdvanceSql =
    "UPDATE bulk_action SET cursor_id = ?, changed = ?, refused = ?, state = ?, finished = ? WHERE id = ?";
constexpr const char* kSetStateSql = R"sql(
  UPDATE bulk_action SET finished = IF(? >= 2, ?, finished), state = ? WHERE id = ? AND state IN (0, 1)
)sql";

constexpr BulkInsert kRefuse{.head = "INSERT IGNORE INTO bulk_refusal (action_id, delivery_id, why) VALUES ",
                             .tail = "",
                             .columns = 3};
constexpr const char* kRefusalCountSql = "SELECT COUNT(*) FROM bulk_refusal WHERE action_id = ?";
constexpr const char* kRefusalsSql =
    "SELECT delivery_id, why FROM bulk_refusal WHERE action_id = ? ORDER BY delivery_id LIMIT ?";

template <class T>
std::optional<T> numberIn(const Row& row, std::size_t column) {
  return row.isNull(column) ? std::nullopt : std::optional(row.number<T>(column));
}
std::optional<std::string> textIn(const Row& row, std::size_t column) {
  return row.isNull(column) ? std::nullopt : std::optional(row.text(column));
}
std::optional<TimePoint> timeIn(const Row& row, std::size_t column) {
  return row.isNull(column) ? std::nullopt : std::optional(row.time(column));
}

DeliveryFilter filterOf(const Row& row) {
  DeliveryFilter filter;
  filter.peer = numberIn<PeerId>(row, 2);
  filter.state = numberIn<DeliveryState>(row, 3);
  filter.enterprise = textIn(row, 4);
  filter.kind = numberIn<DeliveryKind>(row, 5);
  filter.lastCode = textIn(row, 6);
  filter.reason = textIn(row, 7);
  filter.createdFrom = timeIn(row, 8);
  filter.createdTo = timeIn(row, 9);
  filter.after = row.number<DeliveryId>(10);
  filter.upTo = row.number<DeliveryId>(11);
  return filter;
}

BulkAction actionOf(const Row& row) {
  BulkAction action;
  action.id = row.number<std::uint64_t>(0);
  action.act = row.number<QueueAct>(1);
  action.filter = filterOf(row);
  action.reason = row.text(12);
  action.by = row.text(13);
  action.state = row.number<BulkState>(14);
  action.total = row.number<std::uint64_t>(15);
  action.changed = row.number<std::uint64_t>(16);
  action.refused = row.number<std::uint64_t>(17);
  action.cursor = row.number<DeliveryId>(18);
  action.created = row.time(19);
  action.finished = timeIn(row, 20);
  return action;
}

}  // namespace

Result<std::uint64_t> MySqlBulkActionStore::create(const BulkAction& action) {
  const DeliveryFilter& filter = action.filter;
  HUB_CHECK(session_.execute(kCreateSql, {action.act,
                                          filter.peer,
                                          filter.state,
                                          filter.enterprise,
                                          filter.kind,
                                          filter.lastCode,
                                          filter.reason,
                                          filter.createdFrom,
                                          filter.createdTo,
                                          filter.after,
                                          filter.upTo,
                                          clipped(action.reason, kNoteMax),
                                          clipped(action.by, kLineMax),
                                          action.state,
                                          action.total,
                                          action.changed,
                                          action.refused,
                                          action.cursor,
                                          action.created,
                                          action.finished}));
  return session_.lastId();
}

Result<std::optional<BulkAction>> MySqlBulkActionStore::one(const char* sql, std::uint64_t id) {
  HUB_TRY(rows, session_.query(sql, {id}));
  if (rows.empty()) return std::nullopt;
  return std::optional(actionOf(rows[0]));
}

Result<std::optional<BulkAction>> MySqlBulkActionStore::find(std::uint64_t id) { return one(kFindSql, id); }

Result<std::vector<BulkAction>> MySqlBulkActionStore::list(std::uint32_t limit) {
  HUB_TRY(rows, session_.query(kListSql, {limit}));
  std::vector<BulkAction> actions;
  for (const Row& row : rows) actions.push_back(actionOf(row));
  return actions;
}

Result<std::optional<BulkAction>> MySqlBulkActionStore::lockRunning() {
  HUB_TRY(oldest, session_.query(kOldestRunningSql));
  if (oldest.at(0).isNull(0)) return std::nullopt;
  return one(kLockSql, oldest[0].number<std::uint64_t>(0));
}

Result<void> MySqlBulkActionStore::advance(const BulkAction& action,
                                           const std::vector<BulkRefusal>& refusals) {
  HUB_CHECK(session_.execute(kAdvanceSql, {action.cursor, action.changed, action.refused, action.state,
                                           action.finished, action.id}));
  if (refusals.empty()) return {};
  HUB_TRY(kept, session_.query(kRefusalCountSql, {action.id}));
  const std::uint64_t room =
      kRefusalsMax - std::min<std::uint64_t>(kRefusalsMax, kept.at(0).number<std::uint64_t>(0));
  const std::vector<BulkRefusal> fitting(
      refusals.begin(),
      refusals.begin() + static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(room, refusals.size())));
  return insertAll(session_, kRefuse, fitting, [&](const BulkRefusal& refusal) {
    return Parameters{action.id, refusal.delivery, clipped(refusal.why, kLineMax)};
  });
}

Result<std::vector<BulkRefusal>> MySqlBulkActionStore::refusals(std::uint64_t id, std::uint32_t limit) {
  HUB_TRY(rows, session_.query(kRefusalsSql, {id, limit}));
  std::vector<BulkRefusal> refusals;
  for (const Row& row : rows) refusals.push_back({row.number<DeliveryId>(0), row.text(1)});
  return refusals;
}

Result<bool> MySqlBulkActionStore::setState(std::uint64_t id, BulkState state, TimePoint now) {
  HUB_TRY(found, session_.execute(kSetStateSql, {state, now, state, id}));
  return found > 0;
}

}  // namespace hub::mysql
