#include "hub/simulate/energy_records.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "tests/support/simulation.h"

namespace {

using hub::simulate::Simulation;
using hub::simulate::SimulationSettings;
using schemas::CivilDate;
using schemas::CivilTime;
using schemas::StatType;
using tests::countOf;
using tests::kWednesday;
using tests::simulationSettings;
using tests::sumOf;
using tests::undisturbedSettings;

// N-8.8-3 N-8.8-4
TEST(EnergyRecords, SendsNinetySixQuarterHoursOfAutomaticItemsAndNoneOfManualOnes) {
  const Simulation simulation(undisturbedSettings());
  int manual = 0;

  for (std::size_t i = 0; i < simulation.enterprises().size(); ++i) {
    const auto message = simulation.energy(i, kWednesday);
    for (const auto& item : simulation.enterprises()[i].items) {
      EXPECT_EQ(countOf(message, StatType::realTime, item.code), item.isManual() ? 0 : 96) << item.name;
      EXPECT_LE(countOf(message, StatType::daily, item.code), 1);
      manual += item.isManual() ? 1 : 0;
    }
  }

  EXPECT_GE(manual, 12);
}

// N-8.8-11
TEST(EnergyRecords, DatesValuesByTheStartOfTheirPeriodAndUploadsThemTheNextNight) {
  const Simulation simulation(undisturbedSettings());
  const CivilTime start = CivilTime::at(kWednesday);

  for (const auto& record : simulation.energy(0, kWednesday).data) {
    EXPECT_EQ(record.uploadDate.date(), kWednesday.plusDays(1));
    EXPECT_GE(record.uploadDate.secondOfDay(), 2 * 3600);
    if (record.statType == 1) {
      EXPECT_EQ(record.statDate, start);
    } else {
      EXPECT_EQ(record.statDate.date(), kWednesday);
      EXPECT_EQ(record.statDate.secondOfDay() % 900, 0);
    }
  }
}

TEST(EnergyRecords, MakesTheDayTheExactSumOfItsQuarterHoursAlsoWithGaps) {
  SimulationSettings disturbed = simulationSettings();
  disturbed.gapPerMille = 1000;
  disturbed.suspiciousPerMille = 1000;
  const Simulation simulation(disturbed);

  for (std::size_t i = 0; i < simulation.enterprises().size(); ++i) {
    const auto message = simulation.energy(i, kWednesday);
    for (const auto& item : simulation.enterprises()[i].items)
      if (!item.isManual()) {
        EXPECT_EQ(sumOf(message, StatType::daily, item.code), sumOf(message, StatType::realTime, item.code))
            << item.name;
        EXPECT_GT(sumOf(message, StatType::daily, item.code), 0);
      }
  }
}

// N-8.8-2
TEST(EnergyRecords, SendsTheMonthAfterItsLastDayAsTheSumOfItsDays) {
  const Simulation simulation(simulationSettings());
  const auto& items = simulation.enterprises()[0].items;
  std::map<std::string, std::int64_t> days;
  for (CivilDate day = CivilDate::of(2026, 2, 1); day <= CivilDate::of(2026, 2, 28); day = day.plusDays(1))
    for (const auto& item : items)
      days[item.code.canonical()] += sumOf(simulation.energy(0, day), StatType::daily, item.code);

  const auto last = simulation.energy(0, CivilDate::of(2026, 2, 28));

  for (const auto& item : items) {
    ASSERT_EQ(countOf(last, StatType::monthly, item.code), 1) << item.name;
    if (item.has(StatType::daily)) {
      EXPECT_EQ(sumOf(last, StatType::monthly, item.code), days[item.code.canonical()]) << item.name;
    }
  }
  for (const auto& record : last.data) {
    if (record.statType == 2) {
      EXPECT_EQ(record.statDate, CivilTime::at(CivilDate::of(2026, 2, 1)));
    }
  }
}

TEST(EnergyRecords, SendsMonthsAndYearsOnlyWhenTheyEnd) {
  const Simulation simulation(simulationSettings());
  const auto frequencies = [&](CivilDate day) {
    std::set<int> result;
    for (const auto& record : simulation.energy(0, day).data) result.insert(record.statType);
    return result;
  };

  EXPECT_EQ(frequencies(kWednesday), (std::set<int>{0, 1}));
  EXPECT_EQ(frequencies(CivilDate::of(2026, 4, 30)), (std::set<int>{0, 1, 2}));
  EXPECT_EQ(frequencies(CivilDate::of(2025, 12, 31)), (std::set<int>{0, 1, 2, 3}));
}

}  // namespace
