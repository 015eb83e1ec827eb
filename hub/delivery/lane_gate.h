// Whether a lane may send now, by what persons have set and what its workers have found out. Pure.
#pragma once

#include "hub/ports/lane.h"

namespace hub::delivery {

enum class Gate : std::uint8_t {
  open,
  paused,         // by a person
  outsideWindow,  // not at this time of day
  resting,        // the peer asked for patience
  broken,         // the breaker is open, or somebody probes
  probe,          // broken, and the next probe is due
};

/// A rest or a wait for a probe further away than any that is ever ordered was written under a wrong clock
/// and does not count (T-09).
Gate gateOf(const LaneState& state, TimePoint now);

/// By the clock of China; a window may go over midnight.
bool isInWindow(const LaneSettings& settings, TimePoint now);

}  // namespace hub::delivery
