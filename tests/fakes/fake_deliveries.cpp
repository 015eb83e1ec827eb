#include <algorithm>
#include <utility>

#include "tests/fakes/fake_unit.h"

namespace fakes {

using hub::Delivery;
using hub::DeliveryId;
using hub::DeliveryKind;
using hub::DeliveryState;
using hub::PeerId;
using hub::Result;
using hub::TimePoint;

namespace {

bool isSame(const Delivery& stored, const hub::NewDelivery& fresh) {
  return stored.peer == fresh.peer && stored.kind == fresh.kind && stored.enterprise == fresh.enterprise &&
         stored.batch == fresh.batch && stored.subject == fresh.subject;
}

Delivery made(const hub::NewDelivery& fresh, DeliveryId id) {
  Delivery delivery;
  delivery.id = id;
  delivery.peer = fresh.peer;
  delivery.kind = fresh.kind;
  delivery.priority = fresh.priority;
  delivery.enterprise = fresh.enterprise;
  delivery.batch = fresh.batch;
  delivery.subject = fresh.subject;
  delivery.reason = fresh.reason;
  delivery.due = fresh.due;
  delivery.created = fresh.due;
  return delivery;
}

bool isDue(const Delivery& delivery, PeerId peer, TimePoint now) {
  return delivery.peer == peer && delivery.state == DeliveryState::waiting && delivery.due <= now;
}

bool describesEnterprise(DeliveryKind kind) {
  return kind == DeliveryKind::configData || kind == DeliveryKind::meteringData;
}

/// Whether instruments have to wait for the configuration queued before them, or energy data for either
/// (N-8.2-1). Those whose round is used up hold nobody back (OQ-18).
bool mustWait(const std::map<DeliveryId, DeliveryRow>& rows, const Delivery& younger) {
  if (younger.kind > DeliveryKind::energyData) return false;
  return std::any_of(rows.begin(), rows.lower_bound(younger.id), [&](const auto& entry) {
    const Delivery& older = entry.second.delivery;
    return older.peer == younger.peer && older.enterprise == younger.enterprise &&
           older.kind < younger.kind &&
           (older.state == DeliveryState::waiting || older.state == DeliveryState::claimed);
  });
}

Delivery withBody(const DeliveryRow& row) {
  Delivery delivery = row.delivery;
  if (row.body) delivery.body = *row.body;
  return delivery;
}

DeliveryRow* heldBy(std::map<DeliveryId, DeliveryRow>& rows, const Delivery& claim) {
  const auto found = rows.find(claim.id);
  if (found == rows.end()) return nullptr;
  const Delivery& stored = found->second.delivery;
  const bool holds = stored.state == DeliveryState::claimed && stored.claimedBy == claim.claimedBy &&
                     stored.attempts == claim.attempts;
  return holds ? &found->second : nullptr;
}

/// Asked for again: the content has changed.
void renew(DeliveryRow& row, TimePoint due) {
  Delivery& delivery = row.delivery;
  if (delivery.state == DeliveryState::claimed) {
    row.renewed = true;
    return;
  }
  row.body.reset();
  if (delivery.state != DeliveryState::queued && delivery.state != DeliveryState::needsAttention) return;
  delivery.state = DeliveryState::waiting;
  delivery.roundAttempts = 0;
  delivery.due = due;
}

/// After a claim that was asked for again meanwhile.
void startAnew(DeliveryRow& row) {
  if (!std::exchange(row.renewed, false)) return;
  row.body.reset();
  row.delivery.state = DeliveryState::waiting;
  row.delivery.roundAttempts = 0;
}

auto leaseLost() { return hub::fail(hub::Failure::leaseLost, {}, "somebody else has this delivery now"); }

}  // namespace

Result<DeliveryId> FakeDeliveries::enqueue(const hub::NewDelivery& delivery) {
  HUB_CHECK(session_.enter());
  for (const auto& [id, row] : *session_.tables.deliveries) {
    if (row.delivery.state == DeliveryState::delivered || !isSame(row.delivery, delivery)) continue;
    const DeliveryId standing = id;
    if (describesEnterprise(delivery.kind)) renew(session_.tables.deliveries.edit()[standing], delivery.due);
    return standing;
  }
  const DeliveryId id{++session_.numbers.delivery};
  session_.tables.deliveries.edit()[id].delivery = made(delivery, id);
  return id;
}

Result<std::vector<Delivery>> FakeDeliveries::claim(PeerId peer, const std::string& worker, TimePoint now,
                                                    std::chrono::seconds lease, std::uint32_t limit) {
  HUB_CHECK(session_.enter());
  std::vector<DeliveryId> due;
  for (const auto& [id, row] : *session_.tables.deliveries)
    if (isDue(row.delivery, peer, now) && !mustWait(*session_.tables.deliveries, row.delivery))
      due.push_back(id);
  if (due.empty()) return std::vector<Delivery>{};

  auto& rows = session_.tables.deliveries.edit();
  std::stable_sort(due.begin(), due.end(), [&](DeliveryId a, DeliveryId b) {
    return rows[a].delivery.priority < rows[b].delivery.priority;
  });
  if (due.size() > limit) due.resize(limit);
  std::vector<Delivery> result;
  for (const DeliveryId id : due) {
    DeliveryRow& row = rows[id];
    row.delivery.state = DeliveryState::claimed;
    row.delivery.claimedBy = worker;
    ++row.delivery.attempts;
    ++row.delivery.roundAttempts;
    row.leaseUntil = now + lease;
    result.push_back(withBody(row));
  }
  return result;
}

Result<void> FakeDeliveries::freezeBody(const Delivery& delivery, const std::string& body) {
  HUB_CHECK(session_.enter());
  DeliveryRow* row = heldBy(session_.tables.deliveries.edit(), delivery);
  if (!row) return leaseLost();
  if (!row->body) row->body = std::make_shared<const std::string>(body);
  return {};
}

Result<void> FakeDeliveries::record(const Delivery& delivery, const hub::Outcome& outcome) {
  HUB_CHECK(session_.enter());
  DeliveryRow* row = heldBy(session_.tables.deliveries.edit(), delivery);
  if (!row) return leaseLost();
  row->delivery.state = outcome.next;
  if (!outcome.burnsAttempt) --row->delivery.roundAttempts;
  row->delivery.due = outcome.due;
  row->delivery.claimedBy.clear();
  row->delivery.lastCode = outcome.code;
  row->delivery.lastMessage = outcome.message;
  startAnew(*row);
  row->attempts.push_back({outcome.started, outcome.took, outcome.code, outcome.message});
  return {};
}

Result<std::uint64_t> FakeDeliveries::releaseExpired(TimePoint now) {
  HUB_CHECK(session_.enter());
  std::uint64_t released = 0;
  for (auto& [id, row] : session_.tables.deliveries.edit()) {
    if (row.delivery.state != DeliveryState::claimed || row.leaseUntil > now) continue;
    row.delivery.state = DeliveryState::waiting;
    row.delivery.claimedBy.clear();
    startAnew(row);
    ++released;
  }
  return released;
}

Result<std::uint64_t> FakeDeliveries::startRound(PeerId peer, TimePoint now) {
  HUB_CHECK(session_.enter());
  std::uint64_t started = 0;
  for (auto& [id, row] : session_.tables.deliveries.edit()) {
    const DeliveryState state = row.delivery.state;
    if (row.delivery.peer != peer) continue;
    if (state != DeliveryState::queued && state != DeliveryState::needsAttention) continue;
    row.delivery.state = DeliveryState::waiting;
    row.delivery.roundAttempts = 0;
    row.delivery.due = now;
    ++started;
  }
  return started;
}

Result<hub::QueueDepth> FakeDeliveries::depth(std::optional<PeerId> peer) {
  HUB_CHECK(session_.enter());
  hub::QueueDepth depth;
  for (const auto& [id, row] : *session_.tables.deliveries) {
    const Delivery& delivery = row.delivery;
    if (peer && delivery.peer != *peer) continue;
    switch (delivery.state) {
      case DeliveryState::waiting:
        ++depth.waiting;
        break;
      case DeliveryState::claimed:
        ++depth.claimed;
        break;
      case DeliveryState::queued:
        ++depth.queued;
        break;
      case DeliveryState::needsAttention:
        ++depth.needsAttention;
        break;
      case DeliveryState::delivered:
        ++depth.delivered;
        continue;
      case DeliveryState::setAside:
        ++depth.setAside;
        continue;
    }
    depth.oldest = std::min(depth.oldest.value_or(delivery.created), delivery.created);
  }
  return depth;
}

Result<std::vector<Delivery>> FakeDeliveries::list(const hub::DeliveryFilter& filter) {
  HUB_CHECK(session_.enter());
  std::vector<Delivery> result;
  for (const auto& [id, row] : *session_.tables.deliveries) {
    const Delivery& delivery = row.delivery;
    if (filter.peer && delivery.peer != *filter.peer) continue;
    if (filter.state && delivery.state != *filter.state) continue;
    if (filter.enterprise && delivery.enterprise != *filter.enterprise) continue;
    if (result.size() == filter.limit) break;
    result.push_back(delivery);
  }
  return result;
}

Result<std::optional<Delivery>> FakeDeliveries::find(DeliveryId id) {
  HUB_CHECK(session_.enter());
  const auto found = session_.tables.deliveries->find(id);
  if (found == session_.tables.deliveries->end()) return std::optional<Delivery>{};
  return std::optional{withBody(found->second)};
}

Result<std::vector<hub::Attempt>> FakeDeliveries::attempts(DeliveryId id) {
  HUB_CHECK(session_.enter());
  const auto found = session_.tables.deliveries->find(id);
  if (found == session_.tables.deliveries->end()) return std::vector<hub::Attempt>{};
  return found->second.attempts;
}

Result<bool> FakeDeliveries::setState(DeliveryId id, DeliveryState state, TimePoint due) {
  HUB_CHECK(session_.enter());
  auto& rows = session_.tables.deliveries.edit();
  const auto found = rows.find(id);
  if (found == rows.end()) return false;
  Delivery& delivery = found->second.delivery;
  // What a worker holds or the peer has is no longer a person's to move.
  if (delivery.state == DeliveryState::claimed || delivery.state == DeliveryState::delivered) return false;
  delivery.state = state;
  delivery.due = due;
  if (state == DeliveryState::waiting) delivery.roundAttempts = 0;
  return true;
}

}  // namespace fakes
