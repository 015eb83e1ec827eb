#include "schemas/fast/top_level_text.h"

#include <gtest/gtest.h>

namespace schemas::fast {
namespace {

std::optional<std::string> deviceId(std::string_view body) { return topLevelText(body, "deviceid"); }

// F-1.3
TEST(TopLevelText, IsFoundWhereverItStandsAndHoweverItsNameIsSpelled) {
  for (const char* body : {R"({"deviceId":"a1"})", R"({"deviceid":"a1"})", R"({" DEVICEID ":"a1"})",
                           R"({"data":[],"deviceId":"a1"})",
                           R"({"x":{"deviceId":"no"},"y":[{"deviceId":"no"}],"deviceId":"a1","z":1})",
                           R"({"device\u0049d":"\u00611"})", "\xEF\xBB\xBF{\"deviceId\":\"a1\"}",
                           " \r\n\t{ \"deviceId\" : \"a1\" } "})
    EXPECT_EQ(deviceId(body), "a1") << body;
}

// F-1.3
TEST(TopLevelText, IsFoundBehindTenMegabytesOfRecords) {
  std::string body = R"({"enterpriseCode":"x","data":[)";
  const std::string record = R"({"dataCode":"04-01-00-00-040200-30","dataValue":1.5,"deviceId":"inner"},)";
  while (body.size() < 10u << 20) body += record;
  body += R"({}],"deviceId":"outer"})";
  EXPECT_EQ(deviceId(body), "outer");
}

TEST(TopLevelText, IsNotFoundWhereItIsNoTextOrNotAtTheTop) {
  for (const char* body :
       {"", " ", "{}", "[]", "null", "\"deviceId\"", R"(["deviceId","a"])", R"({"deviceId":1})",
        R"({"deviceId":null})", R"({"deviceId":{"deviceId":"a"}})", R"({"deviceId":["a"]})",
        R"({"data":{"deviceId":"a"}})", R"({"x":"deviceId"})", R"({"deviceIds":"a"})"})
    EXPECT_EQ(deviceId(body), std::nullopt) << body;
}

TEST(TopLevelText, TheFirstOfSeveralCounts) {
  EXPECT_EQ(deviceId(R"({"deviceId":"a","deviceid":"b","deviceId":"c"})"), "a");
}

// OQ-36
TEST(TopLevelText, IsFoundInSpiteOfCommentsAndTrailingCommas) {
  EXPECT_EQ(deviceId("{\"data\":[1,2,], // \"}] it's\n\"deviceId\":\"a\",}"), "a");
  EXPECT_EQ(deviceId("{// {\n\"deviceId\":\"a\"}"), "a");
}

TEST(TopLevelText, SurvivesWhatIsNoJson) {
  const std::string bodies[] = {"hello",
                                "{",
                                R"({"deviceId)",
                                R"({"deviceId":)",
                                R"({"deviceId":"a)",
                                R"({"deviceId" "a"})",
                                R"({"deviceId":"\ud800"})",
                                R"({"deviceId":"\x"})",
                                std::string("{\"deviceId\":\"\xC3\x28\"}"),
                                std::string("{\"a\":\0,\"deviceId\"}", 18),
                                std::string(200'000, '['),
                                std::string(200'000, '{'),
                                R"({"a":)" + std::string(200'000, '[') + "}",
                                std::string(1 << 20, '"'),
                                std::string(1 << 20, '\\'),
                                std::string(1 << 20, '/')};
  for (const std::string& body : bodies) EXPECT_EQ(deviceId(body), std::nullopt) << body.substr(0, 40);
}

TEST(TopLevelText, DeepNestingInAnotherMemberDoesNotHideIt) {
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  EXPECT_EQ(deviceId(R"({"a":)" + deep + R"(,"deviceId":"a"})"), "a");
}

TEST(TopLevelText, GivesTextsOfAnyLength) {
  const std::string huge(4u << 20, 'a');
  EXPECT_EQ(deviceId(R"({"deviceId":")" + huge + R"("})"), huge);
}

}  // namespace
}  // namespace schemas::fast
