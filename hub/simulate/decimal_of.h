// Whole numbers of the last decimal as a decimal number: 12345 with 2 digits is 123.45.
#pragma once

#include <cstdint>

#include "schemas/codes/decimal.h"

namespace hub::simulate {

/// `digits` between 0 and 10.
schemas::Decimal decimalOf(std::int64_t quanta, int digits);

}  // namespace hub::simulate
