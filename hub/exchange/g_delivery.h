// Backfill and recovery (G-7.2, G-7.5): tables 2, 3, 8 and 9 are one message (OQ-50).
#pragma once

#include "hub/exchange/operation.h"

namespace hub::exchange {

Result<Answer> gDelivery(const Inquiry& inquiry);

}  // namespace hub::exchange
