#include "schemas/json/writer.h"

#include <gtest/gtest.h>

#include "schemas/json/parse.h"

namespace schemas::json {
namespace {

TEST(Writer, SetsCommasBetweenMembersAndItems) {
  Writer writer;
  writer.beginObject();
  writer.member("a", "b");
  writer.name("list");
  writer.beginArray();
  writer.number("1.0");
  writer.boolean(false);
  writer.null();
  writer.beginObject();
  writer.endObject();
  writer.raw("[1,2]");
  writer.endArray();
  writer.name("after");
  writer.text("");
  writer.endObject();
  EXPECT_EQ(std::move(writer).take(), R"({"a":"b","list":[1.0,false,null,{},[1,2]],"after":""})");
}

TEST(Writer, EscapesWhatJsonDemandsAndNothingElse) {
  EXPECT_EQ(quoted("a\"\\/\n\r\t\b\f\x01\x1f\x7f中"), "\"a\\\"\\\\/\\n\\r\\t\\b\\f\\u0001\\u001f\x7f中\"");
  EXPECT_EQ(quoted(std::string_view("\0", 1)), "\"\\u0000\"");
}

TEST(Writer, WritesValuesThatReadBackEqual) {
  std::string text = "[\"";
  for (char c = 1; c < 0x20; ++c) text += c;
  const auto value = parse(text + "\",{\"k\\u0000\":[true,null,-1e5,\"中\"]}]")->root;
  EXPECT_TRUE(parse(write(value), true)->root == value);
}

}  // namespace
}  // namespace schemas::json
