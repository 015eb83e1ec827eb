// Settings and sums that the tests of the simulation share.
#pragma once

#include <string>

#include "hub/simulate/simulation.h"

namespace tests {

inline const schemas::CivilDate kWednesday = schemas::CivilDate::of(2026, 3, 18);

inline hub::simulate::SimulationSettings simulationSettings(std::uint64_t seed = 1) {
  hub::simulate::SimulationSettings result;
  result.seed = seed;
  result.enterprises = 12;
  result.regions = {{*schemas::RegionCode::parse("330106"), "西湖区"},
                    {*schemas::RegionCode::parse("330109"), "萧山区"}};
  result.cityName = "浙江省杭州市";
  return result;
}

/// Without doubtful values and gaps.
inline hub::simulate::SimulationSettings undisturbedSettings() {
  auto result = simulationSettings();
  result.suspiciousPerMille = 0;
  result.gapPerMille = 0;
  return result;
}

/// A value as whole numbers of its fourth decimal.
inline std::int64_t quanta(const schemas::Decimal& value) {
  std::string digits = value.plain(4);
  digits.erase(digits.find('.'), 1);
  return std::stoll(digits);
}

inline std::int64_t sumOf(const schemas::UploadEnergyData& message, schemas::StatType type,
                          const schemas::DataCode& code) {
  std::int64_t sum = 0;
  for (const auto& record : message.data)
    if (record.statType == static_cast<int>(type) && record.dataCode == code) sum += quanta(record.dataValue);
  return sum;
}

inline int countOf(const schemas::UploadEnergyData& message, schemas::StatType type,
                   const schemas::DataCode& code) {
  int count = 0;
  for (const auto& record : message.data)
    count += record.statType == static_cast<int>(type) && record.dataCode == code ? 1 : 0;
  return count;
}

/// The position of the first enterprise of that industry; there must be one.
inline std::size_t enterpriseOf(const hub::simulate::Simulation& simulation, const std::string& industry) {
  std::size_t index = 0;
  while (simulation.enterprises().at(index).base.industryCode.text() != industry) ++index;
  return index;
}

}  // namespace tests
