// What the attempts of a worker tell about its lane, noted for all workers of all processes.
#pragma once

#include <vector>

#include "hub/delivery/outgoing.h"
#include "hub/ports/storage.h"

namespace hub::delivery {

/// The worker that tried.
struct LaneView {
  const Peer& peer;
  const Breaker& breaker;   // as it was when the worker claimed
  bool probes = false;      // it holds the right to probe
  bool endsAlerts = false;  // look for alerts that a success should have ended
  TimePoint now{};
};

struct LaneNews {
  bool opened = false;  // by this worker: nobody else has told it
  bool closed = false;  // by this worker
  bool isShut = false;  // nobody may send now
  std::optional<TimePoint> restUntil;
};

/// It could not be called: the platform is not registered there, or has no address for it.
bool isUnregistered(const Attempted& tried);

/// In the unit that records the attempts. A protocol answer closes the breaker and ends the alert; TLS and
/// DNS faults and a probe in vain open it, other faults when there were many in a row. The alert is raised
/// when it opens, and when a delivery has used up its round without an answer (G-6.2-2). Another one stands
/// as long as there is nowhere to send to.
Result<LaneNews> noteHealth(UnitOfWork& work, const LaneView& view, const std::vector<Attempted>& attempts);

}  // namespace hub::delivery
