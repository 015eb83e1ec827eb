#include "hub/quality/habit.h"

#include "tests/unit/hub/quality/arrived.h"

namespace {

using namespace tests;
using hub::PointHabit;
using hub::quality::intervalOf;
using hub::quality::learned;

hub::SeriesBlock blockOf(std::size_t count, int step, const char* value = "5", int day = 18) {
  hub::SeriesBlock block;
  block.key = {"91330000573973053F", kElectricity, StatType::realTime,
               CivilDate::of(2026, 3, static_cast<unsigned>(day))};
  for (std::size_t i = 0; i < count; ++i)
    block.values.push_back({.at = CivilTime::at(block.key.period, static_cast<int>(i) * step),
                            .value = *schemas::Decimal::parse(value)});
  return block;
}

TEST(Habit, KnowsTheIntervalsOfTheField) {
  EXPECT_EQ(intervalOf(blockOf(96, 900)), 900u);
  EXPECT_EQ(intervalOf(blockOf(48, 1800)), 1800u);
  EXPECT_EQ(intervalOf(blockOf(24, 3600)), 3600u);
  EXPECT_EQ(intervalOf(blockOf(24, 3607)), 3600u) << "by the meter's own clock";
  EXPECT_EQ(intervalOf(blockOf(288, 300)), 900u) << "finer than demanded";
  EXPECT_EQ(intervalOf(blockOf(12, 7200)), 3600u) << "slower than allowed";
  EXPECT_EQ(intervalOf(blockOf(7, 900)), 0u) << "too few to say";
}

TEST(Habit, LearnsOnceADay) {
  const PointHabit first = learned({.code = kElectricity}, blockOf(96, 900), false);
  const PointHabit again = learned(first, blockOf(24, 3600, "7"), false);

  EXPECT_EQ(first.days, 1u);
  EXPECT_EQ(first.intervalSeconds, 900u);
  EXPECT_DOUBLE_EQ(first.median, 5);
  EXPECT_EQ(first.learned.text(), "2026-03-18");
  EXPECT_EQ(again.days, 1u);
  EXPECT_DOUBLE_EQ(again.median, 5);
}

TEST(Habit, TakesAFinerIntervalAtOnceAndAWiderOneWhenTheDayIsRegular) {
  PointHabit habit = learned({.code = kElectricity}, blockOf(48, 1800), false);
  EXPECT_EQ(learned(habit, blockOf(96, 900, "5", 19), false).intervalSeconds, 900u);
  EXPECT_EQ(learned(habit, blockOf(24, 3600, "5", 19), false).intervalSeconds, 3600u);
  EXPECT_EQ(learned(habit, blockOf(20, 3600, "5", 19), false).intervalSeconds, 1800u) << "not regular";
}

TEST(Habit, LeavesAConfiguredIntervalAlone) {
  PointHabit habit{.code = kElectricity, .intervalSeconds = 1800, .configured = true};
  EXPECT_EQ(learned(habit, blockOf(96, 900), false).intervalSeconds, 1800u);
}

TEST(Habit, FollowsTheLevelSlowlyAndForgetsItsMaximum) {
  PointHabit habit{
      .code = kElectricity, .median = 10, .maximum = 20, .days = 9, .learned = CivilDate::of(2026, 3, 17)};
  const PointHabit after = learned(habit, blockOf(96, 900, "5"), false);

  EXPECT_DOUBLE_EQ(after.median, 9.5);
  EXPECT_DOUBLE_EQ(after.maximum, 19.8);
  EXPECT_DOUBLE_EQ(learned(habit, blockOf(96, 900, "0"), false).median, 10) << "zeros say nothing";
  EXPECT_DOUBLE_EQ(learned(habit, blockOf(96, 900, "5"), true).median, 10);
}

}  // namespace
