// The outbox in table delivery.
#pragma once

#include "adapters/mysql/session.h"
#include "hub/ports/delivery.h"

namespace hub::mysql {

/// Beyond the port: a configData or meteringData that is enqueued again has new content. While it waits, its
/// frozen body is dropped; while it is claimed, it waits again once the running attempt is written back.
class MySqlDeliveryQueue final : public DeliveryQueue {
 public:
  explicit MySqlDeliveryQueue(Session& session) : session_(session) {}
  Result<DeliveryId> enqueue(const NewDelivery& delivery) override;
  Result<void> enqueueAll(const std::vector<NewDelivery>& deliveries) override;
  Result<std::vector<Delivery>> claim(PeerId peer, const std::string& worker, TimePoint now,
                                      std::chrono::seconds lease, std::uint32_t limit) override;
  Result<void> freezeBody(const Delivery& delivery, const std::string& body) override;
  Result<void> record(const Delivery& delivery, const Outcome& outcome) override;
  Result<std::uint64_t> releaseExpired(TimePoint now) override;
  Result<std::uint64_t> startRound(PeerId peer, TimePoint now) override;
  Result<QueueDepth> depth(std::optional<PeerId> peer) override;
  Result<std::vector<Delivery>> list(const DeliveryFilter& filter) override;
  Result<std::optional<Delivery>> find(DeliveryId id) override;
  Result<std::vector<Attempt>> attempts(DeliveryId id) override;
  Result<bool> setState(DeliveryId id, DeliveryState state, TimePoint due) override;

 private:
  /// Rows of `ids`, a JSON array.
  Result<std::vector<Delivery>> claimed(const std::string& ids);

  Session& session_;
};

}  // namespace hub::mysql
