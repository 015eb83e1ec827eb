#include "hub/quality/rules/levels.h"

#include "tests/unit/hub/quality/arrived.h"

namespace {

using namespace tests;

std::vector<std::string> dayWith(std::initializer_list<std::pair<std::size_t, const char*>> odd) {
  auto values = lively(96);
  for (const auto& [slot, value] : odd) values[slot] = value;
  return values;
}

TEST(Jump, FindsAFewValuesFarAboveTheRest) {
  Arrived batch;
  batch.day(dayWith({{20, "900.5"}, {21, "1200"}}));

  const auto finding = findingOf(batch.judge(), "jump");

  EXPECT_EQ(finding.count, 2u);
  EXPECT_EQ(finding.evidence, "2026-03-18 05:00:00的值900.5，同期水平105.2");
}

TEST(Jump, IsSilentForFourTimesTheLevelAndForAChangeOfLoad) {
  Arrived fourfold, load, coarse;
  fourfold.day(dayWith({{20, "420"}}));
  auto hours = std::vector<std::string>(96, "1.5");
  for (std::size_t i = 40; i < 52; ++i) hours[i] = "90.5";
  load.day(hours);
  auto units = std::vector<std::string>(96, "1");
  units[7] = "9";
  coarse.day(units);

  EXPECT_EQ(countOf(fourfold.judge(), "jump"), 0u);
  EXPECT_EQ(countOf(load.judge(), "jump"), 0u);
  EXPECT_EQ(countOf(coarse.judge(), "jump"), 0u);
}

TEST(Jump, MeasuresASingleValueAgainstWhatIsStored) {
  Arrived jumping, usual, early;
  jumping.storeDay(lively(40)).add(StatType::realTime, "2026-03-18 10:00:00", "800");
  usual.storeDay(lively(40)).add(StatType::realTime, "2026-03-18 10:00:00", "110");
  early.storeDay(lively(3)).add(StatType::realTime, "2026-03-18 10:00:00", "800");

  EXPECT_EQ(countOf(jumping.judge(), "jump"), 1u);
  EXPECT_EQ(countOf(usual.judge(), "jump"), 0u);
  EXPECT_EQ(countOf(early.judge(), "jump"), 0u) << "four values say nothing";
}

TEST(Jump, DoesNotCountStoredValuesThatComeAgain) {
  Arrived batch;
  batch.storeDay(lively(11)).add(StatType::realTime, "2026-03-18 02:30:00", "800");
  EXPECT_EQ(countOf(batch.judge(), "jump"), 0u) << "eleven values in all, one below the least";
}

TEST(UnitError, FindsAThousandfoldAndATenThousandthAndCallsThemNoJump) {
  Arrived batch;
  batch.day(dayWith({{20, "101300"}, {60, "0.0103"}}));
  const auto verdict = batch.judge();

  EXPECT_EQ(countOf(verdict, "unit_error"), 2u);
  EXPECT_EQ(countOf(verdict, "jump"), 0u);
}

TEST(UnitError, IsSilentForOtherRatios) {
  Arrived batch;
  batch.day(dayWith({{20, "30000"}, {60, "1.0"}}));
  EXPECT_EQ(countOf(batch.judge(), "unit_error"), 0u);
}

TEST(UnitError, IsSilentForAMachineThatStandsByMostOfTheTime) {
  auto values = std::vector<std::string>(96, "0.1000");
  for (std::size_t i = 30; i < 60; ++i) values[i] = "100.2000";
  Arrived batch;
  batch.day(values);
  EXPECT_EQ(countOf(batch.judge(), "unit_error"), 0u);
}

TEST(UnitError, KnowsBothPowersWithinTheTolerance) {
  using hub::quality::isUnitRatio;
  for (const double ratio : {1000.0, 1999.0, 501.0, 10000.0, 19000.0, 5001.0, 0.001, 0.0001})
    EXPECT_TRUE(isUnitRatio(ratio, 2)) << ratio;
  for (const double ratio : {1.0, 100.0, 499.0, 2500.0, 21000.0, 0.01, 1e-6})
    EXPECT_FALSE(isUnitRatio(ratio, 2)) << ratio;
}

TEST(MidnightSlot, FindsANegativeOrOversizedFirstValue) {
  Arrived negative, huge;
  negative.day(dayWith({{0, "-9581.3"}}));
  huge.day(dayWith({{0, "9581.3"}}));

  EXPECT_EQ(findingOf(negative.judge(), "midnight_slot").evidence, "零点值-9581.3，其后三个值最大103.9");
  EXPECT_EQ(countOf(huge.judge(), "midnight_slot"), 1u);
}

TEST(MidnightSlot, IsSilentForAnOrdinaryNightAndForOtherSlots) {
  Arrived ordinary, later, tariff;
  ordinary.day(dayWith({{0, "250"}}));
  later.day(dayWith({{4, "9581.3"}}));
  tariff.day(dayWith({{0, "900"}, {1, "900"}, {2, "905"}, {3, "902"}}));

  EXPECT_EQ(countOf(ordinary.judge(), "midnight_slot"), 0u);
  EXPECT_EQ(countOf(later.judge(), "midnight_slot"), 0u);
  EXPECT_EQ(countOf(tariff.judge(), "midnight_slot"), 0u);
}

}  // namespace
