// One attempt at one claimed delivery: compose and freeze, call, read the reply, decide, write back (flows
// F4, F5, F7).
#pragma once

#include <chrono>
#include <optional>

#include "hub/delivery/n_client.h"
#include "hub/delivery/retry_policy.h"
#include "hub/delivery/surroundings.h"

namespace hub::delivery {

struct Delivered {
  DeliveryState state = DeliveryState::waiting;
  std::string code;                               // as recorded
  bool called = false;                            // a call went out
  bool leaseLost = false;                         // somebody else has it now; nothing was written
  std::optional<std::chrono::seconds> lanePause;  // let nothing else go to this peer meanwhile
};

/// No unit of work is open during a call. A crash anywhere leads to the same bytes again. Errors are those of
/// the storage only; the claim then ends with its lease. Used by one thread: it remembers when registering
/// failed.
class DeliverOne {
 public:
  explicit DeliverOne(Surroundings surroundings) : around_(surroundings), client_(surroundings) {}

  /// `delivery` as claimed.
  Result<Delivered> run(const Peer& peer, const Delivery& delivery);

 private:
  /// What stands against calling, as it will be recorded.
  struct Obstacle {
    std::string code, message;
    Decision decision;
  };
  template <class T>
  using OrObstacle = tl::expected<T, Obstacle>;
  struct Target {
    std::string url;
    std::string provinceId;
  };

  Result<OrObstacle<Target>> targetOf(const Peer& peer, DeliveryKind kind);
  Result<OrObstacle<Registration>> registrationOf(const Peer& peer);
  Obstacle notRegistered(const Error& error);
  Result<OrObstacle<std::string>> bodyOf(const Peer& peer, const Target& target,
                                         const Delivery& delivery) const;
  Outcome call(const std::string& url, const std::string& body, const Delivery& delivery,
               Delivered& result) const;
  Result<Delivered> writeBack(const Peer& peer, const Delivery& delivery, const Outcome& outcome,
                              Delivered result) const;

  Surroundings around_;
  NClient client_;
  std::optional<TimePoint> registerNotBefore_;
};

}  // namespace hub::delivery
