// Parts against wholes. Only amounts are summed: classes 01 to 04.
#pragma once

#include "hub/quality/day_points.h"

namespace hub::quality {

/// day_sum: a daily value against its real-time values. With values missing only a sum above the day is
/// wrong.
void judgeDaySum(DayPoints& points);
/// month_sum: the value of the month before against its daily values, 5 % (field-notes 3), in the same way.
void judgeMonthSum(DayPoints& points);
/// plant_below_processes: the daily consumption of the whole plant against that of its processes, by energy
/// kind and usage. Output (usages 30 to 39) is not summed: what one process makes the next one uses.
void judgePlant(DayPoints& points);

}  // namespace hub::quality
