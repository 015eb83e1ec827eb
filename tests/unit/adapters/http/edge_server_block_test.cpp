#include "adapters/http/edge_server_block.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hub::http {
namespace {

using testing::HasSubstr;
using testing::Not;

EdgeSettings settings() {
  EdgeSettings out;
  out.secret = std::string(64, '5');
  out.wire.clientCaFile = "/etc/nenghub/ca.crt";
  out.wire.hubAddress = "10.0.0.7";
  out.wire.hubPort = 18090;
  return out;
}

EdgeServerBlock block() {
  EdgeServerBlock out;
  out.name = "door";
  out.says = "device";
  out.listen = "127.0.0.1:1443";
  out.certificateFile = "/etc/nenghub/door.crt";
  out.keyFile = "/etc/nenghub/door.key";
  out.upstream = "hub_door";
  out.limits = "        limit_conn by_door 7;\n";
  out.locations = {{"= /register", "            limit_req zone=few;\n"}, {"/", ""}};
  return out;
}

std::size_t countOf(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST(EdgeServerBlock, HasItsPlaceItsCertificateAndItsLimits) {
  const std::string text = serverBlock(settings(), block());

  EXPECT_THAT(text, HasSubstr("listen 127.0.0.1:1443 ssl "));
  EXPECT_THAT(text, HasSubstr("ssl_certificate /etc/nenghub/door.crt;"));
  EXPECT_THAT(text, HasSubstr("ssl_certificate_key /etc/nenghub/door.key;"));
  EXPECT_THAT(text, HasSubstr("ssl_client_certificate /etc/nenghub/ca.crt;"));
  EXPECT_THAT(text, HasSubstr("ssl_session_cache shared:door:16m;"));
  EXPECT_THAT(text, HasSubstr("limit_conn by_door 7;"));
  EXPECT_EQ(text.find('@'), text.npos);
}

TEST(EdgeServerBlock, TellsTheHubTheListenerInEveryLocation) {
  const std::string text = serverBlock(settings(), block());

  EXPECT_THAT(text, HasSubstr("location = /register {\n            limit_req zone=few;"));
  EXPECT_THAT(text, HasSubstr("location / {\n            if "));
  for (const char* line :
       {"proxy_pass http://hub_door$wire_path;", "proxy_pass_request_headers off;",
        "proxy_set_header Nenghub-Listener device;", "proxy_set_header X-Nenghub-Edge 5555",
        "proxy_set_header X-Nenghub-Certificate $ssl_client_escaped_cert;",
        "proxy_set_header X-Nenghub-Address $remote_addr;"})
    EXPECT_EQ(countOf(text, line), 2u) << line;
}

TEST(EdgeServerBlock, DemandsOrChecksAClientCertificate) {
  EdgeServerBlock open = block();
  EXPECT_THAT(serverBlock(settings(), open), HasSubstr("ssl_verify_client on;"));
  open.certificate = ClientCertificate::optional;
  EXPECT_THAT(serverBlock(settings(), open), HasSubstr("ssl_verify_client optional;"));
}

TEST(EdgeServerBlock, SpeaksOldTlsOnlyWhenAsked) {
  EdgeServerBlock old = block();
  EXPECT_THAT(serverBlock(settings(), old), HasSubstr("ssl_protocols TLSv1.2 TLSv1.3;"));
  EXPECT_THAT(serverBlock(settings(), old), Not(HasSubstr("SECLEVEL")));
  old.versions = TlsVersions::legacy;
  EXPECT_THAT(serverBlock(settings(), old), HasSubstr("ssl_protocols TLSv1 TLSv1.1 TLSv1.2;"));
  EXPECT_THAT(serverBlock(settings(), old), HasSubstr("ssl_ciphers DEFAULT@SECLEVEL=0;"));
}

TEST(EdgeServerBlock, AnswersItsOwnErrorsWithTheTwoMembers) {
  const std::string text = serverBlock(settings(), block());

  EXPECT_THAT(text, HasSubstr(R"(return 403 '{"responseCode":"E2002","responseMessage":")"));
  EXPECT_THAT(text, HasSubstr("error_page 403 495 496 =403 /_edge/403;"));
  EXPECT_THAT(text, HasSubstr("add_header Retry-After 5 always;"));
}

TEST(EdgeServerBlock, WritesItsErrorsInAsciiWhenAsked) {
  EdgeServerBlock ascii = block();
  EXPECT_THAT(serverBlock(settings(), ascii), HasSubstr("客户端证书"));
  ascii.asciiFaults = true;
  const std::string text = serverBlock(settings(), ascii);
  EXPECT_THAT(text, Not(HasSubstr("客户端证书")));
  EXPECT_THAT(text, HasSubstr(R"(\u5ba2\u6237\u7aef\u8bc1\u4e66)"));
}

TEST(EdgeServerBlock, ReachesTheHubOfTheWireWithItsOwnRoom) {
  const std::string text = upstreamBlock(settings(), "hub_door", 9);

  EXPECT_THAT(text, HasSubstr("upstream hub_door {"));
  EXPECT_THAT(text, HasSubstr("server 10.0.0.7:18090 max_conns=9 max_fails=0;"));
  EXPECT_THAT(text, HasSubstr("keepalive 9;"));
}

}  // namespace
}  // namespace hub::http
