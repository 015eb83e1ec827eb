#include "hub/delivery/reply_reader.h"

#include <gtest/gtest.h>

using hub::delivery::PeerAnswer;
using hub::delivery::readReply;

namespace {

PeerAnswer reading(const std::string& body, int status = 200) {
  return readReply({status, body, std::nullopt});
}

}  // namespace

// G-7.1-D9 OQ-59
TEST(ReplyReader, TakesSuccessInAllThreeSpellingsFromAnyPeer) {
  for (const char* body : {R"({"responseCode":"0","responseMessage":"RECEIVE SUCCESS"})",
                           R"({"responsecode":"true","responsemessage":"success"})",
                           R"({"RESPONSECODE":"TRUE","RESPONSEMESSAGE":"RECEIVE SUCCESS","DATA":[]})",
                           R"({"responsecode":true})", R"({" responsecode ":"True"})",
                           R"({"responseMessage":"x","extra":1,"responseCode":"0"})"})
    EXPECT_TRUE(reading(body).ok) << body;
}

// N-8.3-15
TEST(ReplyReader, TakesTheNumberZeroAndCountsIt) {
  const PeerAnswer answer = reading(R"({"responseCode":0})");

  EXPECT_TRUE(answer.ok);
  EXPECT_EQ(answer.tolerated.at("N-8.3-15"), 1);
  EXPECT_TRUE(reading(R"({"responseCode":"0"})").tolerated.empty());
}

// N-8.3-15
TEST(ReplyReader, TakesEveryOtherCodeAsFailureAndKeepsTheWords) {
  for (const char* code : {"1", "E1001", "E1002", "E2001", "E2002", "200", "00", "false", "success"}) {
    const PeerAnswer answer =
        reading(R"({"responseCode":")" + std::string(code) + R"(","responseMessage":"解密失败"})");
    EXPECT_FALSE(answer.ok) << code;
    EXPECT_EQ(answer.code, code);
    EXPECT_EQ(answer.message, "解密失败");
  }
}

// OQ-10
TEST(ReplyReader, NeedsHttp2xxAsWell) {
  const char* kYes = R"({"responseCode":"0","responseMessage":"RECEIVE SUCCESS"})";

  EXPECT_TRUE(reading(kYes, 201).ok);
  EXPECT_FALSE(reading(kYes, 500).ok);
  EXPECT_EQ(reading(kYes, 500).code, "http_500");
  EXPECT_EQ(reading(kYes, 302).code, "http_302");
  EXPECT_EQ(reading(R"({"responseCode":"E2002","responseMessage":"provinceId"})", 403).code, "E2002");
}

TEST(ReplyReader, NamesWhatIsNoReply) {
  EXPECT_EQ(reading("").code, "empty_answer");
  EXPECT_EQ(reading(" \r\n").code, "empty_answer");
  EXPECT_EQ(reading("<html><body>502 Bad Gateway</body></html>").code, "html_answer");
  EXPECT_EQ(reading("\x01\xff\xfe").code, "not_json");
  EXPECT_EQ(reading("[]").code, "not_json");
  EXPECT_EQ(reading("\"0\"").code, "not_json");
  EXPECT_EQ(reading(R"({"message":"ok"})").code, "no_code");
  EXPECT_EQ(reading(R"({"responseCode":null})").code, "no_code");
  EXPECT_EQ(reading(R"({"responseCode":{"a":1}})").code, "no_code");
  EXPECT_EQ(reading("<html>", 404).code, "http_404");
  EXPECT_EQ(reading("<html>502</html>").message, "<html>502</html>");
  for (const char* body : {"", "<html>", "[]", "{}", R"({"responseCode":[]})"})
    EXPECT_FALSE(reading(body).ok) << body;
}

// G-7.1-9
TEST(ReplyReader, TellsTheFalseOfGFromOtherFailures) {
  EXPECT_TRUE(reading(R"({"responsecode":"false","responsemessage":"failed"})").denied);
  EXPECT_TRUE(reading(R"({"RESPONSECODE":"FALSE"})").denied);
  EXPECT_TRUE(reading(R"({"responsecode":false})").denied);
  EXPECT_FALSE(reading(R"({"responsecode":"false"})", 403).denied);
  EXPECT_FALSE(reading(R"({"responseCode":"E1001"})").denied);
  EXPECT_FALSE(reading("<html>false</html>").denied);
}

TEST(ReplyReader, TellsAnswersOfTheProtocolFromOthers) {
  EXPECT_TRUE(reading(R"({"responseCode":"0"})").inProtocol);
  EXPECT_TRUE(reading(R"({"responseCode":"E2002"})", 403).inProtocol);
  EXPECT_TRUE(reading(R"({"responseCode":"E1001"})", 500).inProtocol);
  EXPECT_FALSE(reading(R"({"responseCode":"0"})", 500).inProtocol);
  EXPECT_FALSE(reading(R"({"message":"ok"})").inProtocol);
  EXPECT_FALSE(reading("<html>", 404).inProtocol);
}

TEST(ReplyReader, CutsLongWordsBetweenCharacters) {
  std::string longWords;
  for (int i = 0; i < 400; ++i) longWords += "能";
  const PeerAnswer answer = reading(R"({"responseCode":"1","responseMessage":")" + longWords + "\"}");

  EXPECT_LE(answer.message.size(), 500U);
  EXPECT_EQ(answer.message.size() % 3, 0U);
  EXPECT_GT(answer.message.size(), 490U);
}
