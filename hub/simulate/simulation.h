// A city's enterprises and their data for trials, demonstrations and load tests. Pure and repeatable: equal
// settings give equal messages, byte for byte, on every machine and in any order of calls. Any thread.
#pragma once

#include <vector>

#include "hub/simulate/simulated_enterprise.h"
#include "hub/simulate/simulation_settings.h"
#include "schemas/messages/upload_config_data.h"
#include "schemas/messages/upload_energy_data.h"
#include "schemas/messages/upload_metering_data.h"

namespace hub::simulate {

class Simulation {
 public:
  explicit Simulation(SimulationSettings settings);

  const std::vector<SimulatedEnterprise>& enterprises() const { return enterprises_; }

  // Messages of enterprise `index`, which must be below enterprises().size(). provinceId is left to the
  // caller.
  schemas::UploadConfigData config(std::size_t index) const;
  schemas::UploadMeteringData metering(std::size_t index) const;
  /// What is uploaded in the night after `day`: its real-time and daily values; after the last day of a month
  /// also the monthly, after the last of a year the yearly values (N-8.8-2, OQ-17). Daily values are the
  /// exact sums of the quarter-hours sent, monthly and yearly values of the daily ones. `data` is empty when
  /// nothing is due.
  schemas::UploadEnergyData energy(std::size_t index, schemas::CivilDate day) const;

 private:
  SimulationSettings settings_;
  std::vector<SimulatedEnterprise> enterprises_;
};

}  // namespace hub::simulate
