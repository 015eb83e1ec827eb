#include "hub/simulate/decimal_of.h"

#include <gtest/gtest.h>

namespace {

using hub::simulate::decimalOf;

TEST(DecimalOf, KeepsTheDigitsOfTheLastDecimal) {
  EXPECT_EQ(decimalOf(12345, 2).lexeme(), "123.45");
  EXPECT_EQ(decimalOf(5, 4).lexeme(), "0.0005");
  EXPECT_EQ(decimalOf(1200, 3).lexeme(), "1.200");
  EXPECT_EQ(decimalOf(70, 0).lexeme(), "70");
}

TEST(DecimalOf, WritesZeroAndNegativeNumbers) {
  EXPECT_EQ(decimalOf(0, 2).lexeme(), "0.00");
  EXPECT_EQ(decimalOf(0, 0).lexeme(), "0");
  EXPECT_EQ(decimalOf(-150'000, 6).lexeme(), "-0.150000");
}

}  // namespace
