#include "adapters/partners/load_target.h"

#include <gtest/gtest.h>

namespace hub::partners {
namespace {

TEST(LoadTarget, SplitsAnAddress) {
  const auto target = loadTargetOf("https://127.0.0.1:28443/uploadEnergyData?a=1");

  ASSERT_TRUE(target);
  EXPECT_EQ(target->authority, "127.0.0.1:28443");
  EXPECT_EQ(target->path, "/uploadEnergyData?a=1");
  EXPECT_EQ(target->address.ss_family, AF_INET);
}

TEST(LoadTarget, TakesThePathAndPortThatAreNotThere) {
  const auto target = loadTargetOf("https://127.0.0.1");

  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, "/");
}

TEST(LoadTarget, KnowsWhatIsInside) {
  for (const char* inside :
       {"127.0.0.1", "127.9.9.9:1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.7.7", "169.254.1.1",
        "[::1]:443", "[fd00::1]", "[fe80::1]", "[::ffff:10.0.0.1]"})
    EXPECT_TRUE(loadTargetOf(std::string("https://") + inside)->isInside) << inside;
  for (const char* outside : {"8.8.8.8", "172.32.0.1", "172.15.0.1", "11.0.0.1", "128.0.0.1", "192.169.0.1",
                              "[2001:db8::1]", "[::ffff:8.8.8.8]"})
    EXPECT_FALSE(loadTargetOf(std::string("https://") + outside)->isInside) << outside;
}

TEST(LoadTarget, RefusesWhatIsNoHttpsAddress) {
  for (const char* wrong :
       {"http://127.0.0.1/", "127.0.0.1", "https://user@127.0.0.1/", "https://127.0.0.1/a b",
        "https://127.0.0.1/\r\nX: y", "https://127.0.0.1:nothing/"})
    EXPECT_FALSE(loadTargetOf(wrong)) << wrong;
}

}  // namespace
}  // namespace hub::partners
