#include "hub/app/output.h"

#include <gtest/gtest.h>

namespace hub::app {
namespace {

TEST(Output, CountsChineseCharactersTwice) {
  EXPECT_EQ(displayWidth("abc"), 3u);
  EXPECT_EQ(displayWidth("南通市"), 6u);
  EXPECT_EQ(displayWidth("（a）"), 5u);
  EXPECT_EQ(displayWidth("e\u0301"), 1u);
}

TEST(Output, AlignsColumnsOfChineseText) {
  const std::string table = tableOf({Row().text("name", "南通").text("code", "1").take(),
                                     Row().text("name", "ab").text("code", "22").take()});

  EXPECT_EQ(table, "name  code\n南通  1\nab    22\n");
}

TEST(Output, SetsNumbersToTheRight) {
  EXPECT_EQ(tableOf({Row().number("count", 7).text("x", "a").take(),
                     Row().number("count", 1234567).text("x", "").take()}),
            "  count  x\n      7  a\n1234567  -\n");
}

TEST(Output, ShortensWideCellsBetweenCharacters) {
  std::string wide;
  for (int i = 0; i < 80; ++i) wide += "南";

  const std::string table = tableOf({Row().text("x", wide).take()});

  EXPECT_LE(displayWidth(table.substr(2, table.size() - 3)), 96u);
  EXPECT_TRUE(table.ends_with("南…\n"));
}

TEST(Output, KeepsControlCharactersOffTheTerminal) {
  EXPECT_EQ(recordOf(Row().text("words", "a\033[31m\nb").take()), "words  a [31m b\n");
}

TEST(Output, JoinsLists) {
  EXPECT_EQ(recordOf(Row().texts("regions", {"320600", "320000"}).flag("on", true).take()),
            "regions  320600,320000\non       yes\n");
}

TEST(Output, WritesTimesAsChinaStandardTime) {
  EXPECT_EQ(recordOf(Row().time("at", TimePoint{}).time("never", std::nullopt).take()),
            "at     1970-01-01 08:00:00\nnever  -\n");
}

}  // namespace
}  // namespace hub::app
