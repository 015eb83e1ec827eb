#include "hub/ports/series.h"

#include <gtest/gtest.h>

using hub::periodOf;
using schemas::CivilTime;
using schemas::StatType;

TEST(Period, IsTheDayTheMonthOrTheYear) {
  const auto at = *CivilTime::parse("2024-02-29 23:59:59");

  EXPECT_EQ(periodOf(StatType::realTime, at).text(), "2024-02-29");
  EXPECT_EQ(periodOf(StatType::daily, at).text(), "2024-02-01");
  EXPECT_EQ(periodOf(StatType::monthly, at).text(), "2024-01-01");
  EXPECT_EQ(periodOf(StatType::yearly, at).text(), "2024-01-01");
}
