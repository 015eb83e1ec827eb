#include "schemas/messages/member_rules.h"

#include <gtest/gtest.h>

#include "tests/fixtures/message_catalogue.h"

namespace schemas {
namespace {

Decimal number(const char* text) { return *Decimal::parse(text); }

// N-8.7-Q17 N-8.7-D8 OQ-28
TEST(Cycle, IsANumberOfMonthsOrYears) {
  for (const char* text : {"3月", "3 月", "12  年"}) EXPECT_TRUE(isCycle(text)) << text;
  for (const char* text : {"", "月", "3", "3日", "三月", "3月份", "-3月", "3.5年"})
    EXPECT_FALSE(isCycle(text)) << text;
}

// N-8.6-Q42 N-8.7-Q18 OQ-29
TEST(WireDate, IsARealDayWithOrWithoutTime) {
  for (const char* text : {"2017-05-20", "2017-05-20 00:00:00", "2017-05-20T00:00:00"})
    EXPECT_TRUE(isWireDate(text)) << text;
  for (const char* text : {"", "2017-02-29", "20170520", "2017-5-20"}) EXPECT_FALSE(isWireDate(text)) << text;
}

// N-8.6-Q37
TEST(ZipCode, HasSixDigits) {
  EXPECT_TRUE(isZipCode("462500"));
  EXPECT_FALSE(isZipCode("46250"));
  EXPECT_FALSE(isZipCode("46250O"));
}

// N-8.6-Q31 N-8.6-Q32
TEST(Coordinates, EndAtThePoles) {
  EXPECT_TRUE(isLatitude(number("90.000")));
  EXPECT_FALSE(isLatitude(number("90.0001")));
  EXPECT_TRUE(isLatitude(number("-90")));
  EXPECT_TRUE(isLongitude(number("-180")));
  EXPECT_FALSE(isLongitude(number("-180.1")));
}

// N-8.6-Q43 N-8.7-Q10 OQ-27
TEST(Amounts, MayBeAbsentButNotBelowTheirLeast) {
  EXPECT_TRUE(isNotNegative(std::nullopt));
  EXPECT_TRUE(isNotNegative(number("0")));
  EXPECT_FALSE(isNotNegative(number("-0.1")));
  EXPECT_TRUE(isPositive(std::nullopt));
  EXPECT_TRUE(isPositive(number("0.5")));
  EXPECT_FALSE(isPositive(number("0.0")));
}

std::string detailOfConfig(const std::string& from, const std::string& to) {
  std::string text = fixtures::example("n06-upload-config-request");
  text.replace(text.find(from), from.size(), to);
  ReadContext context;
  const auto message = read<UploadConfigData>(json::parse(text)->root, context);
  return message ? "accepted" : detailOf(message.error());
}

// N-8.6-Q13
TEST(Config, HasNoMaximumBelowItsMinimum) {
  EXPECT_EQ(detailOfConfig("\"dataValueMin\":0", "\"dataValueMin\":300000"), "accepted");
  EXPECT_EQ(detailOfConfig("\"dataValueMin\":0", "\"dataValueMin\":300000.5"),
            "collectItemConfig[0].dataValueMax 不得小于dataValueMin");
}

// N-8.6-Q67
TEST(Config, HasUnitsOnlyOfListedProcesses) {
  EXPECT_EQ(detailOfConfig("\"name\":\"#1 电炉\",\"processCode\":\"06\"",
                           "\"name\":\"#1 电炉\",\"processCode\":\"07\""),
            "processUnit[0].processCode 应为process中的processCode之一");
  EXPECT_EQ(
      detailOfConfig("\"process\":[{\"processCode\":\"06\",\"processName\":\"电炉工序\",\"remark\":\"\"}]",
                     "\"process\":[]"),
      "accepted");
}

}  // namespace
}  // namespace schemas
