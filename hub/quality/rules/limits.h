// Values that are wrong by themselves: outside the configured range, negative, too many decimals, a
// coefficient that no fuel has.
#pragma once

#include "hub/quality/point.h"

namespace hub::quality {

/// out_of_range (N-8.6-Q13). Limits that exclude every value, such as 0 and 0, are taken for not given.
void judgeRange(const ScopedRules& rules, const Point& point, Verdict& verdict);
/// negative.
void judgeSign(const ScopedRules& rules, const Point& point, Verdict& verdict);
/// fraction_digits (OQ-67). Trailing zeros do not count.
void judgeFraction(const ScopedRules& rules, const Point& point, Verdict& verdict);
/// coefficient_out_of_range: classes 05 and 06 carry measured coefficients of the kinds of 01 and 02
/// (field-notes 2.1).
void judgeCoefficient(const ScopedRules& rules, const Point& point, Verdict& verdict);

}  // namespace hub::quality
