// The many ways in which end devices write a time (field-notes 1.10, 3).
#pragma once

#include <optional>
#include <string_view>

#include "schemas/codes/civil_time.h"

namespace schemas {

/// All that CivilTime::parseTolerant() reads, and besides: `yyyy-MM-dd HH:mm`, `yyyy-MM` (its first day),
/// `yyyy` (1 January), `/` for `-`, parts of one digit, milliseconds since 1970 UTC in thirteen digits (then
/// in China Standard Time), and what Java prints in English, `Jul 20, 2021 4:30:00 PM`, with or without a
/// comma behind the year. Only real times of the years 1900 to 2099; no zone suffix. Blanks round it are the
/// caller's. Any thread.
std::optional<CivilTime> parseLooseTime(std::string_view text);

}  // namespace schemas
