// What an enterprise says of itself and of its instruments. These findings stand for a month, so that a fact
// that stays wrong is not found anew every day.
#pragma once

#include "hub/quality/day_points.h"

namespace hub::quality {

/// unknown_region, unknown_industry (N-2-2, N-2-3), credit_code (N-2-1), coordinates outside China (latitude
/// 3 to 54, longitude 73 to 136) or swapped (field-notes 1.5).
void judgeFacts(DayPoints& points);
/// calibration_overdue: instruments in use past nextCalibration, one finding a data code.
void judgeCalibration(DayPoints& points);

}  // namespace hub::quality
