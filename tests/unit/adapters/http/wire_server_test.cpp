#include "adapters/http/wire_server.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "adapters/http/edge_headers.h"
#include "tests/fakes/quiet_log.h"
#include "tests/unit/adapters/http/loopback_client.h"
#include "tests/unit/adapters/http/test_certificate.h"

namespace hub::http {
namespace {

using exchange::WireReply;
using exchange::WireRequest;
using tests::LoopbackClient;
using tests::RawReply;
using tests::request;

const std::string kSecret(64, 'e');

std::string header(const std::string& name, const std::string& value) { return name + ": " + value + "\r\n"; }

/// What the edge sends with every request of the wire listener.
std::string throughTheEdge() {
  return header(kSecretHeader, kSecret) + header(kListenerHeader, kWireListener);
}

/// A server whose handler notes what it is given and answers `reply`.
class WireServerTest : public testing::Test {
 protected:
  WireServerTest() {
    WireServerSettings settings;
    settings.secret = kSecret;
    settings.threads = 1;
    settings.bodyBytesMax = 1000;
    server_ = WireServer::start(
                  settings,
                  [this](const WireRequest& r) {
                    seen_.push_back(r);
                    room_ = r.body.capacity() - r.body.size();
                    if (r.path == "/throw") throw std::runtime_error("SELECT secret");
                    return reply_;
                  },
                  log_)
                  .value();
  }

  RawReply exchange(const std::string& bytes) const {
    const LoopbackClient client(server_->port());
    client.send(bytes);
    return client.read();
  }

  fakes::QuietLog log_;
  std::size_t room_ = 0;           // beyond the end of the last body
  std::vector<WireRequest> seen_;  // written by the only server thread, read after its answer
  WireReply reply_{200, R"({"responseCode":"0"})", {{"X-More", "1"}}};
  std::unique_ptr<WireServer> server_;
};

TEST_F(WireServerTest, HandsOverWhatTheEdgeTells) {
  const std::string headers = throughTheEdge() + header(kCertificateHeader, tests::escaped(tests::kPem)) +
                              header(kAddressHeader, "192.0.2.7") + header(kRequestIdHeader, "abc");

  const RawReply reply = exchange(request("POST", "/versionCheck", headers, R"({"a":1})"));

  ASSERT_EQ(seen_.size(), 1u);
  EXPECT_EQ(seen_[0].method, "POST");
  EXPECT_EQ(seen_[0].path, "/versionCheck");
  EXPECT_EQ(seen_[0].body, R"({"a":1})");
  EXPECT_EQ(seen_[0].certificateSha256, tests::kPemSha256);
  EXPECT_EQ(seen_[0].address, "192.0.2.7");
  EXPECT_EQ(seen_[0].requestId, "abc");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, R"({"responseCode":"0"})");
  EXPECT_NE(reply.head.find("Content-Type: application/json; charset=UTF-8"), std::string::npos);
  EXPECT_NE(reply.head.find("X-More: 1"), std::string::npos);
}

TEST_F(WireServerTest, KeepsTheStatusOfTheReply) {
  reply_.status = 405;

  EXPECT_EQ(exchange(request("GET", "/x", throughTheEdge())).status, 405);
}

TEST_F(WireServerTest, RefusesARequestWithoutTheSecret) {
  const std::string listener = header(kListenerHeader, kWireListener);
  for (const std::string& headers : {listener, listener + header(kSecretHeader, kSecret.substr(1)),
                                     listener + header(kCertificateHeader, tests::escaped(tests::kPem))}) {
    const RawReply reply = exchange(request("POST", "/versionCheck", headers, "{}"));
    EXPECT_EQ(reply.status, 403);
    EXPECT_NE(reply.body.find(R"("responseCode":"E2002")"), std::string::npos) << reply.body;
  }
  EXPECT_TRUE(seen_.empty());
}

TEST_F(WireServerTest, TellsByWhichListenerARequestCame) {
  for (const char* name : {kWireListener, kDeviceListener})
    exchange(request("POST", "/x", header(kSecretHeader, kSecret) + header(kListenerHeader, name), "{}"));

  ASSERT_EQ(seen_.size(), 2u);
  EXPECT_EQ(seen_[0].listener, exchange::Listener::wire);
  EXPECT_EQ(seen_[1].listener, exchange::Listener::device);
}

TEST_F(WireServerTest, RefusesARequestWithoutTheNameOfAListener) {
  for (const std::string& listener :
       {std::string(), header(kListenerHeader, ""), header(kListenerHeader, "console"),
        header(kListenerHeader, "Device")}) {
    const RawReply reply = exchange(request("POST", "/x", header(kSecretHeader, kSecret) + listener, "{}"));
    EXPECT_EQ(reply.status, 403);
    EXPECT_NE(reply.body.find(R"("responseCode":"E2002")"), std::string::npos) << reply.body;
  }
  EXPECT_TRUE(seen_.empty());
}

TEST_F(WireServerTest, LeavesRoomToReadPastTheEndOfTheBody) {
  for (const std::size_t size : {0u, 2u, 63u, 1000u}) {
    exchange(request("POST", "/x", throughTheEdge(), std::string(size, ' ')));
    EXPECT_GE(room_, kBodyPadding) << size;
  }
}

TEST_F(WireServerTest, RefusesADamagedCertificate) {
  const std::string headers = throughTheEdge() + header(kCertificateHeader, "rubbish");

  EXPECT_EQ(exchange(request("POST", "/versionCheck", headers, "{}")).status, 403);
  EXPECT_TRUE(seen_.empty());
}

TEST_F(WireServerTest, TakesABodyOfTheLimitAndRefusesOneByteMore) {
  const std::string headers = throughTheEdge();

  EXPECT_EQ(exchange(request("POST", "/x", headers, std::string(1000, ' '))).status, 200);
  const RawReply refused = exchange(request("POST", "/x", headers, std::string(1001, ' ')));

  EXPECT_EQ(refused.status, 413);
  EXPECT_NE(refused.body.find("E2002"), std::string::npos);
  EXPECT_EQ(seen_.size(), 1u);
}

TEST_F(WireServerTest, RefusesADeviceInAscii) {
  const std::string headers = header(kSecretHeader, kSecret) + header(kListenerHeader, kDeviceListener);

  const RawReply refused = exchange(request("POST", "/x", headers, std::string(1001, ' ')));

  EXPECT_EQ(refused.status, 413);
  EXPECT_TRUE(
      std::all_of(refused.body.begin(), refused.body.end(), [](char c) { return c >= ' ' && c <= '~'; }));
  EXPECT_NE(refused.body.find(R"(\u8bf7\u6c42)"), std::string::npos) << refused.body;
}

TEST_F(WireServerTest, AnswersE1001WhenTheHandlerThrows) {
  const RawReply reply = exchange(request("POST", "/throw", throughTheEdge(), "{}"));

  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, R"({"responseCode":"E1001","responseMessage":"平台服务异常"})");
}

TEST(WireServer, DoesNotStartWithoutAUsableSecret) {
  fakes::QuietLog log;
  const auto server = WireServer::start({}, nullptr, log);

  ASSERT_FALSE(server.has_value());
  EXPECT_EQ(server.error().failure, Failure::malformed);
}

TEST(WireServer, DoesNotFaceANetwork) {
  fakes::QuietLog log;
  WireServerSettings settings;
  settings.secret = kSecret;
  settings.address = "0.0.0.0";

  EXPECT_EQ(WireServer::start(settings, nullptr, log).error().failure, Failure::notPermitted);
}

}  // namespace
}  // namespace hub::http
