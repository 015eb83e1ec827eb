#include "adapters/mysql/delivery_queue.h"

#include <algorithm>

#include "adapters/mysql/bulk_insert.h"
#include "adapters/mysql/clipped.h"
#include "adapters/mysql/compression.h"
#include "adapters/mysql/delivery_row.h"

namespace hub::mysql {
namespace {

// What is to go at once goes at once, also when the clock of this machine is ahead for a while: no time
// written here lies further ahead of the database than the longest wait.
#define AT_ONCE "LEAST(?, UTC_TIMESTAMP(3))"
#define SOON "LEAST(?, UTC_TIMESTAMP(3) + INTERVAL 3900 SECOND)"
static_assert(kLongestWait.count() == 3900);

// One statement and no look-up before it: this is part of every accepted batch. On a duplicate
// LAST_INSERT_ID(id) makes the id of the row that stands already the answer. Assignments run from left to
// right, so `state` comes last.
constexpr BulkInsert kEnqueue{.head = R"sql(
  INSERT INTO delivery (peer_id, kind, priority, state, enterprise_code, batch_id, subject, open, reason, due,
                        created, last_message) VALUES
)sql",
                              .tail = R"sql(
  ON DUPLICATE KEY UPDATE
    id = LAST_INSERT_ID(id),
    renewed = IF(kind <= 1 AND state = 1, 1, renewed),
    body = IF(kind <= 1 AND state <> 1, NULL, body),
    round_attempts = IF(kind <= 1 AND state IN (2, 3, 5), 0, round_attempts),
    due = IF(kind <= 1 AND state IN (2, 3, 5), VALUES(due), due),
    state = IF(kind <= 1 AND state IN (2, 3, 5), 0, state)
)sql",
                              .columns = 12,
                              .row = "(?,?,?,?,?,?,?,?,?," AT_ONCE "," AT_ONCE ",?)"};

#define STILL_HELD "WHERE id = ? AND state = 1 AND claimed_by = ? AND attempts = ?"
constexpr const char* kFreezeSql = "UPDATE delivery SET body = COALESCE(body, ?) " STILL_HELD;
// `renewed` is used before it is reset: assignments run from left to right.
constexpr const char* kRecordSql = R"sql(
  UPDATE delivery SET
    state = IF(renewed = 1, 0, ?),
    due = )sql" SOON R"sql(, last_code = ?, last_message = ?,
    round_attempts = IF(renewed = 1, 0, round_attempts - ?),
    body = IF(renewed = 1, NULL, body),
    renewed = 0, claimed_by = '', lease_until = NULL
)sql" STILL_HELD;
constexpr const char* kAttemptSql = R"sql(
  INSERT INTO delivery_attempt (delivery_id, attempt, started, took_ms, bytes, code, message) VALUES
  (?, ?, ?, ?, ?, ?, ?)
)sql";

#define INTO_ARCHIVE                                                                                     \
  "(id, peer_id, kind, priority, enterprise_code, batch_id, subject, reason, round_attempts, attempts, " \
  "due, created, finished, last_code, last_message, note) "                                              \
  "SELECT id, peer_id, kind, priority, enterprise_code, batch_id, subject, reason, round_attempts, "     \
  "attempts, due, created, "
// Locks the row it copies, so that it is the same that is deleted.
constexpr const char* kArchiveSql = "INSERT INTO delivery_done " INTO_ARCHIVE
                                    "?, ?, ?, note FROM delivery " STILL_HELD " AND renewed = 0 FOR UPDATE";
constexpr const char* kLeaveSql = "DELETE FROM delivery WHERE id = ?";
constexpr const char* kArchiveLeftOverSql =
    "INSERT IGNORE INTO delivery_done " INTO_ARCHIVE
    "due, last_code, last_message, note FROM delivery "
    "WHERE id IN (SELECT k.id FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) k)";
constexpr const char* kLeaveLeftOverSql = "DELETE d FROM " DELIVERY_BY_IDS;

// The oldest of each state and priority, off the key, then of all.
#define LEFT_OVER(STATE, PRIORITY)                                                            \
  "(SELECT id FROM delivery FORCE INDEX (delivery_lane) WHERE peer_id = ? AND state = " STATE \
  " AND priority = " PRIORITY " AND id > ? ORDER BY id LIMIT ?)"
#define LEFT_OVER_OF(STATE)                                                                        \
  LEFT_OVER(STATE, "0")                                                                            \
  " UNION ALL " LEFT_OVER(STATE, "1") " UNION ALL " LEFT_OVER(STATE, "2") " UNION ALL " LEFT_OVER( \
      STATE, "3") " UNION ALL " LEFT_OVER(STATE, "4") " UNION ALL " LEFT_OVER(STATE, "5")
static_assert(static_cast<int>(Priority::restore) == 5);
constexpr int kLeftOverParts = 12;
constexpr const char* kLeftOverSql = LEFT_OVER_OF("2") " UNION ALL " LEFT_OVER_OF("3") " ORDER BY id LIMIT ?";
constexpr const char* kRoundSql =
    "UPDATE " DELIVERY_BY_IDS "SET d.state = 0, d.round_attempts = 0, d.due = " AT_ONCE
    " WHERE d.state IN (2, 3)";

