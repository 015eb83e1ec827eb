#include "hub/exchange/source_address.h"

#include <gtest/gtest.h>

namespace hub::exchange {
namespace {

bool holds(const std::string& range, const std::string& address) { return comesFrom({range}, address); }

TEST(SourceAddress, ASingleAddressHoldsItself) {
  EXPECT_TRUE(holds("10.1.2.3", "10.1.2.3"));
  EXPECT_FALSE(holds("10.1.2.3", "10.1.2.4"));
  EXPECT_TRUE(holds("2001:db8::1", "2001:0db8:0::0001"));
  EXPECT_FALSE(holds("2001:db8::1", "2001:db8::2"));
}

TEST(SourceAddress, ARangeHoldsWhatSharesItsFirstBits) {
  EXPECT_TRUE(holds("10.1.0.0/16", "10.1.255.255"));
  EXPECT_FALSE(holds("10.1.0.0/16", "10.2.0.0"));
  EXPECT_TRUE(holds("10.1.2.64/26", "10.1.2.127"));
  EXPECT_FALSE(holds("10.1.2.64/26", "10.1.2.128"));
  EXPECT_FALSE(holds("10.1.2.64/26", "10.1.2.63"));
  EXPECT_TRUE(holds("10.1.2.3/24", "10.1.2.200"));
  EXPECT_TRUE(holds("10.1.2.3/32", "10.1.2.3"));
  EXPECT_TRUE(holds("2001:db8::/33", "2001:db8:7fff::1"));
  EXPECT_FALSE(holds("2001:db8::/33", "2001:db8:8000::1"));
}

TEST(SourceAddress, AnIpv4AddressMappedIntoIpv6IsTheIpv4Address) {
  EXPECT_TRUE(holds("10.1.0.0/16", "::ffff:10.1.2.3"));
  EXPECT_TRUE(holds("::ffff:10.1.2.3", "10.1.2.3"));
  EXPECT_TRUE(holds("::ffff:10.1.0.0/112", "10.1.2.3"));
  EXPECT_FALSE(holds("::ffff:10.1.0.0/112", "10.2.2.3"));
}

TEST(SourceAddress, NoRangeOfIpv6HoldsAnIpv4Address) {
  EXPECT_FALSE(SourceRange::parse("::/0"));
  EXPECT_FALSE(holds("0::/16", "10.1.2.3"));
  EXPECT_FALSE(holds("::a01:203", "10.1.2.3"));
}

TEST(SourceAddress, RefusesRangesThatLetEverybodyIn) {
  for (const char* range :
       {"0.0.0.0/0", "10.0.0.0/7", "::ffff:0:0/96", "::ffff:10.0.0.0/103", "2000::/3", "2001::/15"})
    EXPECT_FALSE(SourceRange::parse(range)) << range;
  for (const char* range : {"10.0.0.0/8", "2001::/16", "::ffff:10.0.0.0/104"})
    EXPECT_TRUE(SourceRange::parse(range)) << range;
}

TEST(SourceAddress, RefusesWhatIsNoAddress) {
  const std::string texts[] = {"",
                               " ",
                               "10.1.2",
                               "10.1.2.3.4",
                               "10.1.2.256",
                               "10.1.2.3 ",
                               " 10.1.2.3",
                               "010.1.2.3",
                               "10.1.2.3:80",
                               "0x0a.1.2.3",
                               "localhost",
                               "*",
                               "::g",
                               ":::",
                               "fe80::1%eth0",
                               "[::1]",
                               "10.1.2.3/",
                               "10.1.2.3/33",
                               "10.1.2.3/-1",
                               "10.1.2.3/+8",
                               "10.1.2.3/08",
                               "10.1.2.3/8/8",
                               "10.1.2.3/a",
                               "10.1.2.3/255.255.0.0",
                               "::1/129",
                               "/16",
                               std::string("10.1.2.3\0", 9),
                               std::string(5000, '1')};
  for (const std::string& text : texts) {
    EXPECT_FALSE(SourceRange::parse(text)) << text;
    EXPECT_FALSE(comesFrom({text}, "10.1.2.3")) << text;
    EXPECT_FALSE(comesFrom({"10.0.0.0/8"}, text)) << text;
  }
}

TEST(SourceAddress, AnEmptyListHoldsNobody) { EXPECT_FALSE(comesFrom({}, "10.1.2.3")); }

TEST(SourceAddress, ANonsensicalRangeDoesNotHideTheOthers) {
  EXPECT_TRUE(comesFrom({"nonsense", "10.1.2.3"}, "10.1.2.3"));
}

}  // namespace
}  // namespace hub::exchange
