// Values that do not fit their neighbours: jumps, powers of ten, the slot at midnight.
#pragma once

#include "hub/quality/point.h"

namespace hub::quality {

/// jump and unit_error, against the other values of the same block, in the batch and in the store; a
/// value of the second kind is not also one of the first. More than a few of them are a change of load, which
/// only history can judge. `scratch` is for the function's own use.
void judgeLevels(const ScopedRules& rules, const Point& point, std::vector<double>& scratch,
                 Verdict& verdict);

/// midnight_slot: the first value of a day is negative, or far above those that follow; some clients form
/// their differences wrongly there (field-notes 1.7).
void judgeMidnight(const ScopedRules& rules, const Point& point, Verdict& verdict);

/// Whether `ratio` is about 10³ or 10⁴, or the inverse of one of them, within the factor `tolerance`.
bool isUnitRatio(double ratio, double tolerance);

}  // namespace hub::quality
