// Working days by the announced holidays (list `holiday`). A year without announcement goes by the week
// alone.
#pragma once

#include <map>

#include "hub/ports/dictionary.h"
#include "schemas/codes/civil_time.h"

namespace hub::base_data {

/// Days that differ from their weekday: true = a weekend that is worked, false = a day off. Rows without a
/// real date are left out.
std::map<schemas::CivilDate, bool> exceptionalDays(const DictionaryLists& lists);

/// Monday to Friday, unless the day is exceptional.
bool isWorkday(schemas::CivilDate day, const std::map<schemas::CivilDate, bool>& exceptional);

/// False when no day of that year is listed, so that a screen can say so.
bool isAnnounced(int year, const std::map<schemas::CivilDate, bool>& exceptional);

}  // namespace hub::base_data
