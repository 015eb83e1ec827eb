#include "hub/simulate/day_series.h"

#include <gtest/gtest.h>

#include "tests/support/simulation.h"

namespace {

using hub::simulate::Simulation;
using hub::simulate::SimulationSettings;
using schemas::CivilDate;
using schemas::StatType;
using tests::countOf;
using tests::enterpriseOf;
using tests::kWednesday;
using tests::quanta;
using tests::sumOf;
using tests::undisturbedSettings;

std::int64_t electricityOf(const Simulation& simulation, const std::string& industry, CivilDate day) {
  const std::size_t index = enterpriseOf(simulation, industry);
  return sumOf(simulation.energy(index, day), StatType::daily,
               *schemas::DataCode::parse("00-00-00-00-023300-11"));
}

// N-8.8-13
TEST(DaySeries, MarksADoubtfulValueAndSendsItAllTheSame) {
  SimulationSettings doubtful = undisturbedSettings();
  doubtful.suspiciousPerMille = 1000;
  const Simulation simulation(doubtful);
  const auto& item = simulation.enterprises()[0].items[0];
  int marked = 0;

  for (const auto& record : simulation.energy(0, kWednesday).data)
    if (record.dataCode == item.code && !record.valid) ++marked;

  EXPECT_EQ(marked, 1);
}

TEST(DaySeries, LeavesOutTwoToEightQuarterHoursInAGap) {
  SimulationSettings gappy = undisturbedSettings();
  gappy.gapPerMille = 1000;
  const Simulation simulation(gappy);

  const int sent = countOf(simulation.energy(0, kWednesday), StatType::realTime,
                           simulation.enterprises()[0].items[0].code);

  EXPECT_GE(sent, 88);
  EXPECT_LE(sent, 94);
}

TEST(DaySeries, LetsATextileMillRestAtWeekendsAndMoreOnHolidays) {
  SimulationSettings withHoliday = undisturbedSettings();
  const CivilDate holiday = CivilDate::of(2026, 3, 19);
  const CivilDate workedSunday = CivilDate::of(2026, 3, 15);
  withHoliday.exceptionalDays = {{holiday, false}, {workedSunday, true}};
  const Simulation simulation(withHoliday);
  const auto workday = electricityOf(simulation, "C1711", kWednesday);

  EXPECT_LT(electricityOf(simulation, "C1711", CivilDate::of(2026, 3, 21)) * 10, workday * 8);
  EXPECT_LT(electricityOf(simulation, "C1711", holiday) * 10, workday * 4);
  EXPECT_GT(electricityOf(simulation, "C1711", workedSunday) * 10, workday * 8);
  EXPECT_GT(electricityOf(simulation, "C3120", holiday) * 10,
            electricityOf(simulation, "C3120", kWednesday) * 9);
}

TEST(DaySeries, RunsCementMillsByNightAndHospitalsByDay) {
  const Simulation simulation(undisturbedSettings());
  const auto atHour = [&](const std::string& industry, int hour) {
    const auto message = simulation.energy(enterpriseOf(simulation, industry), kWednesday);
    for (const auto& record : message.data)
      if (record.dataCode.canonical() == "0000000002330011" && record.statType == 0 &&
          record.statDate.secondOfDay() == hour * 3600)
        return quanta(record.dataValue);
    return std::int64_t{0};
  };

  EXPECT_GT(atHour("C3011", 3), atHour("C3011", 18) * 2);
  EXPECT_GT(atHour("Q8411", 10), atHour("Q8411", 3) * 2);
  EXPECT_GT(atHour("C1711", 10), atHour("C1711", 2) * 4);
}

}  // namespace