constexpr const char* kSendSql = R"sql(
  UPDATE delivery SET state = 0, round_attempts = 0, due = )sql" AT_ONCE R"sql(, after_config = ?, note = ?
  WHERE id = ? AND state IN (0, 2, 3)
)sql";
constexpr const char* kTakeBackSql = R"sql(
  UPDATE delivery SET state = 0, round_attempts = 0, due = )sql" AT_ONCE R"sql(, after_config = 0, note = ?
  WHERE id = ? AND state = 5
)sql";
constexpr const char* kSetAsideSql =
    "UPDATE delivery SET state = 5, note = ? WHERE id = ? AND state IN (0, 2, 3)";

auto leaseLost() { return fail(Failure::leaseLost, {}, "somebody else has this delivery now"); }

}  // namespace

Result<void> MySqlDeliveryQueue::enqueueAll(const std::vector<NewDelivery>& deliveries) {
  return insertAll(session_, kEnqueue, deliveries, [](const NewDelivery& delivery) {
    constexpr int kOpen = 1;
    return Parameters{delivery.peer,
                      delivery.kind,
                      delivery.priority,
                      DeliveryState::waiting,
                      delivery.enterprise,
                      delivery.batch.value_or(BatchId{}),
                      delivery.subject,
                      kOpen,
                      clipped(delivery.reason, kWordMax),
                      delivery.due,
                      delivery.due,
                      ""};
  });
}

Result<DeliveryId> MySqlDeliveryQueue::enqueue(const NewDelivery& delivery) {
  HUB_CHECK(enqueueAll({delivery}));
  HUB_TRY(id, session_.lastId());
  return DeliveryId{id};
}

Result<void> MySqlDeliveryQueue::freezeBody(const Delivery& delivery, const std::string& body) {
  HUB_TRY(found, session_.execute(kFreezeSql,
                                  {compressed(body), delivery.id, delivery.claimedBy, delivery.attempts}));
  if (found == 0) return leaseLost();
  return {};
}

Result<void> MySqlDeliveryQueue::record(const Delivery& delivery, const Outcome& outcome) {
  const std::string code = clipped(outcome.code, kWordMax);
  const std::string message = clipped(outcome.message, kTextMax);
  const bool isDone = outcome.next == DeliveryState::delivered;
  HUB_TRY(isArchived, isDone ? archive(delivery, outcome) : Result<bool>(false));
  if (!isArchived) {
    // A success that is not archived was of content that has changed since (state 0 whatever is said here),
    // or is not ours to write.
    const int notBurnt = outcome.burnsAttempt ? 0 : 1;
    HUB_TRY(found, session_.execute(kRecordSql, {outcome.next, outcome.due, code, message, notBurnt,
                                                 delivery.id, delivery.claimedBy, delivery.attempts}));
    if (found == 0) return leaseLost();
  }
  HUB_CHECK(session_.execute(kAttemptSql, {delivery.id, delivery.attempts, outcome.started,
                                           outcome.took.count(), outcome.bytes, code, message}));
  return {};
}

Result<bool> MySqlDeliveryQueue::archive(const Delivery& delivery, const Outcome& outcome) {
  HUB_TRY(copied,
          session_.execute(kArchiveSql, {outcome.started + outcome.took, clipped(outcome.code, kWordMax),
                                         clipped(outcome.message, kTextMax), delivery.id, delivery.claimedBy,
                                         delivery.attempts}));
  if (copied == 0) return false;
  HUB_CHECK(session_.execute(kLeaveSql, {delivery.id}));
  return true;
}

// Rows locked by releaseExpired().
Result<void> MySqlDeliveryQueue::archiveLeftOver(const std::vector<std::string>& ids) {
  HUB_CHECK(session_.execute(kArchiveLeftOverSql, {idList(ids)}));
  HUB_CHECK(session_.execute(kLeaveLeftOverSql, {idList(ids)}));
  return {};
}

Result<RoundPiece> MySqlDeliveryQueue::startRound(PeerId peer, TimePoint now, std::uint32_t limit,
                                                  DeliveryId after) {
  Parameters parameters;
  for (int part = 0; part < kLeftOverParts; ++part) {
    parameters.emplace_back(peer);
    parameters.emplace_back(after);
    parameters.emplace_back(limit);
  }
  parameters.emplace_back(limit);
  HUB_TRY(rows, session_.query(kLeftOverSql, parameters));
  if (rows.empty()) return RoundPiece{0, after, false};
  HUB_TRY(started, session_.execute(kRoundSql, {idList(idsOf(rows)), now}));
  return RoundPiece{started, rows.back().number<DeliveryId>(0), rows.size() == limit};
}

Result<bool> MySqlDeliveryQueue::act(DeliveryId id, QueueAct act, const std::string& note, TimePoint now) {
  const std::string words = clipped(note, kNoteMax);
  const auto changed = [&] {
    switch (act) {
      case QueueAct::setAside:
        return session_.execute(kSetAsideSql, {words, id});
      case QueueAct::takeBack:
        return session_.execute(kTakeBackSql, {now, words, id});
      case QueueAct::sendAgain:
      case QueueAct::sendAfterConfiguration:
        break;
    }
    return session_.execute(kSendSql, {now, act == QueueAct::sendAfterConfiguration, words, id});
  }();
  if (!changed) return tl::unexpected(changed.error());
  return *changed > 0;
}

}  // namespace hub::mysql
