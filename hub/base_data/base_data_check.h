// What a dictionary must obey before it is imported, wherever it came from (N-8.4-6).
#pragma once

#include <string>
#include <vector>

#include "hub/ports/dictionary.h"
#include "hub/result.h"

namespace hub::base_data {

/// malformed when a row breaks the pattern of its list or stands there twice; the detail names list, row and
/// rule. Otherwise the findings: parents that are not in the list (N-8.4-D6 keeps such rows).
Result<std::vector<std::string>> checkBaseData(const DictionaryLists& lists);

}  // namespace hub::base_data
