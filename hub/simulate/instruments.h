// The instruments behind an enterprise's items (N-8.7).
#pragma once

#include <vector>

#include "hub/simulate/simulated_enterprise.h"
#include "hub/simulate/simulation_settings.h"
#include "schemas/messages/upload_metering_data.h"

namespace hub::simulate {

/// One instrument for each item that is not filled in by hand, for some of the plant's flows two that add up.
std::vector<schemas::MeteringInstrument> instrumentsOf(const SimulationSettings& settings,
                                                       const SimulatedEnterprise& enterprise,
                                                       std::size_t index);

}  // namespace hub::simulate
