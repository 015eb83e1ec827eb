// An enterprise that does not exist: who it is, what it measures, and how much of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hub/simulate/industry_profile.h"
#include "schemas/codes/data_code.h"
#include "schemas/messages/energy_record.h"
#include "schemas/messages/upload_config_data.h"

namespace hub::simulate {

/// One data code with its frequencies.
struct SimulatedItem {
  std::string name;
  schemas::DataCode code;
  const Kind* kind = nullptr;
  int scope = 1;
  int inputType = 1;  // 5 = filled in by hand: no real-time values (N-8.8-4)
  Curve curve = Curve::flat;
  bool heats = false;
  int phase = 0;
  std::int64_t slotQuanta = 0;               // of an average quarter-hour, in units of the last decimal
  std::vector<schemas::StatType> statTypes;  // ascending

  bool isManual() const { return inputType == 5; }
  bool has(schemas::StatType type) const;
};

struct SimulatedEnterprise {
  schemas::Enterprise base;
  std::vector<schemas::EnterpriseProcess> processes;
  std::vector<schemas::ProcessUnit> processUnits;
  std::vector<SimulatedItem> items;
  int uploadDelay = 0;  // seconds after the appointed time, so that not all report in the same second (OQ-17)
};

}  // namespace hub::simulate
