// Arranging the queue for its two suites: what is handed out, and what becomes of it.
#pragma once

#include "tests/contract/contract.h"

namespace contract {

inline constexpr std::chrono::seconds kLease{60};
/// Of a worker that hangs or was killed: over as soon as it is given.
inline constexpr std::chrono::seconds kOver{0};

class QueueContract : public StorageContract {
 protected:
  void SetUp() override {
    peer_ = newPeer();
    enterprise_ = newEnterprise();
  }

  hub::NewDelivery energy(hub::Priority priority = hub::Priority::live) {
    hub::NewDelivery delivery;
    delivery.peer = peer_;
    delivery.priority = priority;
    delivery.enterprise = enterprise_;
    delivery.batch = newBatch(enterprise_);
    delivery.reason = "live";
    delivery.due = now_;
    return delivery;
  }
  hub::NewDelivery about(hub::DeliveryKind kind) {
    hub::NewDelivery delivery;
    delivery.peer = peer_;
    delivery.kind = kind;
    delivery.priority = hub::Priority::configuration;
    delivery.enterprise = enterprise_;
    delivery.due = now_;
    return delivery;
  }

  hub::DeliveryId enqueue(const hub::NewDelivery& delivery) {
    return unit([&](auto& work) { return work.deliveries().enqueue(delivery); });
  }
  hub::ClaimWish wish(std::uint32_t limit = 10, const std::string& worker = "w1") {
    hub::ClaimWish wish;
    wish.peer = peer_;
    wish.worker = worker;
    wish.now = now_;
    wish.lease = kLease;
    wish.limit = limit;
    return wish;
  }
  std::vector<hub::Delivery> claim(const hub::ClaimWish& wish) {
    return unit([&](auto& work) { return work.deliveries().claim(wish); });
  }
  std::vector<hub::Delivery> claim(std::uint32_t limit = 10, const std::string& worker = "w1") {
    return claim(wish(limit, worker));
  }
  /// A claim whose lease is over.
  hub::Delivery claimOfSlow() {
    hub::ClaimWish slow = wish(1, "slow");
    slow.lease = kOver;
    return claim(slow).at(0);
  }
  std::uint64_t release(std::uint32_t limit = 1000) {
    return unit([&](auto& work) { return work.deliveries().releaseExpired(limit); });
  }
  hub::Result<void> record(const hub::Delivery& delivery, const hub::Outcome& outcome) {
    return tryUnit([&](auto& work) { return work.deliveries().record(delivery, outcome); });
  }
  hub::Outcome outcome(hub::DeliveryState next, const std::string& code = "0") {
    hub::Outcome result;
    result.next = next;
    result.due = now_;
    result.code = code;
    result.message = "答复𠮷";
    result.started = now_;
    result.took = std::chrono::milliseconds{1234};
    result.bytes = 99;
    return result;
  }
  /// Enqueued, claimed and written back.
  hub::DeliveryId brought(hub::DeliveryState state) {
    const hub::DeliveryId id = enqueue(energy());
    for (const hub::Delivery& delivery : claim()) must(record(delivery, outcome(state, "E1001")));
    return id;
  }
  hub::Delivery stored(hub::DeliveryId id) {
    const auto found = unit([&](auto& work) { return work.deliveries().find(id); });
    if (!found) throw std::runtime_error("the delivery is gone");
    return *found;
  }
  bool act(hub::DeliveryId id, hub::QueueAct act, const std::string& note = "") {
    return unit([&](auto& work) { return work.deliveries().act(id, act, note, now_); });
  }
  hub::QueueDepth depth() {
    return unit([&](auto& work) { return work.deliveries().depth(peer_); });
  }

  hub::PeerId peer_{};
  std::string enterprise_;
  hub::TimePoint now_ = at("2026-11-20 10:00:00");
};

}  // namespace contract
