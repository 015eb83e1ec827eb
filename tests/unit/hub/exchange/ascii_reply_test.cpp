#include "hub/exchange/ascii_reply.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "schemas/json/parse.h"

namespace hub::exchange {
namespace {

// F-1.6
TEST(AsciiReply, EscapesEveryCharacterBeyondAsciiAndMeansTheSame) {
  EXPECT_EQ(asciiReply(R"({"a":"待审批é€"})"), "{\"a\":\"\\u5f85\\u5ba1\\u6279\\u00e9\\u20ac\"}");
  EXPECT_EQ(asciiReply("\"\U0001F600\""), "\"\\ud83d\\ude00\"");
  EXPECT_EQ(asciiReply("\"\U0010FFFF\""), "\"\\udbff\\udfff\"");
  const std::string json = "{\"名\":[\"\U00020000\",\"\\\"\\n\",\"\u07ff\u0800\uffff\"]}";
  const auto plain = schemas::json::parse(json), escaped = schemas::json::parse(asciiReply(json));
  ASSERT_TRUE(plain && escaped);
  EXPECT_TRUE(plain->root == escaped->root);
}

TEST(AsciiReply, LeavesAsciiAsItIs) {
  const std::string json = R"({"responseCode":"0","n":-1.5e3,"t":"a\u5f85\\ \"/"})";
  EXPECT_EQ(asciiReply(json), json);
  EXPECT_EQ(asciiReply(""), "");
}

TEST(AsciiReply, ReplacesBytesThatAreNoUtf8) {
  for (const std::string& text :
       {std::string("\xFF"), std::string("\xE5\xBE"), std::string("\x80"), std::string("\xC0\x80")}) {
    const std::string escaped = asciiReply(text);
    EXPECT_TRUE(std::all_of(escaped.begin(), escaped.end(), [](char c) { return c > 0; }));
    EXPECT_TRUE(escaped.starts_with("\\ufffd"));
  }
}

}  // namespace
}  // namespace hub::exchange
