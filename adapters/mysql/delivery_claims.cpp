// Who gets what, and for how long. Leases are counted by the clock of the database.
#include <algorithm>

#include "adapters/mysql/claim_search.h"
#include "adapters/mysql/delivery_queue.h"
#include "adapters/mysql/delivery_row.h"

namespace hub::mysql {
namespace {

constexpr int kUnparkedMax = 64;

// The earliest due first; rows that another claim takes back just now are its business.
constexpr const char* kTimeHasComeSql = R"sql(
  SELECT id FROM delivery FORCE INDEX (delivery_parked) WHERE peer_id = ? AND parked = 1 AND (due <= ? OR due > ?)
  ORDER BY due LIMIT ? FOR UPDATE SKIP LOCKED
)sql";
constexpr const char* kUnparkSql = "UPDATE " DELIVERY_BY_IDS "SET d.parked = 0, d.due = LEAST(d.due, ?)";

// By primary key and in the order of the list; what others hold is skipped.
constexpr const char* kLockSql = "SELECT d.id FROM " DELIVERY_BY_IDS "WHERE d.state = 0 AND " DELIVERY_IS_DUE
                                 " LIMIT ? FOR UPDATE SKIP LOCKED";
constexpr const char* kClaimSql = "UPDATE " DELIVERY_BY_IDS
                                  R"sql(
  SET d.state = 1, d.claimed_by = ?, d.lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND,
      d.attempts = d.attempts + 1, d.round_attempts = d.round_attempts + 1
)sql";
constexpr const char* kClaimedSql = "SELECT " DELIVERY_COLUMNS ", d.body FROM " DELIVERY_BY_IDS;

#define STILL_HELD "WHERE id = ? AND state = 1 AND claimed_by = ? AND attempts = ?"
constexpr const char* kExtendSql =
    "UPDATE delivery SET lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND " STILL_HELD;
// Assignments run from left to right: `renewed` is used before it is reset.
constexpr const char* kGiveBackSql = R"sql(
  UPDATE delivery SET
    state = 0, claimed_by = '', lease_until = NULL,
    round_attempts = IF(renewed = 1, 0, round_attempts - 1),
    body = IF(renewed = 1, NULL, body), renewed = 0
)sql" STILL_HELD;

// Locked as a claim does it, so that it never waits for a worker that is writing back. Those in state 4 were
// finished by a program that knows no archive. A lease that runs longer than any does was given before the
// clock was set back; who still works renews it, all others are gone.
constexpr const char* kExpiredSql = R"sql(
  SELECT id, state FROM delivery FORCE INDEX (delivery_lease)
  WHERE (state = 1 AND lease_until <= UTC_TIMESTAMP(3))
     OR (state = 1 AND lease_until > UTC_TIMESTAMP(3) + INTERVAL 3600 SECOND) OR state = 4
  LIMIT ? FOR UPDATE SKIP LOCKED
)sql";
static_assert(kLongestLease.count() == 3600);
constexpr const char* kReleaseSql = "UPDATE " DELIVERY_BY_IDS
                                    R"sql(
  SET d.state = 0, d.claimed_by = '', d.lease_until = NULL,
      d.round_attempts = IF(d.renewed = 1, 0, d.round_attempts),
      d.body = IF(d.renewed = 1, NULL, d.body), d.renewed = 0
)sql";

}  // namespace

Result<std::vector<Delivery>> MySqlDeliveryQueue::claim(const ClaimWish& wish) {
  if (wish.limit == 0) return std::vector<Delivery>{};
  HUB_CHECK(unpark(wish));
  // Others choose the same rows at the same moment: each try looks further than there can be rivals.
  for (const std::size_t spare : {7u, 31u, 127u}) {
    HUB_TRY(candidates, ClaimSearch(session_, wish, wish.limit + spare).run());
    if (candidates.empty()) break;
    HUB_TRY(ids, locked(candidates, wish));
    if (ids.empty()) continue;
    HUB_CHECK(session_.execute(kClaimSql, {idList(ids), wish.worker, wish.lease.count()}));
    return claimed(ids);
  }
  return std::vector<Delivery>{};
}

Result<void> MySqlDeliveryQueue::unpark(const ClaimWish& wish) {
  HUB_TRY(rows,
          session_.query(kTimeHasComeSql, {wish.peer, wish.now, wish.now + kLongestWait, kUnparkedMax}));
  if (!rows.empty()) HUB_CHECK(session_.execute(kUnparkSql, {idList(idsOf(rows)), wish.now}));
  return {};
}

Result<std::vector<std::string>> MySqlDeliveryQueue::locked(const std::vector<std::string>& candidates,
                                                            const ClaimWish& wish) {
  HUB_TRY(rows,
          session_.query(kLockSql, {idList(candidates), wish.now, wish.now + kLongestWait, wish.limit}));
  return idsOf(rows);
}

Result<std::vector<Delivery>> MySqlDeliveryQueue::claimed(const std::vector<std::string>& ids) {
  HUB_TRY(rows, session_.query(kClaimedSql, {idList(ids)}));
  std::vector<Delivery> deliveries;
  for (const Row& row : rows) {
    HUB_TRY(delivery, deliveryWithBody(row));
    deliveries.push_back(std::move(delivery));
  }
  return deliveries;
}

Result<std::uint64_t> MySqlDeliveryQueue::extend(const std::vector<Delivery>& claims,
                                                 std::chrono::seconds lease) {
  std::uint64_t held = 0;
  for (const Delivery& claim : claims) {
    HUB_TRY(found, session_.execute(kExtendSql, {lease.count(), claim.id, claim.claimedBy, claim.attempts}));
    held += found;
  }
  return held;
}

Result<void> MySqlDeliveryQueue::giveBack(const std::vector<Delivery>& claims) {
  for (const Delivery& claim : claims)
    HUB_CHECK(session_.execute(kGiveBackSql, {claim.id, claim.claimedBy, claim.attempts}));
  return {};
}

Result<std::uint64_t> MySqlDeliveryQueue::releaseExpired(std::uint32_t limit) {
  HUB_TRY(rows, session_.query(kExpiredSql, {limit}));
  std::vector<std::string> expired, delivered;
  for (const Row& row : rows)
    (row.number<DeliveryState>(1) == DeliveryState::delivered ? delivered : expired).push_back(row.text(0));
  if (!delivered.empty()) HUB_CHECK(archiveLeftOver(delivered));
  if (!expired.empty()) HUB_CHECK(session_.execute(kReleaseSql, {idList(expired)}));
  return static_cast<std::uint64_t>(expired.size());
}

}  // namespace hub::mysql
