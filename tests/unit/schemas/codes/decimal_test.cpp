#include "schemas/codes/decimal.h"

#include <gtest/gtest.h>

namespace schemas {
namespace {

// OQ-67
TEST(Decimal, KeepsTheTextItCameAs) {
  for (const char* text :
       {"123.45", "1000.0", "-0", "1.0E-7", "+5", "007", "99999999999999999999", "0.10000000009313226"}) {
    const auto value = Decimal::parse(text);
    ASSERT_TRUE(value) << text;
    EXPECT_EQ(value->lexeme(), text);
  }
}

// N-8.8-Q5
TEST(Decimal, RefusesWhatIsNoNumberOrTooLong) {
  for (const char* text : {"",
                           "-",
                           "+",
                           ".",
                           "1.",
                           ".5",
                           "1e",
                           "1e+",
                           "NaN",
                           "Infinity",
                           "0x10",
                           " 1",
                           "1 ",
                           "1,5",
                           "--1",
                           "1e401",
                           "100000000000000000000",
                           "1e20",
                           "1e-41",
                           "1e99999999999",
                           "12345678901234567890123456789012345678901234567890"})
    EXPECT_FALSE(Decimal::parse(text)) << text;
}

TEST(Decimal, KnowsWhichLexemesAreJsonNumbers) {
  for (const char* text : {"0", "-0", "0.5", "10", "-1e5"})
    EXPECT_TRUE(Decimal::parse(text)->isJsonNumber()) << text;
  for (const char* text : {"+1", "007", "-01.5"}) EXPECT_FALSE(Decimal::parse(text)->isJsonNumber()) << text;
}

// X-G-3 OQ-55
TEST(Decimal, HasOnePlainForm) {
  const std::pair<const char*, const char*> cases[] = {
      {"55", "55.000"},      {"56.3", "56.300"},    {"-0.0", "0.000"},     {"1e-7", "0.0000001"},
      {"1.5e3", "1500.000"}, {"0.71430", "0.7143"}, {"-012.5", "-12.500"}, {"1200e-2", "12.000"}};
  for (const auto& [text, canonical] : cases) EXPECT_EQ(Decimal::parse(text)->canonical(), canonical);
  EXPECT_EQ(Decimal::parse("2.50")->plain(), "2.5");
  EXPECT_EQ(Decimal::parse("2.00")->plain(), "2");
}

TEST(Decimal, ComparesByValue) {
  EXPECT_EQ(*Decimal::parse("1.50"), *Decimal::parse("15e-1"));
  EXPECT_EQ(*Decimal::parse("-0"), *Decimal::parse("0"));
  const char* ascending[] = {"-100", "-99.5", "-0.001", "0", "0.0009", "0.001", "9", "10", "10.01"};
  for (std::size_t i = 0; i + 1 < std::size(ascending); ++i)
    EXPECT_LT(*Decimal::parse(ascending[i]), *Decimal::parse(ascending[i + 1])) << ascending[i];
}

TEST(Decimal, CountsItsDigits) {
  const auto value = *Decimal::parse("0012.3400");
  EXPECT_EQ(value.integerDigits(), 2);
  EXPECT_EQ(value.fractionDigits(), 2);
  EXPECT_TRUE(Decimal::parse("-3")->isNegative());
  EXPECT_TRUE(Decimal::parse("0.00")->isZero());
}

}  // namespace
}  // namespace schemas
