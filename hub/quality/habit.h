// What is learned of a real-time point from day to day: how often it reports, and its usual level. The
// documents name no interval; 96, 48 and 24 values a day all come as real time (field-notes 2.4).
#pragma once

#include "hub/ports/quality.h"

namespace hub::quality {

/// 900, 1800 or 3600, whichever the values lie apart; finer ones count as 900, wider ones as 3600, the widest
/// that is allowed (N-8.8-3). 0 = too few values to say.
std::uint32_t intervalOf(const SeriesBlock& block);

/// The habit after a day of the point; `habit` may be empty but for enterprise and code. A day that was
/// learned before changes nothing. The interval of a configured habit stays; else it becomes finer at once,
/// and wider only when the day is regular throughout. With `levelIsOdd` the level of the day is not learned.
PointHabit learned(PointHabit habit, const SeriesBlock& day, bool levelIsOdd);

/// The median of absolute values that are not zero, and the largest; 0 without any.
struct DayLevel {
  double median = 0, maximum = 0;
  std::size_t count = 0;
};
DayLevel levelOf(const SeriesBlock& block);

}  // namespace hub::quality
