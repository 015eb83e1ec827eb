#include "adapters/partners/http_answer.h"

#include <gtest/gtest.h>

namespace hub::partners {
namespace {

using Progress = HttpAnswer::Progress;

Progress takeByBytes(HttpAnswer& answer, const std::string& text) {
  Progress progress = Progress::more;
  for (const char c : text) {
    progress = answer.take({&c, 1});
    if (progress != Progress::more) break;
  }
  return progress;
}

TEST(HttpAnswer, ReadsABodyOfKnownLengthInAnyPieces) {
  const std::string text = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello";
  HttpAnswer whole, pieces;

  EXPECT_EQ(whole.take(text), Progress::whole);
  EXPECT_EQ(takeByBytes(pieces, text), Progress::whole);

  EXPECT_EQ(whole.status(), 200);
  EXPECT_EQ(whole.body(), "hello");
  EXPECT_EQ(pieces.body(), "hello");
  EXPECT_FALSE(whole.closes());
}

TEST(HttpAnswer, JoinsChunks) {
  const std::string text =
      "HTTP/1.1 503 x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nT: "
      "u\r\n\r\n";
  HttpAnswer whole, pieces;

  EXPECT_EQ(whole.take(text), Progress::whole);
  EXPECT_EQ(takeByBytes(pieces, text), Progress::whole);

  EXPECT_EQ(whole.status(), 503);
  EXPECT_EQ(whole.body(), "abc0123456789");
  EXPECT_EQ(pieces.body(), "abc0123456789");
}

TEST(HttpAnswer, ReadsToTheEndWithoutALength) {
  HttpAnswer answer;

  EXPECT_EQ(answer.take("HTTP/1.1 200 OK\r\n\r\nab"), Progress::more);
  EXPECT_EQ(answer.take("cd"), Progress::more);
  EXPECT_EQ(answer.end(), Progress::whole);

  EXPECT_EQ(answer.body(), "abcd");
  EXPECT_TRUE(answer.closes());
}

TEST(HttpAnswer, KnowsWhenTheConnectionEnds) {
  HttpAnswer closing, old;

  EXPECT_EQ(closing.take("HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 0\r\n\r\n"),
            Progress::whole);
  EXPECT_EQ(old.take("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"), Progress::whole);

  EXPECT_TRUE(closing.closes());
  EXPECT_TRUE(old.closes());
}

TEST(HttpAnswer, PassesOverAnInterimAnswer) {
  HttpAnswer answer;

  EXPECT_EQ(answer.take("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"),
            Progress::whole);

  EXPECT_EQ(answer.status(), 200);
  EXPECT_EQ(answer.body(), "x");
}

TEST(HttpAnswer, RefusesWhatIsNoAnswer) {
  for (const char* text :
       {"SSH-2.0-x\r\n\r\n", "HTTP/1.1 abc OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxy",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n"})
    EXPECT_EQ(HttpAnswer().take(text), Progress::broken) << text;
  EXPECT_EQ(HttpAnswer().take("HTTP/1.1 200 OK\r\nX: " + std::string(100'000, 'y')), Progress::broken);
}

TEST(HttpAnswer, IsBrokenWhenThePeerLeavesEarly) {
  HttpAnswer none, half;
  half.take("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe");

  EXPECT_EQ(none.end(), Progress::broken);
  EXPECT_EQ(half.end(), Progress::broken);
  EXPECT_FALSE(none.hasBegun());
  EXPECT_TRUE(half.hasBegun());
}

}  // namespace
}  // namespace hub::partners
