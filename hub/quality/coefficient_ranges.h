// Between which limits the coefficient to standard coal of an energy kind can lie (field-notes 2.2).
#pragma once

#include <optional>
#include <string_view>

namespace hub::quality {

/// Tons of standard coal for one unit of the dictionary (t, 10 000 m³, GJ, 10 000 kWh).
struct CoefficientRange {
  double least = 0, most = 0;
};

/// `kind` = two or four digits of classes 01 and 02. The printed values with a third more room on both sides,
/// since heating values are measured; units mixed up differ by 10³ and more. nullopt: no value is known.
std::optional<CoefficientRange> coefficientRange(std::string_view kind);

}  // namespace hub::quality
