#include "hub/quality/number.h"

#include <gtest/gtest.h>

namespace {

using hub::quality::Number;
using hub::quality::numberOf;

Number read(const char* text) { return numberOf(*schemas::Decimal::parse(text)); }

TEST(Number, ReadsPlainLexemes) {
  EXPECT_DOUBLE_EQ(read("123.45").value, 123.45);
  EXPECT_DOUBLE_EQ(read("-0.0001").value, -0.0001);
  EXPECT_DOUBLE_EQ(read("007").value, 7);
  EXPECT_EQ(read("5000").fractionDigits, 0);
  EXPECT_EQ(read("123.4500").fractionDigits, 4);
}

// OQ-67
TEST(Number, ReadsExponentsSignsAndLongLexemesToo) {
  EXPECT_DOUBLE_EQ(read("1.0E-7").value, 1e-7);
  EXPECT_EQ(read("1.0E-7").fractionDigits, 7);
  EXPECT_DOUBLE_EQ(read("1.23E+10").value, 1.23e10);
  EXPECT_DOUBLE_EQ(read("+5").value, 5);
  EXPECT_DOUBLE_EQ(read("0.10000000009313226").value, 0.10000000009313226);
  EXPECT_DOUBLE_EQ(read("12345678901234567890").value, 12345678901234567890.0);
}

TEST(Number, KnowsHowFinelyItWasMeasured) {
  EXPECT_DOUBLE_EQ(read("0.0120").quanta(), 120);
  EXPECT_DOUBLE_EQ(read("-12").quanta(), 12);
}

}  // namespace
