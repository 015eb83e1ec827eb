// How a row of the queue or of its archive becomes a Delivery.
#pragma once

#include "adapters/mysql/statement.h"
#include "hub/ports/delivery.h"

namespace hub::mysql {

// Numbers in the statements: kind 0 configData, 1 meteringData, 2 energyData; state 0 waiting, 1 claimed, 2
// queued, 3 needsAttention, 4 delivered, 5 setAside.
static_assert(static_cast<int>(DeliveryKind::meteringData) == 1 &&
              static_cast<int>(DeliveryKind::energyData) == 2);
static_assert(static_cast<int>(DeliveryState::claimed) == 1 &&
              static_cast<int>(DeliveryState::needsAttention) == 3 &&
              static_cast<int>(DeliveryState::delivered) == 4 &&
              static_cast<int>(DeliveryState::setAside) == 5);

// A row that a program before the archive has finished stays in the queue until releaseExpired() meets it.
#define DELIVERY_COLUMNS                                                                                \
  "d.id, d.peer_id, d.kind, d.priority, d.state, d.enterprise_code, d.batch_id, d.subject, d.reason, "  \
  "d.round_attempts, d.attempts, d.claimed_by, d.due, d.created, d.last_code, d.last_message, d.note, " \
  "IF(d.state = 4, d.due, NULL) "
#define DELIVERY_DONE_COLUMNS                                                                    \
  "d.id, d.peer_id, d.kind, d.priority, 4, d.enterprise_code, d.batch_id, d.subject, d.reason, " \
  "d.round_attempts, d.attempts, '', d.due, d.created, d.last_code, d.last_message, d.note, d.finished "

// Rows of the queue by primary key; `?` is a JSON array of ids.
#define DELIVERY_BY_IDS \
  "JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) k STRAIGHT_JOIN delivery d ON d.id = k.id "

// By `now` and by `now` + kLongestWait.
#define DELIVERY_IS_DUE "(d.due <= ? OR d.due > ?)"

inline constexpr std::size_t kDeliveryColumns = 18;

Delivery deliveryOf(const Row& row);
/// With the body behind the columns.
Result<Delivery> deliveryWithBody(const Row& row);
/// As DELIVERY_BY_IDS takes it.
std::string idList(const std::vector<std::string>& ids);
/// The first column of each row.
std::vector<std::string> idsOf(const Rows& rows);

}  // namespace hub::mysql
