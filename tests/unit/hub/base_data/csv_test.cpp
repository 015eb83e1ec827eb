#include "hub/base_data/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using hub::base_data::parseCsv;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(Csv, ReadsQuotedCellsWithCommasQuotesAndLineBreaks) {
  const auto csv = parseCsv("a,b\n\"x,\"\"y\"\"\",\"1\n2\"\n");

  ASSERT_TRUE(csv) << csv.error().detail;
  EXPECT_THAT(csv->rows, ElementsAre(ElementsAre("x,\"y\"", "1\n2")));
}

TEST(Csv, AcceptsBomCrlfEmptyCellsAndAMissingLastLineBreak) {
  const auto csv = parseCsv(
      "\xEF\xBB\xBF"
      "a,b\r\n\r\n1,\r\n,2");

  ASSERT_TRUE(csv) << csv.error().detail;
  EXPECT_THAT(csv->header, ElementsAre("a", "b"));
  EXPECT_THAT(csv->rows, ElementsAre(ElementsAre("1", ""), ElementsAre("", "2")));
}

TEST(Csv, NamesTheLineThatIsBroken) {
  EXPECT_THAT(parseCsv("a,b\n1,2\n3\n").error().detail, HasSubstr("第3行"));
  EXPECT_THAT(parseCsv("a\n\"open\n").error().detail, HasSubstr("第2行"));
  EXPECT_THAT(parseCsv("a\nx\"y\n").error().detail, HasSubstr("第2行"));
  EXPECT_THAT(parseCsv("a,b\n\"x\"y,2\n").error().detail, HasSubstr("第2行"));
  EXPECT_THAT(parseCsv("").error().detail, HasSubstr("表头"));
}

}  // namespace
