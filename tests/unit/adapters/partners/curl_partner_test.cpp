#include "adapters/partners/curl_partner.h"

#include <future>

#include "tests/unit/adapters/partners/tls_server.h"

using hub::Call;
using hub::TransportFault;
using hub::partners::CurlPartner;
using hub::partners::CurlPartnerSettings;
using partners_test::Connection;
using partners_test::Seen;
using partners_test::TestCertificates;
using partners_test::TlsServer;
using std::chrono::seconds;

namespace {

constexpr const char* kYes = R"({"responseCode":"0","responseMessage":"RECEIVE SUCCESS"})";

void answerYes(Connection& connection, const Seen&) { connection.answer(200, kYes); }

class CurlPartnerTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { files_ = std::make_unique<TestCertificates>(); }
  static void TearDownTestSuite() { files_.reset(); }

  static CurlPartnerSettings settings() {
    return {files_->pem("client"), files_->key("client"), files_->pem("ca"), ""};
  }
  static tl::expected<hub::CallReply, hub::CallFailure> post(const std::string& url,
                                                             seconds timeout = seconds(5)) {
    CurlPartner partner(settings());
    return partner.post({url, "{}", timeout});
  }
  static TransportFault faultFrom(const std::string& url, seconds timeout = seconds(5)) {
    const auto answer = post(url, timeout);
    EXPECT_FALSE(answer) << "an answer came";
    return answer ? TransportFault::badUrl : answer.error().fault;
  }

  static std::unique_ptr<TestCertificates> files_;
};

std::unique_ptr<TestCertificates> CurlPartnerTest::files_;

}  // namespace

// N-6-3 OQ-11
TEST_F(CurlPartnerTest, PostsJsonAndGivesStatusAndBody) {
  TlsServer server(*files_, "server", answerYes);
  CurlPartner partner(settings());

  const auto reply = partner.post({server.url("/uploadEnergyData"), R"({"a":"能"})", seconds(5)});

  ASSERT_TRUE(reply) << reply.error().cause;
  EXPECT_EQ(reply->status, 200);
  EXPECT_EQ(reply->body, kYes);
  const Seen seen = server.seen().at(0);
  EXPECT_EQ(seen.body, R"({"a":"能"})");
  EXPECT_TRUE(seen.head.starts_with("POST /uploadEnergyData HTTP/1.1"));
  EXPECT_NE(seen.head.find("Content-Type: application/json; charset=UTF-8"), std::string::npos);
  EXPECT_EQ(seen.head.find("Expect"), std::string::npos);
  EXPECT_EQ(seen.head.find("Accept-Encoding"), std::string::npos);
}

TEST_F(CurlPartnerTest, SendsALargeBodyWithoutExpecting100) {
  TlsServer server(*files_, "server", answerYes);
  CurlPartner partner(settings());
  const std::string body(3'000'000, 'x');

  const auto reply = partner.post({server.url(), body, seconds(10)});

  ASSERT_TRUE(reply) << reply.error().cause;
  EXPECT_EQ(server.seen().at(0).body.size(), body.size());
  EXPECT_EQ(server.seen().at(0).head.find("100-continue"), std::string::npos);
}

// N-6-2
TEST_F(CurlPartnerTest, RefusesWhateverIsNotPlainHttps) {
  for (const char* url :
       {"http://127.0.0.1/x", "https://user@127.0.0.1/x", "https://user:pw@127.0.0.1/x",
        "https://@127.0.0.1/x", "ftp://127.0.0.1/x", "127.0.0.1/x", "file:///etc/passwd", ""})
    EXPECT_EQ(faultFrom(url), TransportFault::badUrl) << url;
}

TEST_F(CurlPartnerTest, AConnectionRefusedIsConnect) {
  int port = 0;
  {
    TlsServer server(*files_, "server", answerYes);
    port = server.port();
  }

  EXPECT_EQ(faultFrom("https://127.0.0.1:" + std::to_string(port) + "/"), TransportFault::connect);
}

TEST_F(CurlPartnerTest, AnUnknownHostIsDns) {
  EXPECT_EQ(faultFrom("https://no-such-host.invalid/", seconds(20)), TransportFault::dns);
}

// G-6.2-1 G-6.1-4
TEST_F(CurlPartnerTest, ASilentServerIsTimeout) {
  TlsServer server(*files_, "server", [](Connection& connection, const Seen&) { connection.silence(); });

  EXPECT_EQ(faultFrom(server.url(), seconds(1)), TransportFault::timeout);
}

