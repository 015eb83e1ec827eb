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

bool describesEnterprise(DeliveryKind kind) {
  return kind == DeliveryKind::configData || kind == DeliveryKind::meteringData;
}

/// The archive of what is delivered keeps no bodies.
Delivery withBody(const DeliveryRow& row) {
  Delivery delivery = row.delivery;
  if (row.body && delivery.state != DeliveryState::delivered) delivery.body = *row.body;
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

bool isLeftOver(const Delivery& delivery) {
  return delivery.state == DeliveryState::queued || delivery.state == DeliveryState::needsAttention;
}

void startFreshRound(Delivery& delivery, TimePoint due) {
  delivery.state = DeliveryState::waiting;
  delivery.roundAttempts = 0;
  delivery.due = due;
}

/// Asked for again: the content has changed.
void renew(DeliveryRow& row, TimePoint due) {
  Delivery& delivery = row.delivery;
  if (delivery.state == DeliveryState::claimed) {
    row.renewed = true;
    return;
  }
  row.body.reset();
  const bool isAside = delivery.state == DeliveryState::setAside;
  if (isAside || isLeftOver(delivery)) startFreshRound(delivery, due);
}

/// After a claim that was asked for again meanwhile.
void startAnew(DeliveryRow& row) {
  if (!std::exchange(row.renewed, false)) return;
  row.body.reset();
  row.delivery.state = DeliveryState::waiting;
  row.delivery.finished.reset();
  row.delivery.roundAttempts = 0;
}

/// A claim that ends without an outcome.
void letGo(DeliveryRow& row) {
  row.delivery.state = DeliveryState::waiting;
  row.delivery.claimedBy.clear();
  startAnew(row);
}

bool allows(hub::QueueAct act, DeliveryState state) {
  if (act == hub::QueueAct::takeBack) return state == DeliveryState::setAside;
  return state == DeliveryState::waiting || state == DeliveryState::queued ||
         state == DeliveryState::needsAttention;
}

bool matches(const hub::DeliveryFilter& filter, const Delivery& delivery) {
  const auto fits = [](const auto& wanted, const auto& value) { return !wanted || *wanted == value; };
  return fits(filter.peer, delivery.peer) && fits(filter.state, delivery.state) &&
         fits(filter.enterprise, delivery.enterprise) && fits(filter.kind, delivery.kind) &&
         fits(filter.lastCode, delivery.lastCode) && fits(filter.reason, delivery.reason) &&
         (!filter.createdFrom || delivery.created >= *filter.createdFrom) &&
         (!filter.createdTo || delivery.created < *filter.createdTo) && delivery.id > filter.after &&
         (filter.upTo == DeliveryId{} || delivery.id <= filter.upTo);
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
  hub::NewDelivery present = delivery;  // never ahead of the store
  present.due = std::min(delivery.due, session_.storage.time());
  session_.tables.deliveries.edit()[id].delivery = made(present, id);
  return id;
}

Result<void> FakeDeliveries::freezeBody(const Delivery& delivery, const std::string& body) {
  HUB_CHECK(session_.enter());
  DeliveryRow* row = heldBy(session_.tables.deliveries.edit(), delivery);
  if (!row) return leaseLost();
  if (!row->body) row->body = std::make_shared<const std::string>(body);
  return {};
}

Result<std::uint64_t> FakeDeliveries::extend(const std::vector<Delivery>& claims,
                                             std::chrono::seconds lease) {
  HUB_CHECK(session_.enter());
  std::uint64_t held = 0;
  for (const Delivery& claim : claims) {
    DeliveryRow* row = heldBy(session_.tables.deliveries.edit(), claim);
    if (!row) continue;
    row->leaseUntil = session_.storage.time() + lease;
    ++held;
  }
  return held;
}

Result<void> FakeDeliveries::record(const Delivery& delivery, const hub::Outcome& outcome) {
  HUB_CHECK(session_.enter());
  DeliveryRow* row = heldBy(session_.tables.deliveries.edit(), delivery);
  if (!row) return leaseLost();
  row->delivery.state = outcome.next;
  if (!outcome.burnsAttempt) --row->delivery.roundAttempts;
  row->delivery.due = std::min(outcome.due, session_.storage.time() + hub::kLongestWait);
  row->delivery.claimedBy.clear();
  row->delivery.lastCode = outcome.code;
  row->delivery.lastMessage = outcome.message;
  if (outcome.next == DeliveryState::delivered) row->delivery.finished = outcome.started + outcome.took;
  startAnew(*row);
  row->attempts.push_back({outcome.started, outcome.took, outcome.code, outcome.message});
  return {};
}

Result<void> FakeDeliveries::giveBack(const std::vector<Delivery>& claims) {
  HUB_CHECK(session_.enter());
  for (const Delivery& claim : claims) {
    DeliveryRow* row = heldBy(session_.tables.deliveries.edit(), claim);
    if (!row) continue;
    --row->delivery.roundAttempts;
    letGo(*row);
  }
  return {};
}

Result<std::uint64_t> FakeDeliveries::releaseExpired(std::uint32_t limit) {
  HUB_CHECK(session_.enter());
  const TimePoint now = session_.storage.time();
  std::uint64_t released = 0;
  for (auto& [id, row] : session_.tables.deliveries.edit()) {
    if (released == limit) break;
    const bool isLive = row.leaseUntil > now && row.leaseUntil <= now + hub::kLongestLease;
    if (row.delivery.state != DeliveryState::claimed || isLive) continue;
    letGo(row);
    ++released;
  }
  return released;
}

Result<hub::RoundPiece> FakeDeliveries::startRound(PeerId peer, TimePoint now, std::uint32_t limit,
                                                   DeliveryId after) {
  HUB_CHECK(session_.enter());
  hub::RoundPiece piece{0, after, false};
  auto& rows = session_.tables.deliveries.edit();
  for (auto next = rows.upper_bound(after); next != rows.end() && piece.started < limit; ++next) {
    Delivery& delivery = next->second.delivery;
    if (delivery.peer != peer || !isLeftOver(delivery)) continue;
    startFreshRound(delivery, now);
    ++piece.started;
    piece.last = next->first;
  }
  piece.isFull = piece.started == limit;
  return piece;
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
    if (!matches(filter, row.delivery)) continue;
    if (result.size() == filter.limit) break;
    result.push_back(row.delivery);
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

Result<bool> FakeDeliveries::act(DeliveryId id, hub::QueueAct act, const std::string& note, TimePoint now) {
  HUB_CHECK(session_.enter());
  const auto found = session_.tables.deliveries->find(id);
  if (found == session_.tables.deliveries->end() || !allows(act, found->second.delivery.state)) return false;
  DeliveryRow& row = session_.tables.deliveries.edit()[id];
  row.delivery.note = note;
  if (act == hub::QueueAct::setAside) {
    row.delivery.state = DeliveryState::setAside;
    return true;
  }
  row.afterConfiguration = act == hub::QueueAct::sendAfterConfiguration;
  startFreshRound(row.delivery, now);
  return true;
}

}  // namespace fakes
