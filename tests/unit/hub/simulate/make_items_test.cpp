#include "hub/simulate/make_items.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "tests/support/simulation.h"

namespace {

using hub::simulate::Simulation;
using hub::simulate::SimulationSettings;
using tests::kWednesday;
using tests::quanta;
using tests::simulationSettings;
using tests::undisturbedSettings;

TEST(MakeItems, HasAsManyItemsAsAskedFor) {
  for (const int wanted : {1, 3, 12, 60, 200}) {
    SimulationSettings sized = simulationSettings();
    sized.itemsPerEnterprise = wanted;
    const Simulation simulation(sized);
    for (const auto& enterprise : simulation.enterprises()) {
      std::set<schemas::DataCode> codes;
      for (const auto& item : enterprise.items) codes.insert(item.code);
      EXPECT_EQ(codes.size(), static_cast<std::size_t>(wanted)) << enterprise.base.name;
    }
  }
}

TEST(MakeItems, KeepsThePartsBelowThePlant) {
  SimulationSettings large = undisturbedSettings();
  large.itemsPerEnterprise = 60;
  const Simulation simulation(large);

  for (std::size_t i = 0; i < simulation.enterprises().size(); ++i) {
    std::map<int, std::int64_t> electricity;
    for (const auto& record : simulation.energy(i, kWednesday).data)
      if (record.statType == 1 && record.dataCode.energyKind() == "3300" && record.dataCode.usage() == "11")
        electricity[record.scope] += quanta(record.dataValue);
    for (const int part : {2, 3, 4})
      EXPECT_LT(electricity[part], electricity[1]) << simulation.enterprises()[i].base.name;
  }
}

TEST(MakeItems, ScopeAndCodeAgree) {
  SimulationSettings large = simulationSettings();
  large.itemsPerEnterprise = 60;
  const Simulation simulation(large);

  for (const auto& enterprise : simulation.enterprises())
    for (const auto& item : enterprise.items) {
      EXPECT_EQ(item.code.process() != "00", item.scope == 2 || item.scope == 3) << item.name;
      EXPECT_EQ(item.code.processUnit() != "00", item.scope == 3) << item.name;
      EXPECT_EQ(item.code.equipment() != "00", item.scope == 4) << item.name;
    }
}

}  // namespace
