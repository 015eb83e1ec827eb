#include "hub/delivery/service_url.h"

#include <gtest/gtest.h>

using hub::delivery::serviceUrl;

namespace {

std::string urlOf(const char* advertised) {
  const auto url = serviceUrl(advertised);
  return url ? *url : "refused: " + url.error().cause;
}

}  // namespace

// N-8.3-13 OQ-03
TEST(ServiceUrl, PrefixesHttpsAndKeepsPortAndPath) {
  EXPECT_EQ(urlOf("192.168.1.2/downloadBaseData"), "https://192.168.1.2/downloadBaseData");
  EXPECT_EQ(urlOf("host.example:8443/a/b?c=1"), "https://host.example:8443/a/b?c=1");
  EXPECT_EQ(urlOf("host.example"), "https://host.example");
  EXPECT_EQ(urlOf("https://host.example:443/x"), "https://host.example:443/x");
  EXPECT_EQ(urlOf("HTTPS://host.example/x"), "https://host.example/x");
  EXPECT_EQ(urlOf(" 192.168.1.2/versionCheck \t"), "https://192.168.1.2/versionCheck");
}

// N-8.3-13
TEST(ServiceUrl, KnowsAnIpv6Literal) {
  EXPECT_EQ(urlOf("[2001:db8::1]:8443/x"), "https://[2001:db8::1]:8443/x");
  EXPECT_EQ(urlOf("https://[::1]/x"), "https://[::1]/x");
  EXPECT_EQ(urlOf("2001:db8::1/x"), "https://[2001:db8::1]/x");
}

// OQ-02
TEST(ServiceUrl, DropsTypographicBrackets) {
  EXPECT_EQ(urlOf("https://[192.168.1.2/downloadBaseData]"), "https://192.168.1.2/downloadBaseData");
  EXPECT_EQ(urlOf("[192.168.1.2/downloadBaseData]"), "https://192.168.1.2/downloadBaseData");
  EXPECT_EQ(urlOf("https://[www.example.cn]"), "https://www.example.cn");
  EXPECT_EQ(urlOf("[https://192.168.1.2/x]"), "https://192.168.1.2/x");
}

// N-8.3-13 N-6-2 OQ-03
TEST(ServiceUrl, RefusesWhatMustNotBeCalled) {
  for (const char* bad :
       {"http://192.168.1.2/x", "HTTP://192.168.1.2/x", "ftp://h/x", "https://user@h/x",
        "https://user:pw@h/x", "user@h/x", "", "   ", "https://", "/downloadBaseData", "https:///x", "h h/x",
        "h:0/x", "h:70000/x", "h:12a/x", "h:/x", "https://h\n/x", "file:///etc/passwd"})
    EXPECT_FALSE(serviceUrl(bad)) << bad;
}
