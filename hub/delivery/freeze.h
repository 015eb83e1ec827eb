// The bodies of a hand of deliveries, composed and frozen in one unit (design.md 4).
#pragma once

#include <deque>

#include "hub/delivery/outgoing.h"
#include "hub/delivery/surroundings.h"

namespace hub::delivery {

/// Those that have a body or an obstacle are left as they are. What cannot be composed gets an obstacle and
/// holds nobody back; what is lost meanwhile is marked. Errors are those of the storage; then nothing has
/// changed.
Result<void> freezeBodies(const Surroundings& around, const Peer& peer, std::deque<Outgoing>& hand);

}  // namespace hub::delivery
