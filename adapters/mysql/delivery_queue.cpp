#include "adapters/mysql/delivery_queue.h"

#include <algorithm>

#include "adapters/mysql/bulk_insert.h"
#include "adapters/mysql/clipped.h"
#include "adapters/mysql/compression.h"

namespace hub::mysql {
namespace {

// Numbers in the statements: kind 0 configData, 1 meteringData, 2 energyData; state 0 waiting, 1 claimed, 2
// queued, 3 needsAttention, 4 delivered, 5 setAside.
static_assert(static_cast<int>(DeliveryKind::meteringData) == 1 &&
              static_cast<int>(DeliveryKind::energyData) == 2);
static_assert(static_cast<int>(DeliveryState::claimed) == 1 &&
              static_cast<int>(DeliveryState::needsAttention) == 3 &&
              static_cast<int>(DeliveryState::delivered) == 4 &&
              static_cast<int>(DeliveryState::setAside) == 5);

#define DELIVERY_COLUMNS                                                                               \
  "d.id, d.peer_id, d.kind, d.priority, d.state, d.enterprise_code, d.batch_id, d.subject, d.reason, " \
  "d.round_attempts, d.attempts, d.claimed_by, d.due, d.created, d.last_code, d.last_message "

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
    round_attempts = IF(kind <= 1 AND state IN (2, 3), 0, round_attempts),
    due = IF(kind <= 1 AND state IN (2, 3), VALUES(due), due),
    state = IF(kind <= 1 AND state IN (2, 3), 0, state)
)sql",
                              .columns = 12};

// Walks delivery_lane in its order. The instruments of an enterprise wait for its older configuration, its
// energy data for both (N-8.2-1), as far as they are still to come in this round; one whose round is used up
// holds nobody back. Each kind is looked up by itself, so that the look-up is one of a whole key.
#define OLDER(KIND)                                                                           \
  "EXISTS (SELECT 1 FROM delivery c FORCE INDEX (delivery_once) WHERE c.peer_id = d.peer_id " \
  "AND c.kind = " KIND                                                                        \
  " AND c.enterprise_code = d.enterprise_code AND c.open = 1 "                                \
  "AND c.state IN (0, 1) AND c.id < d.id) "
constexpr const char* kDueSql =
    "SELECT d.id FROM delivery d FORCE INDEX (delivery_lane) WHERE d.peer_id = ? AND d.state = 0 AND d.due <= ? "
    "AND NOT (d.kind IN (1, 2) AND " OLDER("0") ") AND NOT (d.kind = 2 AND " OLDER("1") ") "
    "ORDER BY d.priority, d.id LIMIT ? FOR UPDATE SKIP LOCKED";
#define IDS_JOINED \
  "JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) k STRAIGHT_JOIN delivery d ON d.id = k.id "
constexpr const char* kClaimSql = "UPDATE " IDS_JOINED
                                  R"sql(
  SET d.state = 1, d.claimed_by = ?, d.lease_until = ?,
      d.attempts = d.attempts + 1, d.round_attempts = d.round_attempts + 1
)sql";
constexpr const char* kClaimedSql =
    "SELECT " DELIVERY_COLUMNS ", d.body FROM " IDS_JOINED "ORDER BY d.priority, d.id";

#define STILL_HELD "WHERE id = ? AND state = 1 AND claimed_by = ? AND attempts = ?"
constexpr const char* kFreezeSql = "UPDATE delivery SET body = COALESCE(body, ?) " STILL_HELD;
// `renewed` is used before it is reset: assignments run from left to right.
constexpr const char* kRecordSql = R"sql(
  UPDATE delivery SET
    state = IF(renewed = 1, 0, ?),
    open = IF(? = 4 AND renewed = 0, NULL, 1),
    due = ?, last_code = ?, last_message = ?,
    round_attempts = IF(renewed = 1, 0, round_attempts - ?),
    body = IF(renewed = 1, NULL, body),
    renewed = 0, claimed_by = '', lease_until = NULL
)sql" STILL_HELD;
constexpr const char* kAttemptSql = R"sql(
  INSERT INTO delivery_attempt (delivery_id, attempt, started, took_ms, bytes, code, message) VALUES
  (?, ?, ?, ?, ?, ?, ?)
)sql";

// Locked in the same way as a claim, so that it never waits for a worker that is writing back.
constexpr const char* kExpiredSql =
    "SELECT id FROM delivery WHERE state = 1 AND lease_until <= ? FOR UPDATE SKIP LOCKED";
