#include "adapters/mysql/delivery_row.h"

#include "adapters/mysql/compression.h"

namespace hub::mysql {

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
  delivery.note = row.text(16);
  if (!row.isNull(17)) delivery.finished = row.time(17);
  return delivery;
}

Result<Delivery> deliveryWithBody(const Row& row) {
  Delivery delivery = deliveryOf(row);
  if (!row.isNull(kDeliveryColumns)) {
    HUB_TRY(body, expanded(row.view(kDeliveryColumns)));
    delivery.body = std::move(body);
  }
  return delivery;
}

std::string idList(const std::vector<std::string>& ids) {
  std::string result = "[";
  for (const std::string& id : ids) {
    if (result.size() > 1) result += ',';
    result += id;
  }
  return result + "]";
}

std::vector<std::string> idsOf(const Rows& rows) {
  std::vector<std::string> ids;
  ids.reserve(rows.size());
  for (const Row& row : rows) ids.push_back(row.text(0));
  return ids;
}

}  // namespace hub::mysql
