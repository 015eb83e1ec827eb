// The quarter-hours of one item on one day, as whole numbers of its last decimal.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>

#include "hub/simulate/simulated_enterprise.h"
#include "hub/simulate/simulation_settings.h"

namespace hub::simulate {

struct DaySeries {
  std::array<std::int64_t, kSlotsPerDay> quanta{};
  std::bitset<kSlotsPerDay> missing;
  std::bitset<kSlotsPerDay> suspicious;

  /// Of the quarter-hours that are there.
  std::int64_t sum() const;
};

DayKind dayKind(const SimulationSettings& settings, schemas::CivilDate day);

/// `enterprise` and `item` are positions; they pick the stream of random numbers.
struct SeriesPlace {
  std::int64_t enterprise = 0;
  std::int64_t item = 0;
};

DaySeries daySeries(const SimulationSettings& settings, const SimulatedItem& item, SeriesPlace place,
                    schemas::CivilDate day);

}  // namespace hub::simulate