constexpr const char* kReleaseSql = "UPDATE " IDS_JOINED
                                    R"sql(
  SET d.state = 0, d.claimed_by = '', d.lease_until = NULL,
      d.body = IF(d.renewed = 1, NULL, d.body), d.renewed = 0
)sql";
constexpr const char* kRoundSql =
    "UPDATE delivery SET state = 0, round_attempts = 0, due = ? WHERE peer_id = ? AND state IN (2, 3)";

constexpr const char* kDepthSql = "SELECT state, COUNT(*) FROM delivery GROUP BY state";
constexpr const char* kDepthOfPeerSql =
    "SELECT state, COUNT(*) FROM delivery WHERE peer_id = ? GROUP BY state";
// The first of each state and priority, off the key alone: a million waiting rows are not read for it.
#define OLDEST(LANE)                                                                                       \
  "SELECT MIN(d.created) FROM (SELECT MIN(id) AS id FROM delivery FORCE INDEX (delivery_lane) WHERE " LANE \
  "state IN (0, 1, 2, 3) GROUP BY peer_id, state, priority) k JOIN delivery d ON d.id = k.id"
constexpr const char* kOldestSql = OLDEST("");
constexpr const char* kOldestOfPeerSql = OLDEST("peer_id = ? AND ");
constexpr const char* kListSql = "SELECT " DELIVERY_COLUMNS
                                 R"sql(
  FROM delivery d
  WHERE (? IS NULL OR d.peer_id = ?) AND (? IS NULL OR d.state = ?) AND (? IS NULL OR d.enterprise_code = ?)
  ORDER BY d.id
  LIMIT ?
)sql";
constexpr const char* kFindSql = "SELECT " DELIVERY_COLUMNS ", d.body FROM delivery d WHERE d.id = ?";
constexpr const char* kAttemptsSql =
    "SELECT started, took_ms, code, message FROM delivery_attempt WHERE delivery_id = ? ORDER BY attempt";
// What a worker holds or the peer has is no longer a person's to move.
constexpr const char* kSetStateSql = R"sql(
  UPDATE delivery
  SET state = ?, due = ?, round_attempts = IF(? = 0, 0, round_attempts), open = IF(? = 4, NULL, 1)
  WHERE id = ? AND state NOT IN (1, 4)
)sql";

Delivery deliveryOf(const Row& row) {
  Delivery delivery;
  delivery.id = row.number<DeliveryId>(0);
  delivery.peer = row.number<PeerId>(1);
  delivery.kind = row.number<DeliveryKind>(2);
  delivery.priority = row.number<Priority>(3);
  delivery.state = row.number<DeliveryState>(4);
  delivery.enterprise = row.text(5);
  if (const auto batch = row.number<BatchId>(6); batch != BatchId{}) delivery.batch = batch;
  delivery.subject = row.text(7);
  delivery.reason = row.text(8);
  delivery.roundAttempts = row.number<std::uint32_t>(9);
  delivery.attempts = row.number<std::uint32_t>(10);
  delivery.claimedBy = row.text(11);
  delivery.due = row.time(12);
  delivery.created = row.time(13);
  delivery.lastCode = row.text(14);
  delivery.lastMessage = row.text(15);
  return delivery;
}

Result<Delivery> deliveryWithBody(const Row& row) {
  Delivery delivery = deliveryOf(row);
  if (!row.isNull(16)) {
    HUB_TRY(body, expanded(row.view(16)));
    delivery.body = std::move(body);
  }
  return delivery;
}

std::string idList(const Rows& rows) {
  std::string result = "[";
  for (const Row& row : rows) {
    if (result.size() > 1) result += ',';
    result += row.view(0);
  }
  return result + "]";
}

auto leaseLost() { return fail(Failure::leaseLost, {}, "somebody else has this delivery now"); }

void count(QueueDepth& depth, const Row& row) {
  const auto number = row.number<std::uint64_t>(1);
  switch (row.number<DeliveryState>(0)) {
    case DeliveryState::waiting:
      depth.waiting = number;
      break;
    case DeliveryState::claimed:
      depth.claimed = number;
      break;
    case DeliveryState::queued:
      depth.queued = number;
      break;
    case DeliveryState::needsAttention:
      depth.needsAttention = number;
      break;
    case DeliveryState::delivered:
      depth.delivered = number;
      break;
    case DeliveryState::setAside:
      depth.setAside = number;
      break;
  }
}

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

