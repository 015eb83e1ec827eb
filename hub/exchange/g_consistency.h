// Consistency check (G-7.1): whether we hold the batch of a tag. `true` promises its blocks, not only its
// tag.
#pragma once

#include "hub/exchange/operation.h"

namespace hub::exchange {

Result<Answer> gConsistency(const Inquiry& inquiry);

}  // namespace hub::exchange
