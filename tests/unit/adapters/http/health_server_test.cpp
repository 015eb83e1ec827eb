#include "adapters/http/health_server.h"

#include <gtest/gtest.h>

#include "tests/fakes/quiet_log.h"
#include "tests/unit/adapters/http/loopback_client.h"

namespace hub::http {
namespace {

using tests::RawReply;

class HealthServerTest : public testing::Test {
 protected:
  RawReply get(const std::string& path, const std::string& method = "GET") const {
    const tests::LoopbackClient client(server_->port());
    client.send(tests::request(method, path));
    return client.read();
  }

  std::vector<ReadinessCheck> checks_;  // changed only between requests
  fakes::QuietLog log_;
  std::unique_ptr<HealthServer> server_ = HealthServer::start("127.0.0.1", 0,
                                                              {[this] {
                                                                 if (checks_.empty())
                                                                   throw std::runtime_error("secret");
                                                                 return checks_;
                                                               },
                                                               [] { return std::string("nenghub_up 1\n"); }},
                                                              log_)
                                              .value();
};

TEST_F(HealthServerTest, IsAliveWhateverTheChecksSay) {
  checks_ = {{"database", false, "refused"}};

  EXPECT_EQ(get("/livez").status, 200);
}

TEST_F(HealthServerTest, IsReadyWhenAllChecksAre) {
  checks_ = {{"database", true, ""}, {"schema", true, ""}};

  const RawReply reply = get("/readyz");

  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body,
            R"({"status":"ready","checks":[{"name":"database","ok":true},{"name":"schema","ok":true}]})");
}

TEST_F(HealthServerTest, NamesTheCheckThatFails) {
  checks_ = {{"database", true, ""}, {"disk", false, "below the reserve"}};

  const RawReply reply = get("/readyz");

  EXPECT_EQ(reply.status, 503);
  EXPECT_NE(reply.body.find(R"({"name":"disk","ok":false,"cause":"below the reserve"})"), std::string::npos);
}

TEST_F(HealthServerTest, IsNotReadyWhenACheckThrows) {
  const RawReply reply = get("/readyz");

  EXPECT_EQ(reply.status, 503);
  EXPECT_EQ(reply.body.find("secret"), std::string::npos);
}

TEST_F(HealthServerTest, GivesTheMetricsAsText) {
  const RawReply reply = get("/metrics");

  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, "nenghub_up 1\n");
  EXPECT_NE(reply.head.find("Content-Type: text/plain; version=0.0.4"), std::string::npos);
}

TEST_F(HealthServerTest, KnowsNothingElse) {
  EXPECT_EQ(get("/").status, 404);
  EXPECT_EQ(get("/versionCheck").status, 404);
  EXPECT_EQ(get("/livez", "POST").status, 405);
}

TEST(HealthServer, ListensOnLoopbackOnly) {
  fakes::QuietLog log;
  for (const char* address : {"0.0.0.0", "10.0.0.1", "192.168.0.1"})
    EXPECT_EQ(HealthServer::start(address, 0, {}, log).error().failure, Failure::notPermitted) << address;
}

}  // namespace
}  // namespace hub::http
