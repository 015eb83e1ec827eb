// Coefficients of the base dictionary itself.
#pragma once

#include <vector>

#include "hub/quality/rule_book.h"
#include "schemas/messages/download_base_data.h"

namespace hub::quality {

/// dictionary_coefficient: one finding for all energy kinds whose zbckz × dwzbx lies outside their range
/// (field-notes 2.2); at most one. It stands for the month and for no enterprise.
std::vector<PeriodFinding> judgeCoefficients(const RuleBook& rules,
                                             const std::vector<schemas::base_data::EnergyType>& energyTypes,
                                             schemas::CivilDate month);

}  // namespace hub::quality
