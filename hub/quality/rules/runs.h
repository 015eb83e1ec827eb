// Real-time values that stand still: the same number again and again, or zero, which clients send when
// nothing was measured (field-notes 1.7).
#pragma once

#include "hub/quality/point.h"

namespace hub::quality {

/// constant_run and zero_run. A run may begin in what is stored. Zeros of a point that otherwise measures
/// only a few units of its last digit are not judged, nor constants that are so coarse.
void judgeRuns(const ScopedRules& rules, const Point& point, Verdict& verdict);

}  // namespace hub::quality
