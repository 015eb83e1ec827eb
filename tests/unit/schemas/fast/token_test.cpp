#include "schemas/fast/token.h"

#include <gtest/gtest.h>

namespace {

using namespace schemas::fast;

TEST(FastToken, TakesTheCharactersOfAPlainTextOnly) {
  EXPECT_EQ(plainText("\"abc\""), "abc");
  EXPECT_EQ(plainText("\"\""), "");
  for (const char* other : {"abc", "\"a\\u0041\"", "\"", "12", "\"open"})
    EXPECT_FALSE(plainText(other)) << other;
}

TEST(FastToken, KnowsNumbersOfModerateSize) {
  for (const char* good : {"0", "-1", "12.50", "1e5", "1.0E-7", "-0.1", "123456789012345678901234567890"})
    EXPECT_TRUE(isModerateNumber(good)) << good;
  for (const char* bad : {"", "-", "01", "1.", ".5", "+1", "1e", "1e400", "0x1", "1 ", "NaN", "1.2.3"})
    EXPECT_FALSE(isModerateNumber(bad)) << bad;
}

TEST(FastToken, IsSureAboutSoundScalarsOnly) {
  for (const char* good :
       {"true", "false", "null", "12", "\"x\"", "\"a\\n\\u003d\"", "\"\\ue000\"", "\"中\""})
    EXPECT_TRUE(isSoundScalar(good)) << good;
  for (const char* bad :
       {"tru", "nul", "\"\\x\"", "\"\\ud800\"", "\"\\uDFFF\"", "\"\\u12\"", "\"\\\"", "1e999", ""})
    EXPECT_FALSE(isSoundScalar(bad)) << bad;
}

TEST(FastToken, ReadsSmallIntegersWithoutSpelling) {
  EXPECT_EQ(smallInteger("7"), 7);
  EXPECT_EQ(smallInteger("999999999"), 999999999);
  for (const char* bad : {"", "07", "-1", "1.0", "1234567890", "x"}) EXPECT_FALSE(smallInteger(bad)) << bad;
}

}  // namespace
