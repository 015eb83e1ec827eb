#include "schemas/json/parse.h"

#include <gtest/gtest.h>

namespace schemas::json {
namespace {

std::string repeated(const std::string& text, int count) {
  std::string result;
  for (int i = 0; i < count; ++i) result += text;
  return result;
}

std::string nested(int depth) { return repeated("[", depth) + repeated("]", depth); }

bool accepts(std::string_view text, bool strict = false) { return parse(text, strict).has_value(); }

TEST(Parse, KeepsOrderAndLexemes) {
  const std::string text = R"({"b":1000.0,"a":[1.0E-7,-5,18446744073709551616,true,null,"中\n"],"c":{}})";
  const auto parsed = parse(text, true);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(write(parsed->root), text);
  EXPECT_TRUE(parsed->tolerated.empty());
}

TEST(Parse, AcceptsThirtyTwoLevelsAndNoMore) {
  EXPECT_TRUE(accepts(nested(32)));
  const auto deeper = parse(nested(33));
  ASSERT_FALSE(deeper);
  EXPECT_EQ(deeper.error().rule, "嵌套层数超过32");
  EXPECT_FALSE(accepts(nested(10'000)));
  EXPECT_FALSE(accepts(repeated("{\"a\":", 10'000)));
}

// OQ-33
TEST(Parse, AcceptsTheSizeLimitAndNotOneByteMore) {
  Limits limits;
  limits.bytes = 10;
  EXPECT_TRUE(parse(R"({"a":"bc"})", false, limits));
  const auto larger = parse(R"({"a":"bcd"})", false, limits);
  ASSERT_FALSE(larger);
  EXPECT_TRUE(larger.error().tooLarge);
  const std::string full(Limits().bytes - 2, 'x');
  EXPECT_TRUE(accepts("\"" + full + "\""));
  const auto over = parse("\"" + full + "x\"");
  ASSERT_FALSE(over);
  EXPECT_TRUE(over.error().tooLarge);
  EXPECT_EQ(over.error().rule, "请求超过32MiB");
}

TEST(Parse, LimitsTheNumberOfValues) {
  Limits limits;
  limits.values = 4;
  EXPECT_TRUE(parse("[1,2,3]", false, limits));
  EXPECT_FALSE(parse("[1,2,3,4]", false, limits));
}

// N-8.3-10
TEST(Parse, RefusesWhatIsNoJson) {
  for (const char* text :
       {"",      "  \n",     "{",        "}",       "[1",        "[1]]",      "{} x",
        "{}{}",  "{\"a\"}",  "{\"a\":}", "{a:1}",   "{'a':1}",   "[1 2]",     "[,]",
        "{,}",   "[1,,]",    "[,1]",     "nul",     "tru",       "TRUE",      "NaN",
        "[NaN]", "Infinity", "-",        "01",      "1.",        ".5",        "+1",
        "0x1",   "[1e]",     "\"open",   "\"\\x\"", "\"\\u12\"", "/* c */ 1", "{\"a\":01}"})
    EXPECT_FALSE(accepts(text)) << text;
}

TEST(Parse, RefusesNumbersOutOfRangeAndNamesThem) {
  const auto parsed = parse(R"({"data":[{"a":1},{"dataValue":1e400}]})");
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().path, "data[1].dataValue");
  EXPECT_NE(parsed.error().rule.find("数值超出范围"), std::string::npos);
}

// OQ-36
TEST(Parse, RefusesBrokenUtf8Anywhere) {
  const char* const broken[] = {"\x80",
                                "\xC0\xAF",
                                "\xC3",
                                "\xE0\x80\x80",
                                "\xED\xA0\x80",
                                "\xED\xBF\xBF",
                                "\xF0\x80\x80\x80",
                                "\xF4\x90\x80\x80",
                                "\xF5\x80\x80\x80",
                                "\xFF",
                                "\xE4\xB8"};
  for (const std::string bytes : broken) {
    EXPECT_FALSE(accepts("[\"" + bytes + "\"]"));
    EXPECT_FALSE(accepts("{\"" + bytes + "\":1}"));
    EXPECT_FALSE(accepts("[1] //" + bytes + "\n"));
    EXPECT_FALSE(accepts("[1] " + bytes));
  }
  for (const std::string bytes :
       {"\xC2\x80", "\xE0\xA0\x80", "\xEE\x80\x80", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"})
    EXPECT_TRUE(accepts("[\"" + bytes + "\",] //" + bytes));
}

// OQ-36
TEST(Parse, RefusesLoneSurrogates) {
  for (const char* text :
       {R"(["\ud800"])", R"(["\udc00"])", R"(["\ud800\ud800"])", R"(["\ud83dx"])", R"({"\ud800":1})"})
    EXPECT_FALSE(accepts(text)) << text;
  const auto pair = parse(R"(["\ud83d\ude00"])");
  ASSERT_TRUE(pair);
  EXPECT_EQ(*pair->root.array()->front().text(), "\xF0\x9F\x98\x80");
}

// OQ-11
TEST(Parse, SkipsOneByteOrderMark) {
  const auto parsed = parse("\xEF\xBB\xBF{}");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->tolerated.at("OQ-11"), 1);
  EXPECT_FALSE(accepts("\xEF\xBB\xBF\xEF\xBB\xBF{}"));
  EXPECT_FALSE(accepts("{}\xEF\xBB\xBF"));
  EXPECT_FALSE(accepts("\xEF\xBB\xBF"));
}

TEST(Parse, DoesNotTakeNulForTheEnd) {
  using namespace std::string_view_literals;
  EXPECT_FALSE(accepts("{}\0"sv));
  EXPECT_FALSE(accepts("{}\0garbage"sv));
  EXPECT_FALSE(accepts("\0{}"sv));
  EXPECT_FALSE(accepts("[1,\0 2]"sv));
  const auto inside = parse("[\"a\0b\"]"sv);
  ASSERT_TRUE(inside);
  EXPECT_EQ(*inside->root.array()->front().text(), "a\0b"sv);
  EXPECT_FALSE(parse("[\"a\0b\"]"sv, true));
}

// OQ-14
TEST(Parse, AcceptsRepeatedMembersOnlyWhenTheyAreEqual) {
  const auto equal = parse(R"({"a":{"x":[1,"2"]},"b":1,"a":{"x":[1,"2"]}})");
  ASSERT_TRUE(equal);
  EXPECT_EQ(equal->root.object()->size(), 2U);
  EXPECT_EQ(equal->tolerated.at("OQ-14"), 1);
  const auto different = parse(R"({"data":[{"a":1,"a":2}]})");
  ASSERT_FALSE(different);
  EXPECT_EQ(different.error().path, "data[0].a");
  EXPECT_EQ(different.error().rule, "成员重复且取值不同");
}

std::string wideObject(int members, const std::string& last) {
  std::string text = "{";
  for (int i = 0; i < members; ++i) text += "\"m" + std::to_string(i) + "\":" + std::to_string(i) + ",";
  return text + last + "}";
}

// OQ-14
TEST(Parse, FindsRepeatedMembersInWideObjectsToo) {
  for (const int width : {23, 24, 25, 26, 60}) {
    for (const int repeated : {0, 22, width - 1}) {
      const std::string name = "\"m" + std::to_string(repeated) + "\":";
      EXPECT_TRUE(accepts(wideObject(width, name + std::to_string(repeated)))) << width << " " << repeated;
      EXPECT_FALSE(accepts(wideObject(width, name + "-1"))) << width << " " << repeated;
    }
  }
}

TEST(Parse, CopesWithAHundredThousandMembers) {
  const auto parsed = parse(wideObject(100'000, "\"last\":0"));
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->root.object()->size(), 100'001U);
  EXPECT_FALSE(accepts(wideObject(100'000, "\"m99999\":0")));
}

// OQ-36
TEST(Parse, RemovesCommentsAndTrailingCommasWhenNotStrict) {
  const std::string text = "{ // 注释 \"x\": [\n \"a\": [1, 2, ], // 又一\n \"b\": {\"c\": 1 ,\n },\n}";
  const auto parsed = parse(text);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(write(parsed->root), R"({"a":[1,2],"b":{"c":1}})");
  EXPECT_EQ(parsed->tolerated.at("OQ-36"), 1);
  EXPECT_FALSE(accepts(text, true));
}

// OQ-36
TEST(Parse, LeavesTheInsideOfStringsAlone) {
  const std::string text = R"(["http://x/,]","\\","\"//",",}",])";
  const auto parsed = parse(text);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(write(parsed->root), R"(["http://x/,]","\\","\"//",",}"])");
}

// OQ-36
TEST(Parse, EscapesRawControlCharactersInsideStrings) {
  std::string text = "[\"";
  for (char c = 0; c < 0x20; ++c) text += c;
  text += "\"]";
  const auto parsed = parse(text);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->root.array()->front().text()->size(), 0x20U);
  EXPECT_FALSE(accepts(text, true));
  EXPECT_FALSE(accepts("[1\x01]"));
  EXPECT_TRUE(accepts("[\"\x7f\"]", true));
}

// OQ-36
TEST(Parse, NeverRepairsQuotesOrBrackets) {
  for (const char* text :
       {"{“a”:1}", "{\"a\":1", "[{\"a\":1]", "{\"a\":\"b}", "{\"a\":1 \"b\":2}", "{\"a\":1，\"b\":2}"})
    EXPECT_FALSE(accepts(text)) << text;
}

TEST(Parse, QuotesOnlyTheBeginningOfALongMemberName) {
  const std::string name = repeated("长", 100);
  const auto parsed = parse("{\"" + name + "\":1,\"" + name + "\":2}");
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().path, repeated("长", 21));
}

TEST(Parse, NamesTheByteNearWhichTheTextEndsToBeJson) {
  const auto parsed = parse("{\"a\": 1, b}");
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().rule, "不是合法的JSON（第10字节附近）");
}

TEST(LenientPass, IsLinearInTheSizeOfTheText) {
  const std::string text = "[" + std::string(1 << 20, ' ') + "1,]";
  EXPECT_EQ(withoutCommentsAndTrailingCommas(text).size(), text.size() - 1);
  EXPECT_EQ(withoutCommentsAndTrailingCommas("\"\\"), "\"\\");
  EXPECT_EQ(withoutCommentsAndTrailingCommas("/"), "/");
  EXPECT_EQ(withoutCommentsAndTrailingCommas("[1,,]"), "[1,,]");
  EXPECT_EQ(withoutCommentsAndTrailingCommas("[1 , ]"), "[1 ]");
  EXPECT_EQ(withoutCommentsAndTrailingCommas("//"), "");
}

}  // namespace
}  // namespace schemas::json
