#include "adapters/http/edge_config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hub::http {
namespace {

using testing::HasSubstr;
using testing::Not;

EdgeSettings settings() {
  EdgeSettings out;
  out.directory = "/var/lib/nenghub/edge";
  out.secret = std::string(64, '5');
  out.wire.certificateFile = "/etc/nenghub/server.crt";
  out.wire.keyFile = "/etc/nenghub/server.key";
  out.wire.clientCaFile = "/etc/nenghub/ca.crt";
  out.wire.port = 18443;
  out.wire.hubPort = 18090;
  return out;
}

TEST(EdgeConfig, LeavesNoMarkUnfilled) {
  const std::string config = edgeConfig(settings()).value();

  EXPECT_THAT(config, Not(testing::ContainsRegex("@[A-Z_]+@")));
  EXPECT_THAT(config, HasSubstr("listen 0.0.0.0:18443 ssl"));
  EXPECT_THAT(config, HasSubstr("server 127.0.0.1:18090 max_conns=128"));
  EXPECT_THAT(config, HasSubstr("client_max_body_size 33554432;"));
}

TEST(EdgeConfig, WritesOnlyInsideItsDirectory) {
  const std::string config = edgeConfig(settings()).value();

  for (const char* name : {"pid", "lock_file", "error_log", "access_log", "client_body_temp_path",
                           "proxy_temp_path", "fastcgi_temp_path", "uwsgi_temp_path", "scgi_temp_path"})
    EXPECT_THAT(config, HasSubstr(std::string(name) + " /var/lib/nenghub/edge/"));
}

TEST(EdgeConfig, DemandsAClientCertificate) {
  EXPECT_THAT(edgeConfig(settings()).value(), HasSubstr("ssl_verify_client on;"));
}

TEST(EdgeConfig, NamesARevocationListOnlyWhenThereIsOne) {
  EXPECT_THAT(edgeConfig(settings()).value(), Not(HasSubstr("ssl_crl")));
  EdgeSettings with = settings();
  with.wire.clientCrlFile = "/etc/nenghub/crl.pem";
  EXPECT_THAT(edgeConfig(with).value(), HasSubstr("ssl_crl /etc/nenghub/crl.pem;"));
}

TEST(EdgeConfig, RunsInTheForegroundUnlessAsked) {
  EXPECT_THAT(edgeConfig(settings()).value(), HasSubstr("daemon off;"));
  EdgeSettings daemon = settings();
  daemon.daemon = true;
  daemon.user = "nenghub";
  EXPECT_THAT(edgeConfig(daemon).value(), HasSubstr("user nenghub;\ndaemon on;"));
}

TEST(EdgeConfig, AnswersItsOwnErrorsWithTheTwoMembers) {
  const std::string config = edgeConfig(settings()).value();

  EXPECT_THAT(config, HasSubstr(R"(return 413 '{"responseCode":"E2002","responseMessage":")"));
  EXPECT_THAT(config, HasSubstr(R"(return 503 '{"responseCode":"E1001","responseMessage":")"));
}

/// A value that would end a directive, name a variable or lack is refused by name.
void expectRefused(const char* name, const EdgeSettings& bad) {
  const auto config = edgeConfig(bad);
  ASSERT_FALSE(config.has_value()) << name;
  EXPECT_EQ(config.error().failure, Failure::malformed);
  EXPECT_THAT(config.error().cause, HasSubstr(name));
}

TEST(EdgeConfig, RefusesValuesThatNginxWouldMisread) {
  EdgeSettings bad = settings();
  bad.directory = "relative";
  expectRefused("directory", bad);
  bad = settings();
  bad.wire.keyFile = "/a b";
  expectRefused("wire.keyFile", bad);
  bad = settings();
  bad.wire.clientCaFile = "/a;include /etc/passwd";
  expectRefused("wire.clientCaFile", bad);
  bad = settings();
  bad.wire.certificateFile = "";
  expectRefused("wire.certificateFile", bad);
  bad = settings();
  bad.wire.address = "$host";
  expectRefused("wire.address", bad);
  bad = settings();
  bad.secret = "short";
  expectRefused("secret", bad);
  bad = settings();
  bad.wire.hubPort = 0;
  expectRefused("wire.hubPort", bad);
}

}  // namespace
}  // namespace hub::http
