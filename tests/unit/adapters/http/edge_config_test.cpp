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

EdgeSettings withDevices() {
  EdgeSettings out = settings();
  out.device = DeviceListener{.port = 28445};
  out.legacy = DeviceListener{
      .port = 28446, .certificateFile = "/etc/nenghub/old.crt", .keyFile = "/etc/nenghub/old.key"};
  return out;
}

/// The server block that listens on `port`.
std::string serverOn(const std::string& config, int port) {
  const auto at = config.find(":" + std::to_string(port) + " ssl");
  if (at == config.npos) return {};
  return config.substr(at, config.find("\n    }\n", at) - at);
}

TEST(EdgeConfig, HasNoDoorForDevicesUnlessAsked) {
  const std::string config = edgeConfig(settings()).value();

  EXPECT_THAT(config, Not(HasSubstr("ssl_verify_client optional;")));
  EXPECT_THAT(config, Not(HasSubstr("SECLEVEL")));
  EXPECT_THAT(config, Not(HasSubstr("Nenghub-Listener device;")));
  EXPECT_THAT(config, HasSubstr("Nenghub-Listener wire;"));
}

TEST(EdgeConfig, GivesDevicesADoorOfTheirOwn) {
  const std::string config = edgeConfig(withDevices()).value();
  const std::string device = serverOn(config, 28445);

  EXPECT_THAT(config, Not(testing::ContainsRegex("@[A-Z_]+@")));
  EXPECT_THAT(device, HasSubstr("ssl_verify_client optional;"));
  EXPECT_THAT(device, HasSubstr("ssl_protocols TLSv1.2 TLSv1.3;"));
  EXPECT_THAT(device, HasSubstr("ssl_certificate /etc/nenghub/server.crt;"));
  EXPECT_THAT(device, HasSubstr("ssl_client_certificate /etc/nenghub/ca.crt;"));
  EXPECT_THAT(device, HasSubstr("Nenghub-Listener device;"));
  EXPECT_THAT(device, HasSubstr("proxy_pass http://hub_devices$wire_path;"));
  EXPECT_THAT(serverOn(config, 18443), HasSubstr("ssl_verify_client on;"));
}

TEST(EdgeConfig, CutsShortWhatStrangersMayDo) {
  EdgeSettings given = withDevices();
  given.deviceLimits = {.insideMax = 11,
                        .atOnce = 12,
                        .perStranger = 13,
                        .perSecond = 14,
                        .registrations = 15,
                        .registrationBytesMax = 16};
  const std::string config = edgeConfig(given).value();

  EXPECT_THAT(config, HasSubstr("zone=stranger_requests:8m rate=14r/s;"));
  EXPECT_THAT(config, HasSubstr("zone=stranger_registrations:8m rate=15r/m;"));
  EXPECT_THAT(config, HasSubstr("server 127.0.0.1:18090 max_conns=11 "));
  for (const int port : {28445, 28446}) {
    const std::string device = serverOn(config, port);
    for (const char* limit :
         {"limit_conn all_devices 12;", "limit_conn by_stranger 13;", "limit_conn by_certificate 64;",
          "limit_req zone=stranger_requests burst=70 delay=14;", "client_max_body_size 16;",
          "limit_req zone=stranger_registrations burst=15 nodelay;", "location = / {",
          "location = /register {"})
      EXPECT_THAT(device, HasSubstr(limit));
  }
}

TEST(EdgeConfig, GivesOldTlsAPortOfItsOwnThatTheLogNames) {
  const std::string config = edgeConfig(withDevices()).value();
  const std::string legacy = serverOn(config, 28446);

  EXPECT_THAT(legacy, HasSubstr("ssl_protocols TLSv1 TLSv1.1 TLSv1.2;"));
  EXPECT_THAT(legacy, HasSubstr("ssl_ciphers DEFAULT@SECLEVEL=0;"));
  EXPECT_THAT(legacy, HasSubstr("ssl_verify_client optional;"));
  EXPECT_THAT(legacy, HasSubstr("ssl_certificate /etc/nenghub/old.crt;"));
  EXPECT_THAT(legacy, HasSubstr("Nenghub-Listener device;"));
  EXPECT_THAT(config, HasSubstr("default wire;\n        28445 device;\n        28446 legacy;"));
  EXPECT_THAT(config, HasSubstr(R"("listener":"$listener")"));
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
  bad = withDevices();
  bad.device->port = 0;
  expectRefused("device.port", bad);
  bad = withDevices();
  bad.legacy->keyFile = "";
  expectRefused("legacy.keyFile", bad);
  bad = withDevices();
  bad.device->address = "a b";
  expectRefused("device.address", bad);
  bad = withDevices();
  bad.legacy->port = bad.device->port;
  expectRefused("legacy.port", bad);
  bad = withDevices();
  bad.device->port = bad.wire.port;
  expectRefused("device.port", bad);
}

}  // namespace
}  // namespace hub::http
