// Invents an enterprise: a name nobody bears, a credit code nobody holds but whose check characters are
// right.
#pragma once

#include "hub/simulate/simulated_enterprise.h"
#include "hub/simulate/simulation_settings.h"

namespace hub::simulate {

/// The enterprise number `index` of the city. `settings.regions` must not be empty.
SimulatedEnterprise makeEnterprise(const SimulationSettings& settings, int index);

}  // namespace hub::simulate
