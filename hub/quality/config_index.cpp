#include "hub/quality/config_index.h"

#include "hub/quality/number.h"

namespace hub::quality {
namespace {

std::string codeOf(const schemas::CollectItemConfig& item) {
  return item.processCode.text() + item.processUnitCode.text() + item.equipmentCode.text() +
         item.equipmentUnitCode.text() + item.energyClassCode.text() + item.energyTypeCode.text() +
         item.dataUsageCode.text();
}

std::optional<double> limitOf(const std::optional<schemas::Decimal>& decimal) {
  if (!decimal || decimal->empty()) return std::nullopt;
  return numberOf(*decimal).value;
}

}  // namespace

ConfigIndex ConfigIndex::of(const EnterpriseConfig& config) {
  ConfigIndex index;
  for (const schemas::CollectItemConfig& item : config.collectItems) {
    const ConfiguredPoint point{.least = limitOf(item.dataValueMin),
                                .most = limitOf(item.dataValueMax),
                                .inputType = item.inputType,
                                .scope = item.scope.value_or(0)};
    Frequencies& frequencies = index.points_[codeOf(item)];
    if (item.statType) {
      if (*item.statType >= 0 && *item.statType <= 3) {
        auto& frequency = frequencies[static_cast<std::size_t>(*item.statType)];
        frequency = point;
        frequency->isNamed = true;
      }
      continue;
    }
    // An item without a frequency stands for each that has none of its own.
    for (auto& frequency : frequencies)
      if (!frequency) frequency = point;
  }
  return index;
}

const ConfiguredPoint* ConfigIndex::find(std::string_view code, schemas::StatType statType) const {
  const auto found = points_.find(code);
  if (found == points_.end()) return nullptr;
  const auto& point = found->second[static_cast<std::size_t>(statType)];
  return point ? &*point : nullptr;
}

}  // namespace hub::quality