Result<std::vector<Delivery>> MySqlDeliveryQueue::claim(PeerId peer, const std::string& worker, TimePoint now,
                                                        std::chrono::seconds lease, std::uint32_t limit) {
  HUB_TRY(due, session_.query(kDueSql, {peer, now, limit}));
  if (due.empty()) return std::vector<Delivery>{};
  const std::string ids = idList(due);
  HUB_CHECK(session_.execute(kClaimSql, {ids, worker, now + lease}));
  return claimed(ids);
}

Result<std::vector<Delivery>> MySqlDeliveryQueue::claimed(const std::string& ids) {
  HUB_TRY(rows, session_.query(kClaimedSql, {ids}));
  std::vector<Delivery> deliveries;
  for (const Row& row : rows) {
    HUB_TRY(delivery, deliveryWithBody(row));
    deliveries.push_back(std::move(delivery));
  }
  return deliveries;
}

Result<void> MySqlDeliveryQueue::freezeBody(const Delivery& delivery, const std::string& body) {
  HUB_TRY(found, session_.execute(kFreezeSql,
                                  {compressed(body), delivery.id, delivery.claimedBy, delivery.attempts}));
  if (found == 0) return leaseLost();
  return {};
}

Result<void> MySqlDeliveryQueue::record(const Delivery& delivery, const Outcome& outcome) {
  const int notBurnt = outcome.burnsAttempt ? 0 : 1;
  const std::string code = clipped(outcome.code, kWordMax);
  const std::string message = clipped(outcome.message, kTextMax);
  HUB_TRY(found,
          session_.execute(kRecordSql, {outcome.next, outcome.next, outcome.due, code, message, notBurnt,
                                        delivery.id, delivery.claimedBy, delivery.attempts}));
  if (found == 0) return leaseLost();
  HUB_CHECK(session_.execute(kAttemptSql, {delivery.id, delivery.attempts, outcome.started,
                                           outcome.took.count(), outcome.bytes, code, message}));
  return {};
}

Result<std::uint64_t> MySqlDeliveryQueue::releaseExpired(TimePoint now) {
  HUB_TRY(expired, session_.query(kExpiredSql, {now}));
  if (expired.empty()) return std::uint64_t{0};
  HUB_CHECK(session_.execute(kReleaseSql, {idList(expired)}));
  return static_cast<std::uint64_t>(expired.size());
}

Result<std::uint64_t> MySqlDeliveryQueue::startRound(PeerId peer, TimePoint now) {
  return session_.execute(kRoundSql, {now, peer});
}

Result<QueueDepth> MySqlDeliveryQueue::depth(std::optional<PeerId> peer) {
  HUB_TRY(states, peer ? session_.query(kDepthOfPeerSql, {*peer}) : session_.query(kDepthSql));
  HUB_TRY(oldest, peer ? session_.query(kOldestOfPeerSql, {*peer}) : session_.query(kOldestSql));
  QueueDepth depth;
  for (const Row& row : states) count(depth, row);
  if (!oldest.at(0).isNull(0)) depth.oldest = oldest[0].time(0);
  return depth;
}

Result<std::vector<Delivery>> MySqlDeliveryQueue::list(const DeliveryFilter& filter) {
  HUB_TRY(rows, session_.query(kListSql, {filter.peer, filter.peer, filter.state, filter.state,
                                          filter.enterprise, filter.enterprise, filter.limit}));
  std::vector<Delivery> deliveries;
  for (const Row& row : rows) deliveries.push_back(deliveryOf(row));
  return deliveries;
}

Result<std::optional<Delivery>> MySqlDeliveryQueue::find(DeliveryId id) {
  HUB_TRY(rows, session_.query(kFindSql, {id}));
  if (rows.empty()) return std::nullopt;
  HUB_TRY(delivery, deliveryWithBody(rows[0]));
  return std::optional(std::move(delivery));
}

Result<std::vector<Attempt>> MySqlDeliveryQueue::attempts(DeliveryId id) {
  HUB_TRY(rows, session_.query(kAttemptsSql, {id}));
  std::vector<Attempt> attempts;
  for (const Row& row : rows)
    attempts.push_back(
        {row.time(0), std::chrono::milliseconds{row.number<std::int64_t>(1)}, row.text(2), row.text(3)});
  return attempts;
}

Result<bool> MySqlDeliveryQueue::setState(DeliveryId id, DeliveryState state, TimePoint due) {
  HUB_TRY(found, session_.execute(kSetStateSql, {state, due, state, state, id}));
  return found > 0;
}

}  // namespace hub::mysql