// G-6.1-4
TEST_F(CurlPartnerTest, AHalfSentAnswerIsTimeoutAsWell) {
  TlsServer server(*files_, "server", [](Connection& connection, const Seen&) {
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"responseCode\"");
    connection.silence();
  });

  EXPECT_EQ(faultFrom(server.url(), seconds(1)), TransportFault::timeout);
}

TEST_F(CurlPartnerTest, ACutInTheMiddleOfTheAnswerIsReset) {
  TlsServer server(*files_, "server", [](Connection& connection, const Seen&) {
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"responseCode\"");
    connection.reset();
  });

  EXPECT_EQ(faultFrom(server.url()), TransportFault::reset);
}

TEST_F(CurlPartnerTest, ACutBeforeTheAnswerIsReset) {
  TlsServer server(*files_, "server", [](Connection& connection, const Seen&) { connection.reset(); });

  EXPECT_EQ(faultFrom(server.url()), TransportFault::reset);
}

TEST_F(CurlPartnerTest, GarbageInsteadOfHttpIsReset) {
  TlsServer server(*files_, "server", [](Connection& connection, const Seen&) {
    connection.send("\x01\x02 no http at all\r\n\r\n");
    connection.reset();
  });

  EXPECT_EQ(faultFrom(server.url()), TransportFault::reset);
}

TEST_F(CurlPartnerTest, AnAnswerAnnouncedAbove64MiBIsTooLarge) {
  TlsServer server(*files_, "server", [](Connection& connection, const Seen&) {
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n{");
    connection.silence();
  });

  EXPECT_EQ(faultFrom(server.url()), TransportFault::tooLarge);
}

TEST_F(CurlPartnerTest, AnAnswerThatGrowsAbove64MiBIsTooLarge) {
  TlsServer server(*files_, "server", [](Connection& connection, const Seen&) {
    connection.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
    const std::string megabyte(1U << 20, ' ');
    for (int i = 0; i < 66; ++i) connection.send(megabyte);
    connection.silence();
  });

  EXPECT_EQ(faultFrom(server.url(), seconds(20)), TransportFault::tooLarge);
}

TEST_F(CurlPartnerTest, ARedirectIsAnAnswerAndNotFollowed) {
  TlsServer other(*files_, "server", answerYes);
  TlsServer server(*files_, "server", [&](Connection& connection, const Seen&) {
    connection.answer(302, "", "Location: " + other.url() + "\r\n");
  });

  const auto reply = post(server.url());

  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 302);
  EXPECT_EQ(other.connections(), 0);
}

// N-8.1-1
TEST_F(CurlPartnerTest, AServerOfAForeignAuthorityIsTls) {
  TlsServer server(*files_, "server", answerYes);
  CurlPartnerSettings foreign = settings();
  foreign.caFile = files_->pem("foreign-ca");
  CurlPartner partner(foreign);

  const auto answer = partner.post({server.url(), "{}", seconds(5)});

  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().fault, TransportFault::tls);
  EXPECT_TRUE(server.seen().empty());
}

TEST_F(CurlPartnerTest, ACertificateForAnotherHostIsTls) {
  TlsServer server(*files_, "other-host", answerYes);

  EXPECT_EQ(faultFrom(server.url()), TransportFault::tls);
}

// N-3.3-3
TEST_F(CurlPartnerTest, AServerThatRefusesOurCertificateIsTls) {
  TlsServer server(*files_, "server", answerYes);
  CurlPartnerSettings stranger = settings();
  stranger.certificateFile = files_->pem("foreign-ca");
  stranger.keyFile = files_->key("foreign-ca");
  CurlPartner partner(stranger);

  const auto answer = partner.post({server.url(), "{}", seconds(5)});

  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().fault, TransportFault::tls) << answer.error().cause;
}

TEST_F(CurlPartnerTest, AMissingCertificateFileIsTls) {
  TlsServer server(*files_, "server", answerYes);
  CurlPartnerSettings broken = settings();
  broken.certificateFile = "/nowhere/client.pem";
  CurlPartner partner(broken);

  const auto answer = partner.post({server.url(), "{}", seconds(5)});

  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().fault, TransportFault::tls) << answer.error().cause;
}

