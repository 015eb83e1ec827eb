// What is read of the queue and its archive.
#include <algorithm>
#include <utility>

#include "adapters/mysql/delivery_queue.h"
#include "adapters/mysql/delivery_row.h"

namespace hub::mysql {
namespace {

constexpr const char* kDepthSql =
    "SELECT peer_id, state, SUM(row_count) FROM delivery_tally GROUP BY peer_id, state";
constexpr const char* kDepthOfPeerSql =
    "SELECT peer_id, state, SUM(row_count) FROM delivery_tally WHERE peer_id = ? GROUP BY peer_id, state";
// The first of each priority, one dive into the key for each: grouped by priority all rows might be read.
#define FIRST_OF(PRIORITY)                                                                              \
  "SELECT MIN(id) AS id FROM delivery FORCE INDEX (delivery_lane) WHERE peer_id = ? AND state = ? AND " \
  "priority = " PRIORITY
constexpr const char* kOldestSql =
    "SELECT MIN(d.created) FROM (" FIRST_OF("0") " UNION ALL " FIRST_OF("1") " UNION ALL " FIRST_OF(
        "2") " UNION ALL " FIRST_OF("3") " UNION ALL " FIRST_OF("4") " UNION ALL " FIRST_OF("5") ") k "
    "JOIN delivery d ON d.id = k.id";
static_assert(static_cast<int>(Priority::restore) == 5);
constexpr int kPriorities = 6;

constexpr const char* kFindSql = "SELECT " DELIVERY_COLUMNS ", d.body FROM delivery d WHERE d.id = ?";
constexpr const char* kFindDoneSql =
    "SELECT " DELIVERY_DONE_COLUMNS ", NULL FROM delivery_done d WHERE d.id = ?";
constexpr const char* kAttemptsSql =
    "SELECT started, took_ms, code, message FROM delivery_attempt WHERE delivery_id = ? ORDER BY attempt";

/// One SELECT over queue or archive with the conditions a filter names, so that the server can choose a key.
class ListPart {
 public:
  explicit ListPart(std::string select) : sql_(std::move(select)) {}

  void where(const char* condition) {
    sql_ += std::exchange(isFirst_, false) ? "WHERE " : "AND ";
    sql_ += condition;
  }
  template <class T>
  void where(const char* condition, const std::optional<T>& value) {
    if (!value) return;
    where(condition);
    parameters_.emplace_back(*value);
  }
  void where(const DeliveryFilter& filter) {
    const auto named = [](DeliveryId id) { return id == DeliveryId{} ? std::nullopt : std::optional(id); };
    where("d.peer_id = ? ", filter.peer);
    where("d.enterprise_code = ? ", filter.enterprise);
    where("d.kind = ? ", filter.kind);
    where("d.last_code = ? ", filter.lastCode);
    where("d.reason = ? ", filter.reason);
    where("d.created >= ? ", filter.createdFrom);
    where("d.created < ? ", filter.createdTo);
    where("d.id > ? ", named(filter.after));
    where("d.id <= ? ", named(filter.upTo));
  }
  void limit(std::uint32_t limit) {
    sql_ += "ORDER BY d.id LIMIT ?";
    parameters_.emplace_back(limit);
  }

  const std::string& sql() const { return sql_; }
  const Parameters& parameters() const { return parameters_; }

