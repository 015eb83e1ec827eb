#include "hub/simulate/make_enterprise.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/support/simulation.h"

namespace {

using hub::simulate::Simulation;
using hub::simulate::SimulationSettings;
using tests::simulationSettings;

TEST(MakeEnterprise, GivesEachEnterpriseItsOwnCodeWithRightCheckCharacters) {
  SimulationSettings many = simulationSettings();
  many.enterprises = 300;
  const Simulation simulation(many);
  std::set<std::string> codes;

  for (const auto& enterprise : simulation.enterprises()) {
    const std::string& code = enterprise.base.code.text();
    EXPECT_EQ(schemas::CreditRule::checkCharacter(code.substr(0, 17)), code[17]);
    EXPECT_EQ(code.substr(2, 6), enterprise.base.regionCode.text());
    codes.insert(code);
  }

  EXPECT_EQ(codes.size(), 300U);
}

}  // namespace
