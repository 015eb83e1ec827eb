#include "hub/exchange/upload_slot.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace hub::exchange {
namespace {

int secondOf(const std::string& slot) {
  return std::stoi(slot.substr(0, 2)) * 3600 + std::stoi(slot.substr(3, 2)) * 60 +
         std::stoi(slot.substr(6, 2));
}

// F-1.2 OQ-17
TEST(UploadSlot, IsATimeOfDayWithinTheWindowAndAlwaysTheSame) {
  const NodeSettings node;
  for (int i = 0; i < 500; ++i) {
    const std::string serial = "9133000057397" + std::to_string(i);
    const std::string slot = uploadSlot(node, serial);
    ASSERT_EQ(slot.size(), 8u) << slot;
    ASSERT_TRUE(schemas::CivilTime::parse("2026-11-20 " + slot)) << slot;
    EXPECT_GE(secondOf(slot), 30 * 60);
    EXPECT_LT(secondOf(slot), 30 * 60 + 5 * 3600);
    EXPECT_EQ(uploadSlot(node, serial), slot);
  }
}

// OQ-17
TEST(UploadSlot, SpreadsSeventeenThousandDevicesOverTheMinutes) {
  const NodeSettings node;
  std::map<int, int> perMinute;
  for (int i = 0; i < 17'000; ++i)
    ++perMinute[secondOf(uploadSlot(node, "91330000573" + std::to_string(i))) / 60];
  int most = 0;
  for (const auto& [minute, devices] : perMinute) most = std::max(most, devices);
  EXPECT_EQ(perMinute.size(), 300u);
  EXPECT_LT(most, 100);  // 57 on average
}

TEST(UploadSlot, AWindowMayRunPastMidnightOrHaveNoWidth) {
  NodeSettings node;
  node.deviceSlotFrom = schemas::CivilTime{23 * 3600};
  node.deviceSlotSpan = std::chrono::minutes(120);
  bool before = false, after = false;
  for (int i = 0; i < 200; ++i) {
    const int second = secondOf(uploadSlot(node, std::to_string(i)));
    EXPECT_TRUE(second >= 23 * 3600 || second < 3600);
    (second >= 23 * 3600 ? before : after) = true;
  }
  EXPECT_TRUE(before && after);
  node.deviceSlotSpan = std::chrono::minutes(0);
  EXPECT_EQ(uploadSlot(node, "a"), "23:00:00");
}

}  // namespace
}  // namespace hub::exchange
