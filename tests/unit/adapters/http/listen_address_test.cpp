#include "adapters/http/listen_address.h"

#include <gtest/gtest.h>

namespace hub::http {
namespace {

TEST(ListenAddress, LoopbackIs127) {
  EXPECT_TRUE(isLoopbackAddress("127.0.0.1"));
  EXPECT_TRUE(isLoopbackAddress("127.9.9.9"));
  for (const char* other : {"128.0.0.1", "10.0.0.1", "0.0.0.0", "localhost", "", "127.0.0", "127.0.0.1 "})
    EXPECT_FALSE(isLoopbackAddress(other)) << other;
}

TEST(ListenAddress, PrivateAreThePrivateNetworks) {
  for (const char* inside : {"127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.7.7"})
    EXPECT_TRUE(isPrivateAddress(inside)) << inside;
  for (const char* outside :
       {"0.0.0.0", "172.15.0.1", "172.32.0.1", "192.169.0.1", "11.0.0.1", "8.8.8.8", "*", "::"})
    EXPECT_FALSE(isPrivateAddress(outside)) << outside;
}

}  // namespace
}  // namespace hub::http
