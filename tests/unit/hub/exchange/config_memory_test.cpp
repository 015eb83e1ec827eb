#include "hub/exchange/config_memory.h"

#include <gtest/gtest.h>

namespace hub::exchange {
namespace {

ConfigMemory::Index indexOf(int items) {
  EnterpriseConfig config;
  for (int i = 0; i < items; ++i) {
    schemas::CollectItemConfig item;
    item.processCode = *schemas::TwoDigits::parse(std::to_string(10 + i));
    config.collectItems.push_back(item);
  }
  return std::make_shared<const quality::ConfigIndex>(quality::ConfigIndex::of(config));
}

TEST(ConfigMemory, CountsForItsDigestOnly) {
  ConfigMemory memory;
  const auto index = indexOf(1);
  memory.keep("E1", "a", index);
  EXPECT_EQ(memory.find("E1", "a"), index);
  EXPECT_EQ(memory.find("E1", "b"), nullptr);
  EXPECT_EQ(memory.find("E2", "a"), nullptr);
  const auto later = indexOf(2);
  memory.keep("E1", "b", later);
  EXPECT_EQ(memory.find("E1", "a"), nullptr);
  EXPECT_EQ(memory.find("E1", "b"), later);
}

TEST(ConfigMemory, StaysWithinItsBound) {
  ConfigMemory memory(5);
  memory.keep("E1", "a", indexOf(3));
  memory.keep("E1", "b", indexOf(3));  // in the place of the first
  memory.keep("E2", "a", indexOf(2));
  EXPECT_NE(memory.find("E1", "b"), nullptr);
  memory.keep("E3", "a", indexOf(3));
  EXPECT_EQ(memory.find("E1", "b"), nullptr);
  EXPECT_NE(memory.find("E3", "a"), nullptr);
}

}  // namespace
}  // namespace hub::exchange
