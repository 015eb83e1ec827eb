// The values of an enterprise as records of N-8.8.
#pragma once

#include <vector>

#include "hub/simulate/simulated_enterprise.h"
#include "hub/simulate/simulation_settings.h"
#include "schemas/messages/energy_record.h"

namespace hub::simulate {

/// What is due in the night after `day`.
std::vector<schemas::EnergyRecord> recordsOf(const SimulationSettings& settings,
                                             const SimulatedEnterprise& enterprise, std::size_t index,
                                             schemas::CivilDate day);

}  // namespace hub::simulate
