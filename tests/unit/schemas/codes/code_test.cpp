#include "schemas/codes/code.h"

#include <gtest/gtest.h>

namespace schemas {
namespace {

// N-2-1
TEST(CreditCode, ChecksLengthAlphabetAndCheckCharacter) {
  EXPECT_TRUE(CreditCode::parse("91330000573973053F"));
  for (const char* text :
       {"", "91330000573973053", "91330000573973053FF", "91330000573973053E", "9133000057397305IF",
        "9133000057397305OF", "9133000057397305SF", "9133000057397305VF", "9133000057397305ZF",
        "91330000573973053f", "9133000057397 053F"})
    EXPECT_FALSE(CreditCode::parse(text)) << text;
}

TEST(CreditCode, HasOneCheckCharacterForEachFirstSeventeen) {
  const std::string first = "91320600MA0000001";
  const char right = CreditRule::checkCharacter(first);
  int accepted = 0;
  for (const char c : std::string("0123456789ABCDEFGHJKLMNPQRTUWXY"))
    accepted += CreditRule::accepts(first + c) ? 1 : 0;
  EXPECT_EQ(accepted, 1);
  EXPECT_TRUE(CreditRule::accepts(first + right));
  EXPECT_EQ(CreditRule::checkCharacter("short"), '\0');
  EXPECT_FALSE(CreditRule::accepts(std::string("9133000057397305I") + '\0'));
}

// N-2-2
TEST(RegionCode, HasSixDigits) {
  EXPECT_TRUE(RegionCode::parse("110000"));
  for (const char* text : {"11000", "1100000", "11000a", " 110000", "-11000", ""})
    EXPECT_FALSE(RegionCode::parse(text)) << text;
}

// N-2-3
TEST(IndustryCode, IsASectionWithNoneTwoThreeOrFourDigits) {
  for (const char* text : {"C", "C31", "C312", "C3120", "A01", "T"})
    EXPECT_TRUE(IndustryCode::parse(text)) << text;
  for (const char* text : {"", "C3", "C31200", "U31", "c31", "31", "C3a", "CC12"})
    EXPECT_FALSE(IndustryCode::parse(text)) << text;
}

// N-2-4 N-2-7
TEST(DigitCodes, HaveExactlyTheirLength) {
  EXPECT_TRUE(TwoDigits::parse("00"));
  EXPECT_FALSE(TwoDigits::parse("0"));
  EXPECT_TRUE(EnterpriseTypeCode::parse("159"));
  EXPECT_FALSE(EnterpriseTypeCode::parse("1590"));
  EXPECT_TRUE(EnergyKind::parse("3300"));
  EXPECT_FALSE(EnergyKind::parse("33a0"));
  EXPECT_TRUE(InstrumentType::parse("12061000"));
  EXPECT_FALSE(InstrumentType::parse("1206100"));
}

// OQ-05 N-8.3-D7
TEST(ProvinceId, IsOpaqueTextOfThirtyTwoVisibleCharacters) {
  EXPECT_TRUE(ProvinceId::parse("0ef6ecea08bf84c7b639c3e9b84ed546"));
  EXPECT_TRUE(ProvinceId::parse("0EF6ECEA-08BF-84C7-B639-3E9B84ED"));
  EXPECT_FALSE(ProvinceId::parse("0ef6ecea08bf84c7b639c3e9b84ed54"));
  EXPECT_FALSE(ProvinceId::parse("0ef6ecea08bf84c7b639c3e9b84ed5 6"));
  EXPECT_FALSE(ProvinceId::parse("0ef6ecea08bf84c7b639c3e9b84ed5\xC3\xA9"));
  EXPECT_NE(ProvinceId::parse("0ef6ecea08bf84c7b639c3e9b84ed546"),
            ProvinceId::parse("0EF6ECEA08BF84C7B639C3E9B84ED546"));
}

TEST(Code, IsEmptyUntilParsed) {
  EXPECT_TRUE(RegionCode().empty());
  EXPECT_EQ(RegionCode::parse("320600")->text(), "320600");
}

}  // namespace
}  // namespace schemas
