#include "adapters/mysql/peer_memory.h"

#include <gtest/gtest.h>

namespace hub::mysql {
namespace {

Peer named(const char* name) {
  Peer peer;
  peer.name = name;
  return peer;
}

TEST(PeerMemory, RemembersUntilTheRegistryChanges) {
  PeerMemory memory;
  EXPECT_FALSE(memory.find(1, "certificate a"));
  memory.keep(1, "certificate a", named("city"));
  ASSERT_TRUE(memory.find(1, "certificate a"));
  EXPECT_EQ(memory.find(1, "certificate a")->name, "city");
  EXPECT_FALSE(memory.find(1, "device a"));
  EXPECT_FALSE(memory.find(2, "certificate a"));
  EXPECT_FALSE(memory.find(1, "certificate a")) << "the registry may have been set back";
}

// What a slow thread has read before a change must not stand after it.
TEST(PeerMemory, KeepsNothingOfAnOlderCount) {
  PeerMemory memory;
  EXPECT_FALSE(memory.find(5, "certificate a"));
  memory.keep(4, "certificate a", named("before the change"));
  EXPECT_FALSE(memory.find(5, "certificate a"));
}

TEST(PeerMemory, RemembersThatThereIsNobodyAbove) {
  PeerMemory memory;
  EXPECT_FALSE(memory.upstreams(1));
  memory.keepUpstreams(1, {});
  ASSERT_TRUE(memory.upstreams(1));
  EXPECT_TRUE(memory.upstreams(1)->empty());
  EXPECT_FALSE(memory.upstreams(2));
}

}  // namespace
}  // namespace hub::mysql
