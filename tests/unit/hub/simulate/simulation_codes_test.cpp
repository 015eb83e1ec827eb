// The simulation uses the base data as shipped, so that a demonstration raises no findings about unknown
// codes.
#include <gtest/gtest.h>

#include <set>

#include "hub/simulate/simulation.h"
#include "tests/support/base_data.h"

namespace {

using hub::simulate::Simulation;
using hub::simulate::SimulationSettings;

const schemas::BaseData& baseData() {
  static const schemas::BaseData kData = *hub::baseDataOf(tests::shippedBaseData().lists);
  return kData;
}

std::set<std::string> codesOf(const std::string& list) {
  static const hub::DictionaryLists kLists = tests::shippedBaseData().lists;
  std::set<std::string> codes;
  for (const auto& row : kLists.lists.at(list)) codes.insert(*row.find("code")->text());
  return codes;
}

/// All kinds of enterprises with many items, in counties of the base data.
Simulation largeSimulation() {
  SimulationSettings settings;
  settings.enterprises = 12;
  settings.itemsPerEnterprise = 60;
  for (const auto& region : baseData().region)
    if (region.pcode == "330100") settings.regions.push_back({region.code, region.fullName});
  return Simulation(settings);
}

// N-8.4-3
TEST(SimulationCodes, OfEnterprisesAreInTheBaseData) {
  const auto regions = codesOf("region"), industries = codesOf("industry"), types = codesOf("entType");
  const Simulation simulation = largeSimulation();
  ASSERT_EQ(simulation.enterprises().size(), 12U);

  for (const auto& enterprise : simulation.enterprises()) {
    EXPECT_TRUE(regions.contains(enterprise.base.regionCode.text()));
    EXPECT_TRUE(industries.contains(enterprise.base.industryCode.text()));
    EXPECT_TRUE(types.contains(enterprise.base.typeCode.text()));
  }
}

// N-8.4-3
TEST(SimulationCodes, OfItemsAreInTheBaseData) {
  const auto usages = codesOf("collectItemUsage"), systems = codesOf("collectSystemType"),
             equipment = codesOf("设备类型");
  std::set<std::string> kinds, processes;
  for (const auto& item : baseData().collectItem)
    if (item.type == 3) kinds.insert(item.pclass + item.code);
  for (const auto& process : baseData().process) processes.insert(process.industryCode + process.code.text());
  const Simulation simulation = largeSimulation();

  for (std::size_t i = 0; i < simulation.enterprises().size(); ++i) {
    const std::string division = simulation.enterprises()[i].base.industryCode.text().substr(0, 3);
    for (const auto& item : simulation.config(i).collectItemConfig) {
      EXPECT_TRUE(kinds.contains(item.energyClassCode.text() + item.energyTypeCode.text())) << item.name;
      EXPECT_TRUE(usages.contains(item.dataUsageCode.text())) << item.name;
      EXPECT_TRUE(systems.contains(std::to_string(item.inputType))) << item.name;
      EXPECT_TRUE(item.processCode.text() == "00" || processes.contains(division + item.processCode.text()))
          << item.name;
      EXPECT_TRUE(item.equipmentCode.text() == "00" || equipment.contains(item.equipmentCode.text()))
          << item.name;
    }
  }
}

TEST(SimulationCodes, OfInstrumentsAreInTheBaseData) {
  const auto types = codesOf("meteringType");
  const Simulation simulation = largeSimulation();

  for (std::size_t i = 0; i < simulation.enterprises().size(); ++i)
    for (const auto& meter : simulation.metering(i).meteringData)
      EXPECT_TRUE(types.contains(meter.meteringType.text())) << meter.meteringName;
}

}  // namespace
