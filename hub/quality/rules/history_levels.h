// A day's real-time values against the habit of their point.
#pragma once

#include <set>

#include "hub/quality/day_points.h"

namespace hub::quality {

/// jump_in_history and unit_error_in_history (10³ or 10⁴ between the medians); a day of the second kind is
/// not also one of the first. Days that were learned from are not judged. Returns the codes whose level is
/// not to be learned.
std::set<std::string> judgeHistory(DayPoints& points);

}  // namespace hub::quality
