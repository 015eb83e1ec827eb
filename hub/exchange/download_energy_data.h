// Energy data download (N-8.10): one statType over its day, month or year (OQ-23), only for the caller's
// enterprises.
#pragma once

#include "hub/exchange/operation.h"

namespace hub::exchange {

Result<Answer> downloadEnergyData(const Inquiry& inquiry);

}  // namespace hub::exchange
