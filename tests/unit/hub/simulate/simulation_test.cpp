#include "hub/simulate/simulation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "schemas/declare/read.h"
#include "schemas/declare/write.h"
#include "tests/support/simulation.h"

namespace {

using hub::simulate::Simulation;
using hub::simulate::SimulationSettings;
using schemas::CivilDate;
using tests::kWednesday;
using tests::simulationSettings;
using tests::undisturbedSettings;

const auto kProvinceId = *schemas::ProvinceId::parse("0ef6ecea08bf84c7b639c3e9b84ed546");

/// Written, read strictly and written again.
template <class M>
void expectStrictRoundTrip(M message) {
  message.provinceId = kProvinceId;
  const std::string text = schemas::write(message);
  const auto parsed = schemas::json::parse(text, true);
  ASSERT_TRUE(parsed) << text.substr(0, 200);
  schemas::ReadContext context;
  context.strict = true;
  const auto read = schemas::read<M>(parsed->root, context);
  ASSERT_TRUE(read) << schemas::detailOf(read.error());
  EXPECT_EQ(schemas::write(*read), text);
  EXPECT_TRUE(context.tolerated.empty());
}

std::string everything(const Simulation& simulation, CivilDate day) {
  std::string text;
  for (std::size_t i = 0; i < simulation.enterprises().size(); ++i)
    text += schemas::write(simulation.config(i)) + schemas::write(simulation.metering(i)) +
            schemas::write(simulation.energy(i, day));
  return text;
}

TEST(Simulation, MakesMessagesThatPassTheStrictSchema) {
  const Simulation simulation(simulationSettings());

  for (std::size_t i = 0; i < simulation.enterprises().size(); ++i) {
    expectStrictRoundTrip(simulation.config(i));
    expectStrictRoundTrip(simulation.metering(i));
    expectStrictRoundTrip(simulation.energy(i, CivilDate::of(2025, 12, 31)));
  }
}

TEST(Simulation, IsTheSameForTheSameSeedInAnyOrderOfCalls) {
  const Simulation first(simulationSettings());
  const Simulation second(simulationSettings());
  everything(second, kWednesday.plusDays(5));

  EXPECT_EQ(everything(first, kWednesday), everything(second, kWednesday));
}

// These values were written down once; another machine or compiler must come to the same.
TEST(Simulation, IsTheSameOnEveryMachine) {
  const Simulation simulation(simulationSettings());
  std::vector<std::string> daily;

  for (std::size_t i = 0; i < 6; ++i)
    for (const auto& record : simulation.energy(i, kWednesday).data)
      if (record.statType == 1 && record.scope == 1 && record.dataCode.energyKind() == "3300")
        daily.push_back(record.dataValue.lexeme());

  EXPECT_EQ(simulation.enterprises()[0].base.code.text(), "91330106XX8811887M");
  EXPECT_THAT(daily, testing::ElementsAre("294.6713", "104.8071", "392.6807", "1484.8184", "92.7683",
                                          "45.1310", "17.1983"));
}

TEST(Simulation, DiffersForAnotherSeed) {
  const Simulation first(simulationSettings(1));
  const Simulation second(simulationSettings(2));

  EXPECT_NE(first.enterprises()[0].base.code, second.enterprises()[0].base.code);
  EXPECT_NE(schemas::write(first.energy(0, kWednesday)), schemas::write(second.energy(0, kWednesday)));
}

// N-8.6-D8
TEST(Simulation, ConfiguresEachItemOnceForEachFrequencyInWhichItReports) {
  const Simulation simulation(undisturbedSettings());

  for (std::size_t i = 0; i < simulation.enterprises().size(); ++i) {
    std::multiset<std::string> configured;
    for (const auto& item : simulation.config(i).collectItemConfig)
      configured.insert(item.processCode.text() + item.processUnitCode.text() + item.equipmentCode.text() +
                        item.equipmentUnitCode.text() + item.energyClassCode.text() +
                        item.energyTypeCode.text() + item.dataUsageCode.text() + "/" +
                        std::to_string(*item.statType));
    std::set<std::string> reported;
    for (const auto& record : simulation.energy(i, CivilDate::of(2025, 12, 31)).data)
      reported.insert(record.dataCode.canonical() + "/" + std::to_string(record.statType));

    EXPECT_EQ(configured, std::multiset<std::string>(reported.begin(), reported.end()));
  }
}

TEST(Simulation, StaysWithinTheConfiguredLimitsUnlessDoubtful) {
  const Simulation simulation(undisturbedSettings());

  for (std::size_t i = 0; i < simulation.enterprises().size(); ++i) {
    std::map<std::pair<std::string, int>, schemas::Decimal> limits;
    const auto& enterprise = simulation.enterprises()[i];
    std::size_t at = 0;
    const auto config = simulation.config(i);
    for (const auto& item : enterprise.items)
      for (const auto type : item.statTypes)
        limits[{item.code.canonical(), static_cast<int>(type)}] =
            *config.collectItemConfig[at++].dataValueMax;
    for (const auto& record : simulation.energy(i, CivilDate::of(2025, 12, 31)).data)
      EXPECT_LE(record.dataValue, (limits[{record.dataCode.canonical(), record.statType}]))
          << record.dataCode.raw();
  }
}

TEST(Simulation, HasNoEnterprisesWithoutRegions) {
  SimulationSettings nowhere = simulationSettings();
  nowhere.regions.clear();

  EXPECT_TRUE(Simulation(nowhere).enterprises().empty());
}

}  // namespace
