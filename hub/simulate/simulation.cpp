#include "hub/simulate/simulation.h"

#include <utility>

#include "hub/simulate/decimal_of.h"
#include "hub/simulate/energy_records.h"
#include "hub/simulate/instruments.h"
#include "hub/simulate/make_enterprise.h"

namespace hub::simulate {
namespace {

using schemas::StatType;

/// Twice the longest usual period, so that only a doubtful value lies above.
std::int64_t largestQuanta(const SimulatedItem& item, StatType type) {
  switch (type) {
    case StatType::realTime:
      return item.slotQuanta * 3;
    case StatType::daily:
      return item.slotQuanta * kSlotsPerDay * 2;
    case StatType::monthly:
      return item.slotQuanta * kSlotsPerDay * 31 * 2;
    case StatType::yearly:
      return item.slotQuanta * kSlotsPerDay * 366 * 2;
  }
  return 0;
}

schemas::TwoDigits twoDigits(std::string_view text) { return *schemas::TwoDigits::parse(text); }

schemas::CollectItemConfig configOf(const SimulatedItem& item, StatType type) {
  const schemas::DataCode& code = item.code;
  schemas::CollectItemConfig config;
  config.name = item.name;
  config.processCode = twoDigits(code.process());
  config.processUnitCode = twoDigits(code.processUnit());
  config.equipmentCode = twoDigits(code.equipment());
  config.equipmentUnitCode = twoDigits(code.equipmentUnit());
  config.energyClassCode = twoDigits(code.energyClass());
  config.energyTypeCode = *schemas::EnergyKind::parse(code.energyKind());
  config.dataUsageCode = twoDigits(code.usage());
  config.inputType = item.inputType;
  config.dataValueMax = decimalOf(largestQuanta(item, type), item.kind->digits);
  config.dataValueMin = decimalOf(0, 0);
  config.statType = static_cast<std::int32_t>(type);
  config.collectSystemName = item.isManual() ? "" : "示例能源采集系统";
  config.scope = item.scope;
  return config;
}

}  // namespace

Simulation::Simulation(SimulationSettings settings) : settings_(std::move(settings)) {
  if (settings_.regions.empty()) return;
  for (int i = 0; i < settings_.enterprises; ++i) enterprises_.push_back(makeEnterprise(settings_, i));
}

schemas::UploadConfigData Simulation::config(std::size_t index) const {
  const SimulatedEnterprise& enterprise = enterprises_.at(index);
  schemas::UploadConfigData message;
  message.enterpriseCode = enterprise.base.code;
  message.enterprise = enterprise.base;
  for (const SimulatedItem& item : enterprise.items)
    for (const StatType type : item.statTypes) message.collectItemConfig.push_back(configOf(item, type));
  if (!enterprise.processes.empty()) message.process = enterprise.processes;
  if (!enterprise.processUnits.empty()) message.processUnit = enterprise.processUnits;
  return message;
}

schemas::UploadMeteringData Simulation::metering(std::size_t index) const {
  const SimulatedEnterprise& enterprise = enterprises_.at(index);
  schemas::UploadMeteringData message;
  message.enterpriseCode = enterprise.base.code;
  message.meteringData = instrumentsOf(settings_, enterprise, index);
  return message;
}

schemas::UploadEnergyData Simulation::energy(std::size_t index, schemas::CivilDate day) const {
  const SimulatedEnterprise& enterprise = enterprises_.at(index);
  schemas::UploadEnergyData message;
  message.enterpriseCode = enterprise.base.code;
  message.data = recordsOf(settings_, enterprise, index, day);
  return message;
}

}  // namespace hub::simulate
