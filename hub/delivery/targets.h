// Where the deliveries of one lane go: the address of each kind, and the registration it needs (N-8.3-1).
#pragma once

#include <optional>

#include "hub/delivery/n_client.h"
#include "hub/delivery/outgoing.h"

namespace hub::delivery {

/// Whether it goes by G, to `gUrl`; all else goes by N, to what the registration names.
constexpr bool isOfG(DeliveryKind kind) { return kind == DeliveryKind::gData || kind == DeliveryKind::gTag; }

/// Used by one thread: it remembers when registering failed.
class Targets {
 public:
  explicit Targets(Surroundings surroundings) : around_(surroundings), client_(surroundings) {}

  /// What is stored, once for each run of the lane.
  void begin(Peer peer, std::optional<Registration> registration);
  const Peer& peer() const { return peer_; }

  /// Registers first where needed; no unit of work may be open. Errors are those of the storage.
  Result<OrObstacle<Target>> of(DeliveryKind kind);

 private:
  Result<OrObstacle<Registration>> registration();
  Obstacle notRegistered(const Error& error);

  Surroundings around_;
  NClient client_;
  Peer peer_;
  std::optional<Registration> registration_;
  std::optional<TimePoint> registerNotBefore_;
  std::string notRegisteredWords_;  // why, while it waits
};

/// What the code of an obstacle says when the platform is not registered.
inline constexpr const char* kNotRegistered = "not_registered";

}  // namespace hub::delivery
