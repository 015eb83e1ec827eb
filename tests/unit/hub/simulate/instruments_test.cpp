#include "hub/simulate/instruments.h"

#include <gtest/gtest.h>

#include <map>

#include "tests/support/simulation.h"

namespace {

using hub::simulate::Simulation;
using tests::simulationSettings;

// N-8.7-5
TEST(Instruments, MeasuresEveryAutomaticItemSomeByTwoInstruments) {
  const Simulation simulation(simulationSettings());

  for (std::size_t i = 0; i < simulation.enterprises().size(); ++i) {
    std::map<schemas::DataCode, int> instruments;
    for (const auto& meter : simulation.metering(i).meteringData) ++instruments[meter.dataCode];
    int twice = 0;
    for (const auto& item : simulation.enterprises()[i].items) {
      EXPECT_EQ(instruments.count(item.code), item.isManual() ? 0U : 1U) << item.name;
      if (!item.isManual() && instruments[item.code] == 2) ++twice;
    }
    EXPECT_GE(twice, 1);
  }
}

}  // namespace
