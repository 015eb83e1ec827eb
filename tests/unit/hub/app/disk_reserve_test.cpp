#include "hub/app/disk_reserve.h"

#include <gtest/gtest.h>

namespace hub::app {
namespace {

constexpr std::uint64_t kGib = 1ull << 30;

DiskConfig standard() {
  DiskConfig config;
  config.path = "/";
  return config;
}

TEST(DiskReserve, IsTheLargerOfBoth) {
  EXPECT_EQ(reserveBytes(standard(), {.freeBytes = 0, .totalBytes = 10 * kGib}), 2 * kGib);
  EXPECT_EQ(reserveBytes(standard(), {.freeBytes = 0, .totalBytes = 100 * kGib}), 100 * kGib / 100 * 10);
}

TEST(DiskReserve, IsReachedBelowIt) {
  EXPECT_TRUE(hasReserve(standard(), DiskSpace{.freeBytes = 2 * kGib, .totalBytes = 10 * kGib}));
  EXPECT_FALSE(hasReserve(standard(), DiskSpace{.freeBytes = 2 * kGib - 1, .totalBytes = 10 * kGib}));
}

TEST(DiskReserve, IsNotWatchedWithoutAPath) {
  EXPECT_FALSE(spaceAt(""));
  EXPECT_FALSE(spaceAt("/no/such/directory"));
  EXPECT_TRUE(hasReserve(standard(), std::nullopt));
}

TEST(DiskReserve, AsksTheVolume) {
  const auto space = spaceAt("/");

  ASSERT_TRUE(space);
  EXPECT_GT(space->totalBytes, 0u);
}

}  // namespace
}  // namespace hub::app
