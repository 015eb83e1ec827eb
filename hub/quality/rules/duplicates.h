// One moment with two values.
#pragma once

#include "hub/quality/point.h"

namespace hub::quality {

/// conflicting_duplicate: the same start twice in the batch with different values, or another value in the
/// store that was uploaded at the same time (OQ-19). Derived starts are not judged: they may coincide.
void judgeDuplicates(const ScopedRules& rules, const Point& point, Verdict& verdict);

}  // namespace hub::quality
