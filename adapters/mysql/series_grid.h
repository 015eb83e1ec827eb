// The places at which the values of a block stand: a grid of seconds, a grid of months, or single offsets.
#pragma once

#include <cstdint>
#include <vector>

#include "hub/ports/series.h"

namespace hub::mysql {

struct SeriesGrid {
  enum class Form { seconds, months, offsets };
  Form form = Form::seconds;
  std::int64_t step = 0;       // seconds or months; 0 for a single value
  std::int64_t phase = 0;      // seconds from the period's first midnight to position 0
  std::int64_t positions = 0;  // gaps included

  /// `values` are not empty, ascend and do not begin before `period`.
  static SeriesGrid of(schemas::CivilDate period, const std::vector<SeriesValue>& values);
  std::int64_t positionOf(schemas::CivilDate period, schemas::CivilTime at) const;
};

/// Where position `index` of a regular block stands.
schemas::CivilTime gridTime(schemas::CivilDate period, std::int64_t phase, std::int64_t stepSeconds,
                            std::int64_t stepMonths, std::int64_t index);

}  // namespace hub::mysql
