// How often a peer departed from the printed form and was understood all the same (`wire.tolerated`,
// requirements 0.5): what an administrator shows the integrator of a client.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hub/ports/peer.h"

namespace hub {

struct ToleranceCount {
  PeerId peer{};
  std::string row;  // id of the rule that tolerated it: OQ-12, N-8.8-D7, F-1.3 …
  std::uint64_t count = 0;
  TimePoint last{};
};

class ToleranceStore {
 public:
  virtual ~ToleranceStore() = default;
  /// Adds to what is stored.
  virtual Result<void> add(const std::vector<ToleranceCount>& counts) = 0;
  /// By peer, then row.
  virtual Result<std::vector<ToleranceCount>> list(std::optional<PeerId> peer) = 0;
};

}  // namespace hub
