// What a simulation is made of.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "schemas/codes/civil_time.h"
#include "schemas/codes/code.h"

namespace hub::simulate {

struct SimulatedRegion {
  schemas::RegionCode code;
  std::string name;
};

struct SimulationSettings {
  std::uint64_t seed = 1;
  int enterprises = 20;
  int itemsPerEnterprise = 12;           // data codes; each stands in the configuration once per frequency
  std::vector<SimulatedRegion> regions;  // real counties; none = no enterprises
  std::string cityName;                  // for addresses
  int latitudeMicro = 30'250'000;        // centre of the city, millionths of a degree
  int longitudeMicro = 120'200'000;
  schemas::CivilDate configuredOn = schemas::CivilDate::of(2026, 1, 1);  // calibrations lie round it
  std::map<schemas::CivilDate, bool> exceptionalDays;  // false = day off, true = worked weekend
  int uploadSecondOfDay = 2 * 3600;                    // on the day after (OQ-17)
  int suspiciousPerMille = 5;                          // of item days that have one doubtful quarter-hour
  int gapPerMille = 5;                                 // of item days that miss two to eight quarter-hours
};

}  // namespace hub::simulate
