#include "hub/quality/coefficient_ranges.h"

#include <gtest/gtest.h>

namespace {

using hub::quality::coefficientRange;

bool fits(const char* kind, double value) {
  const auto range = coefficientRange(kind);
  return range && value >= range->least && value <= range->most;
}

TEST(CoefficientRanges, HoldThePrintedValuesAndNotThoseOfAnotherUnit) {
  EXPECT_TRUE(fits("0100", 0.7143));
  EXPECT_TRUE(fits("0104", 0.7143));
  EXPECT_TRUE(fits("15", 13.3));
  EXPECT_TRUE(fits("3300", 1.229));
  EXPECT_TRUE(fits("3300", 4.04));
  EXPECT_FALSE(fits("3300", 0.0001229)) << "a kilowatt-hour";
  EXPECT_FALSE(fits("1500", 0.00133)) << "a cubic metre";
  EXPECT_FALSE(fits("0100", 714.3)) << "in kilograms";
}

TEST(CoefficientRanges, KnowNothingOfOtherKinds) { EXPECT_FALSE(coefficientRange("9900")); }

}  // namespace
