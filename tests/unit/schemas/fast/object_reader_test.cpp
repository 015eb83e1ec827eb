#include "schemas/fast/object_reader.h"

#include <gtest/gtest.h>

#include <deque>
#include <string>

namespace {

using schemas::fast::ObjectReader;
constexpr const char* kNames[] = {"dataCode", "scope"};

// The reader keeps views of the texts before.
const simdjson::padded_string& kept(const std::string& json) {
  static std::deque<simdjson::padded_string> texts;
  return texts.emplace_back(json);
}

// Which members the objects have, e.g. `0:1 *:2`; `?` behind the one about which the reader is not sure.
std::string walked(ObjectReader& reader, const std::string& json) {
  simdjson::ondemand::parser parser;
  const simdjson::padded_string& text = kept(json);
  simdjson::ondemand::document document;
  simdjson::ondemand::object object;
  if (parser.iterate(text).get(document) != simdjson::SUCCESS) return "unreadable";
  if (document.get_object().get(object) != simdjson::SUCCESS) return "no object";
  std::string seen;
  const bool sure = reader.walk(object, [&](std::size_t known, simdjson::ondemand::value& value) {
    std::string_view token;
    if (!schemas::fast::scalarToken(value, token)) return false;
    seen += (seen.empty() ? "" : " ") + (known == ObjectReader::kOther ? "*" : std::to_string(known)) + ":";
    seen += token;
    return true;
  });
  return sure ? seen : seen + "?";
}

TEST(ObjectReader, NamesEachMemberInAnyOrder) {
  ObjectReader reader(kNames);
  EXPECT_EQ(walked(reader, R"({"dataCode":1,"x":"y","scope":2})"), "0:1 *:\"y\" 1:2");
  EXPECT_EQ(walked(reader, R"({"dataCode":3,"x":4,"scope":5})"), "0:3 *:4 1:5");
  EXPECT_EQ(walked(reader, R"({"scope":6 ,"dataCode" : 7})"), "1:6 0:7");
  EXPECT_EQ(reader.values(), 3u + 1 + 3 + 1 + 2 + 1);
}

TEST(ObjectReader, IsNotSureAboutDuplicatesAndOtherSpellings) {
  for (const char* json :
       {R"({"scope":1,"scope":1})", R"({"x":1,"y":1,"x":1})", R"({"SCOPE":1})", R"({" scope":1})",
        R"({"sc\u006fpe":1})", R"({"名":1})", R"({"scope":{}})", R"({"scope":[1]})"}) {
    ObjectReader reader(kNames);
    const std::string seen = walked(reader, json);
    EXPECT_TRUE(seen.ends_with("?")) << json << " " << seen;
  }
}

TEST(ObjectReader, TakesNoTextForANameInThePlaceOfAValue) {
  for (const char* json : {R"({"x":"y":1},"scope":2})", R"({"x":"y":1,"z":[2]},"scope":2})",
                           R"({"x":"y""z"})", R"({"x":"y"z})"}) {
    ObjectReader reader(kNames);
    const std::string seen = walked(reader, json);
    EXPECT_TRUE(seen.ends_with("?")) << json << " " << seen;
  }
}

// A place learned from one object must not hide that a later one repeats a member there.
TEST(ObjectReader, FindsADuplicateBehindAKnownBeginning) {
  ObjectReader reader(kNames);
  EXPECT_EQ(walked(reader, R"({"dataCode":1,"scope":2})"), "0:1 1:2");
  EXPECT_EQ(walked(reader, R"({"dataCode":1,"dataCode":2})"), "0:1?");
  EXPECT_EQ(walked(reader, R"({"dataCode":1,"scope":2,"dataCode":3})"), "0:1 1:2?");
}

}  // namespace
