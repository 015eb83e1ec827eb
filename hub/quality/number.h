// A measured value as a binary number, for judging only: what is stored, summed and sent stays decimal text
// (OQ-67).
#pragma once

#include <cstdint>

#include "schemas/codes/decimal.h"

namespace hub::quality {

struct Number {
  double value = 0;
  std::int32_t fractionDigits = 0;  // as written, with trailing zeros

  /// The value in units of its last written digit: how finely it was measured.
  double quanta() const;
};

/// A lexeme of at most 18 digits without exponent costs a few nanoseconds; any other is read the long way.
Number numberOf(const schemas::Decimal& decimal);

/// 10 to the power of `exponent`, 0 to 18.
double powerOfTen(int exponent);

}  // namespace hub::quality
