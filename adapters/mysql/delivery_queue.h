// The outbox in table delivery, its archive in delivery_done, the numbers in delivery_tally.
#pragma once

#include "adapters/mysql/session.h"
#include "hub/ports/delivery.h"

namespace hub::mysql {

/// Beyond the port: a configData or meteringData that is enqueued again has new content. While it waits, its
/// frozen body is dropped; while it is claimed, it waits again once the running attempt is written back.
///
/// Its methods stand in delivery_queue.cpp (what is written), delivery_claims.cpp (who gets what, for how
/// long) and delivery_lists.cpp (what is read).
class MySqlDeliveryQueue final : public DeliveryQueue {
 public:
  explicit MySqlDeliveryQueue(Session& session) : session_(session) {}
  Result<DeliveryId> enqueue(const NewDelivery& delivery) override;
  Result<void> enqueueAll(const std::vector<NewDelivery>& deliveries) override;
  Result<std::vector<Delivery>> claim(const ClaimWish& wish) override;
  Result<void> freezeBody(const Delivery& delivery, const std::string& body) override;
  Result<std::uint64_t> extend(const std::vector<Delivery>& claims, std::chrono::seconds lease) override;
  Result<void> record(const Delivery& delivery, const Outcome& outcome) override;
  Result<void> giveBack(const std::vector<Delivery>& claims) override;
  Result<std::uint64_t> releaseExpired(std::uint32_t limit) override;
  Result<RoundPiece> startRound(PeerId peer, TimePoint now, std::uint32_t limit, DeliveryId after) override;
  Result<QueueDepth> depth(std::optional<PeerId> peer) override;
  Result<std::vector<Delivery>> list(const DeliveryFilter& filter) override;
  Result<std::optional<Delivery>> find(DeliveryId id) override;
  Result<std::vector<Attempt>> attempts(DeliveryId id) override;
  Result<bool> act(DeliveryId id, QueueAct act, const std::string& note, TimePoint now) override;

 private:
  /// Rows whose time has come join those that wait for their turn.
  Result<void> unpark(const ClaimWish& wish);
  /// Up to `limit` of `candidates` that nobody else holds, locked.
  Result<std::vector<std::string>> locked(const std::vector<std::string>& candidates, const ClaimWish& wish);
  Result<std::vector<Delivery>> claimed(const std::vector<std::string>& ids);
  /// false when it is no longer held, or asked for again meanwhile.
  Result<bool> archive(const Delivery& delivery, const Outcome& outcome);
  Result<void> archiveLeftOver(const std::vector<std::string>& ids);

  /// The creation of about the oldest row in that state.
  Result<std::optional<TimePoint>> oldestOf(PeerId peer, DeliveryState state);

  Session& session_;
};

}  // namespace hub::mysql
