// Which deliveries a worker gets.
#include <algorithm>
#include <map>
#include <utility>

#include "tests/fakes/fake_unit.h"

namespace fakes {

using hub::Delivery;
using hub::DeliveryId;
using hub::DeliveryKind;
using hub::DeliveryState;
using hub::Result;

namespace {

using Rows = std::map<DeliveryId, DeliveryRow>;
/// The due rows of each enterprise, the oldest first.
using ByEnterprise = std::map<std::string, std::vector<DeliveryId>>;

bool isToCome(const Delivery& delivery) {
  return delivery.state == DeliveryState::waiting || delivery.state == DeliveryState::claimed;
}

/// Whether instruments have to wait for the configuration queued before them, or energy data for either
/// (N-8.2-1). Those whose round is used up hold nobody back (OQ-18).
bool mustWait(const Rows& rows, const DeliveryRow& row) {
  const Delivery& waiting = row.delivery;
  if (waiting.kind > DeliveryKind::energyData && !row.afterConfiguration) return false;
  const auto end = row.afterConfiguration ? rows.end() : rows.lower_bound(waiting.id);
  return std::any_of(rows.begin(), end, [&](const auto& entry) {
    const Delivery& first = entry.second.delivery;
    return first.peer == waiting.peer && first.enterprise == waiting.enterprise && isToCome(first) &&
           first.kind < std::min(waiting.kind, DeliveryKind::energyData);
  });
}

/// A time further ahead than any rule sets it was written under another clock.
bool hasCome(hub::TimePoint due, hub::TimePoint now) { return due <= now || due > now + hub::kLongestWait; }

bool isDue(const Delivery& delivery, const hub::ClaimWish& wish) {
  return delivery.peer == wish.peer && delivery.state == DeliveryState::waiting &&
         hasCome(delivery.due, wish.now) && (!wish.upTo || delivery.priority <= *wish.upTo);
}

/// One of each enterprise in turn, beginning behind `after`, then the second of each …
void takeInTurn(ByEnterprise due, const std::string& after, std::size_t limit,
                std::vector<DeliveryId>& taken) {
  for (auto next = due.upper_bound(after); !due.empty() && taken.size() < limit;) {
    if (next == due.end()) next = due.begin();
    taken.push_back(next->second.front());
    next->second.erase(next->second.begin());
    next = next->second.empty() ? due.erase(next) : std::next(next);
  }
}

std::vector<DeliveryId> chosen(const Rows& rows, const hub::ClaimWish& wish) {
  std::map<hub::Priority, ByEnterprise> due;
  for (const auto& [id, row] : rows)
    if (isDue(row.delivery, wish) && !mustWait(rows, row))
      due[row.delivery.priority][row.delivery.enterprise].push_back(id);
  std::vector<DeliveryId> taken;
  for (auto& [priority, enterprises] : due) takeInTurn(std::move(enterprises), wish.after, wish.limit, taken);
  return taken;
}

}  // namespace

Result<std::vector<Delivery>> FakeDeliveries::claim(const hub::ClaimWish& wish) {
  HUB_CHECK(session_.enter());
  std::vector<Delivery> result;
  for (const DeliveryId id : chosen(*session_.tables.deliveries, wish)) {
    DeliveryRow& row = session_.tables.deliveries.edit()[id];
    row.delivery.state = DeliveryState::claimed;
    row.delivery.claimedBy = wish.worker;
    ++row.delivery.attempts;
    ++row.delivery.roundAttempts;
    row.leaseUntil = session_.storage.time() + wish.lease;
    result.push_back(row.delivery);
    if (row.body) result.back().body = *row.body;
  }
  return result;
}

}  // namespace fakes
