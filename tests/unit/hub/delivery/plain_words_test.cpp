#include "hub/delivery/plain_words.h"

#include <gtest/gtest.h>

namespace hub::delivery {
namespace {

TEST(PlainWords, LeavesGoodTextAlone) {
  for (const char* text : {"", "E2002", "数据校验失败", "𠮷 ok", "é"}) EXPECT_EQ(plainWords(text, 100), text);
}

TEST(PlainWords, CutsBetweenCharacters) {
  EXPECT_EQ(plainWords("数据校验", 7), "数据");
  EXPECT_EQ(plainWords("ab𠮷", 5), "ab");
  EXPECT_EQ(plainWords("abc", 0), "");
}

TEST(PlainWords, ReplacesWhatIsNoCharacter) {
  EXPECT_EQ(plainWords("a\xFFz", 9), "a?z");
  EXPECT_EQ(plainWords("\xE6\x95", 9), "??");       // cut off
  EXPECT_EQ(plainWords("\xC0\xAF", 9), "??");       // overlong
  EXPECT_EQ(plainWords("\xED\xA0\x80", 9), "???");  // a surrogate
  EXPECT_EQ(plainWords("\xF5\x80\x80\x80", 9), "????");
  EXPECT_EQ(plainWords("\xD6\xD0\xC0\xFA", 9), "????");  // GBK
}

}  // namespace
}  // namespace hub::delivery
