// Whether what is due has come.
#pragma once

#include "hub/quality/day_points.h"

namespace hub::quality {

/// incomplete: real-time values against the point's interval, at least 90 % (field-notes 3). One finding for
/// the enterprise when it has none at all. Points silent for so long that silent_point speaks are left to it.
void judgeCompleteness(DayPoints& points);
/// gap: more than 60 min without a real-time value (N-8.8-3).
void judgeGaps(DayPoints& points);
/// silent_point: configured for real-time or daily values, but none for some days. One finding for the
/// enterprise when all its points are silent.
void judgeSilence(DayPoints& points);

}  // namespace hub::quality
