#include "hub/quality/point.h"

#include <gtest/gtest.h>

namespace {

using hub::quality::energyKindOf;
using hub::quality::isStructuredCode;
using hub::quality::textOf;

TEST(Point, KnowsStructuredCodesAndTheirEnergyKind) {
  EXPECT_TRUE(isStructuredCode("0401000002330011"));
  EXPECT_FALSE(isStructuredCode("0401-01-40200-31"));
  EXPECT_FALSE(isStructuredCode("040100000233001"));
  EXPECT_EQ(energyKindOf("0401000002330011"), "023300");
  EXPECT_EQ(energyKindOf("0401-01-40200-31"), "");
}

TEST(Point, WritesNumbersForPeople) {
  EXPECT_EQ(textOf(5), "5");
  EXPECT_EQ(textOf(0.1 + 0.2), "0.3");
  EXPECT_EQ(textOf(123456.7), "123457");
}

}  // namespace