 private:
  std::string sql_;
  Parameters parameters_;
  bool isFirst_ = true;
};

// Rows come in the order of their ids off one key, each page where the last one ended: left to itself the
// server now and then sorts all rows of a state for each page. Those of a peer in one state stand by priority
// in its key; a lease has only what is claimed.
std::vector<ListPart> queueParts(const DeliveryFilter& filter) {
  const auto part = [&](const std::string& from, const std::optional<int>& priority, bool isUnleased) {
    ListPart one("SELECT " DELIVERY_COLUMNS "FROM delivery d " + from);
    one.where("d.state = ? ", filter.state);
    one.where("d.priority = ? ", priority);
    if (isUnleased) one.where("d.lease_until IS NULL ");
    one.where(filter);
    one.limit(filter.limit);
    return one;
  };
  std::vector<ListPart> parts;
  if (filter.enterprise) {
    parts.push_back(part("FORCE INDEX (delivery_enterprise) ", {}, false));
  } else if (filter.state && filter.peer) {
    for (int priority = 0; priority < kPriorities; ++priority)
      parts.push_back(part("FORCE INDEX (delivery_lane) ", priority, false));
  } else if (filter.state && *filter.state != DeliveryState::claimed) {
    parts.push_back(part("FORCE INDEX (delivery_lease) ", {}, true));
  } else {
    parts.push_back(part(filter.state ? "" : "FORCE INDEX (PRIMARY) ", {}, false));
  }
  return parts;
}

ListPart archivePart(const DeliveryFilter& filter) {
  ListPart part(std::string("SELECT " DELIVERY_DONE_COLUMNS "FROM delivery_done d ") +
                (filter.enterprise ? "FORCE INDEX (delivery_done_enterprise) " : ""));
  part.where(filter);
  part.limit(filter.limit);
  return part;
}

std::uint64_t* fieldOf(QueueDepth& depth, DeliveryState state) {
  switch (state) {
    case DeliveryState::waiting:
      return &depth.waiting;
    case DeliveryState::claimed:
      return &depth.claimed;
    case DeliveryState::queued:
      return &depth.queued;
    case DeliveryState::needsAttention:
      return &depth.needsAttention;
    case DeliveryState::delivered:
      return &depth.delivered;
    case DeliveryState::setAside:
      return &depth.setAside;
  }
  return nullptr;
}

}  // namespace

Result<QueueDepth> MySqlDeliveryQueue::depth(std::optional<PeerId> peer) {
  HUB_TRY(rows, peer ? session_.query(kDepthOfPeerSql, {*peer}) : session_.query(kDepthSql));
  QueueDepth depth;
  for (const Row& row : rows) {
    const auto state = row.number<DeliveryState>(1);
    const auto number = row.number<std::uint64_t>(2);
    if (std::uint64_t* field = fieldOf(depth, state)) *field += number;
    if (number == 0 || state > DeliveryState::needsAttention) continue;
    HUB_TRY(oldest, oldestOf(row.number<PeerId>(0), state));
    if (oldest) depth.oldest = std::min(depth.oldest.value_or(*oldest), *oldest);
  }
  return depth;
}

Result<std::optional<TimePoint>> MySqlDeliveryQueue::oldestOf(PeerId peer, DeliveryState state) {
  Parameters parameters;
  for (int priority = 0; priority < kPriorities; ++priority) {
    parameters.emplace_back(peer);
    parameters.emplace_back(state);
  }
  HUB_TRY(rows, session_.query(kOldestSql, parameters));
  return rows.at(0).isNull(0) ? std::nullopt : std::optional(rows[0].time(0));
}

Result<std::vector<Delivery>> MySqlDeliveryQueue::list(const DeliveryFilter& filter) {
  std::vector<ListPart> parts = queueParts(filter);
  if (!filter.state || *filter.state == DeliveryState::delivered) parts.push_back(archivePart(filter));
  std::string sql;
  Parameters parameters;
  for (const ListPart& part : parts) {
    sql += (sql.empty() ? "(" : "UNION ALL (") + part.sql() + ") ";
    parameters.insert(parameters.end(), part.parameters().begin(), part.parameters().end());
  }
  sql += "ORDER BY 1 LIMIT ?";
  parameters.emplace_back(filter.limit);
  HUB_TRY(rows, session_.query(sql, parameters));
  std::vector<Delivery> deliveries;
  for (const Row& row : rows) deliveries.push_back(deliveryOf(row));
  return deliveries;
}

// The queue first: a row moves one way only, so it cannot be missed between the two looks.
Result<std::optional<Delivery>> MySqlDeliveryQueue::find(DeliveryId id) {
  for (const char* sql : {kFindSql, kFindDoneSql}) {
    HUB_TRY(rows, session_.query(sql, {id}));
    if (rows.empty()) continue;
    HUB_TRY(delivery, deliveryWithBody(rows[0]));
    return std::optional(std::move(delivery));
  }
  return std::nullopt;
}

Result<std::vector<Attempt>> MySqlDeliveryQueue::attempts(DeliveryId id) {
  HUB_TRY(rows, session_.query(kAttemptsSql, {id}));
  std::vector<Attempt> attempts;
  for (const Row& row : rows)
    attempts.push_back(
        {row.time(0), std::chrono::milliseconds{row.number<std::int64_t>(1)}, row.text(2), row.text(3)});
  return attempts;
}

}  // namespace hub::mysql
