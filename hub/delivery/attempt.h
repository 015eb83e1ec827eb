// One attempt at one delivery: the call, what the reply means, what follows from it (flows F4, F5, F7).
#pragma once

#include "hub/delivery/outgoing.h"
#include "hub/delivery/surroundings.h"

namespace hub::delivery {

/// Calls unless there is an obstacle. No unit of work may be open.
Attempted attempt(const Surroundings& around, const Outgoing& one);

}  // namespace hub::delivery
