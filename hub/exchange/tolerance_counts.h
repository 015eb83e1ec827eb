// Tolerated departures of all peers since the last flush (`wire.tolerated`, requirements 0.5).
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "hub/ports/tolerance.h"
#include "schemas/json/parse.h"

namespace hub::exchange {

/// Requests add, a job takes and stores. A crash loses at most what came since the last flush. Thread-safe.
class ToleranceCounts {
 public:
  void add(PeerId peer, const schemas::Tolerated& tolerated, TimePoint when);
  /// Everything so far; counts begin again at zero.
  std::vector<ToleranceCount> take();
  /// Puts back what could not be stored.
  void giveBack(const std::vector<ToleranceCount>& counts);

 private:
  std::mutex mutex_;  // guards counts_
  std::map<std::pair<PeerId, std::string>, ToleranceCount> counts_;
};

}  // namespace hub::exchange