// OQ-40
TEST_F(CurlPartnerTest, SpeaksTls12AndNothingOlder) {
  TlsServer twelve(*files_, "server", answerYes);
  twelve.limitTo(TLS1_2_VERSION);
  TlsServer eleven(*files_, "server", answerYes);
  eleven.limitTo(TLS1_1_VERSION);

  EXPECT_TRUE(post(twelve.url()));
  EXPECT_EQ(faultFrom(eleven.url()), TransportFault::tls);
}

TEST_F(CurlPartnerTest, GivesRetryAfter) {
  TlsServer server(*files_, "server", [](Connection& connection, const Seen&) {
    connection.answer(503, R"({"responseCode":"E1001"})", "Retry-After: 17\r\n");
  });

  const auto reply = post(server.url());

  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 503);
  EXPECT_EQ(reply->retryAfter, seconds(17));
}

TEST_F(CurlPartnerTest, GivesTheTimeOfThePeer) {
  TlsServer server(*files_, "server", [](Connection& connection, const Seen& seen) {
    const bool isPlain = seen.head.starts_with("POST /plain");
    connection.answer(200, kYes,
                      isPlain ? "Date: Sat, 21 Nov 2026 02:00:07 GMT\r\n" : "Date: no date at all\r\n");
  });

  const auto reply = post(server.url("/plain"));
  const auto odd = post(server.url("/odd"));

  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->date, hub::Clock::utc(*schemas::CivilTime::parse("2026-11-21 10:00:07")));
  ASSERT_TRUE(odd);
  EXPECT_FALSE(odd->date);
}

TEST_F(CurlPartnerTest, AnAnswerWithoutDateHasNone) {
  TlsServer server(*files_, "server", answerYes);

  const auto reply = post(server.url());

  ASSERT_TRUE(reply);
  EXPECT_FALSE(reply->date);
}

TEST_F(CurlPartnerTest, KeepsItsConnectionOpen) {
  TlsServer server(*files_, "server", answerYes);
  CurlPartner partner(settings());

  for (int i = 0; i < 3; ++i) ASSERT_TRUE(partner.post({server.url(), "{}", seconds(5)}));

  EXPECT_EQ(server.connections(), 1);
}

// G-6.1-5
TEST_F(CurlPartnerTest, AServerThatClosesAfterEachAnswerIsNoError) {
  TlsServer server(*files_, "server", [](Connection& connection, const Seen&) {
    connection.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
    connection.finish();
  });
  CurlPartner partner(settings());

  EXPECT_TRUE(partner.post({server.url(), "{}", seconds(5)}));
  EXPECT_TRUE(partner.post({server.url(), "{}", seconds(5)}));
}

TEST_F(CurlPartnerTest, StopEndsARunningCall) {
  std::promise<void> asked;
  TlsServer server(*files_, "server", [&](Connection& connection, const Seen&) {
    asked.set_value();
    connection.silence();
  });
  CurlPartner partner(settings());
  auto answer = std::async(std::launch::async, [&] {
    return partner.post({server.url(), "{}", seconds(60)});
  });
  asked.get_future().wait();

  partner.stop();

  ASSERT_EQ(answer.wait_for(seconds(10)), std::future_status::ready);
  EXPECT_EQ(answer.get().error().fault, TransportFault::reset);
}

// N-5-1 G-4-2
TEST_F(CurlPartnerTest, GoesThroughTheProxyOnlyWhenOneIsConfigured) {
  TlsServer server(*files_, "server", answerYes);
  setenv("https_proxy", "http://127.0.0.1:1", 1);

  const auto direct = post(server.url());
  CurlPartnerSettings proxied = settings();
  proxied.proxy = "http://127.0.0.1:1";
  CurlPartner partner(proxied);
  const auto viaProxy = partner.post({server.url(), "{}", seconds(5)});

  unsetenv("https_proxy");
  EXPECT_TRUE(direct);
  ASSERT_FALSE(viaProxy);
  EXPECT_EQ(viaProxy.error().fault, TransportFault::connect);
}

TEST_F(CurlPartnerTest, ServesManyThreadsAtOnce) {
  TlsServer first(*files_, "server", answerYes), second(*files_, "server", answerYes);
  CurlPartner partner(settings());
  const auto work = [&](const TlsServer& server) {
    int good = 0;
    for (int i = 0; i < 20; ++i) good += partner.post({server.url(), "{}", seconds(5)}) ? 1 : 0;
    return good;
  };

  auto other = std::async(std::launch::async, [&] { return work(first); });

  EXPECT_EQ(work(second), 20);
  EXPECT_EQ(other.get(), 20);
}
