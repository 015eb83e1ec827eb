#include "hub/exchange/tolerance_counts.h"

#include <gtest/gtest.h>

namespace hub::exchange {
namespace {

TEST(ToleranceCounts, AddsUpForEachPeerAndRow) {
  ToleranceCounts counts;
  counts.add(PeerId{1}, {{"OQ-12", 2}, {"OQ-36", 1}}, TimePoint{std::chrono::seconds(5)});
  counts.add(PeerId{1}, {{"OQ-12", 3}}, TimePoint{std::chrono::seconds(9)});
  counts.add(PeerId{2}, {{"OQ-12", 1}}, TimePoint{std::chrono::seconds(7)});
  const auto taken = counts.take();
  ASSERT_EQ(taken.size(), 3u);
  EXPECT_EQ(taken[0].count, 5u);
  EXPECT_EQ(taken[0].last, TimePoint{std::chrono::seconds(9)});
  EXPECT_EQ(taken[2].peer, PeerId{2});
  EXPECT_TRUE(counts.take().empty());
}

TEST(ToleranceCounts, TakesBackWhatCouldNotBeStored) {
  ToleranceCounts counts;
  counts.add(PeerId{1}, {{"OQ-12", 2}}, TimePoint{std::chrono::seconds(5)});
  const auto taken = counts.take();
  counts.add(PeerId{1}, {{"OQ-12", 1}}, TimePoint{std::chrono::seconds(4)});
  counts.giveBack(taken);
  const auto again = counts.take();
  ASSERT_EQ(again.size(), 1u);
  EXPECT_EQ(again[0].count, 3u);
  EXPECT_EQ(again[0].last, TimePoint{std::chrono::seconds(5)});
}

}  // namespace
}  // namespace hub::exchange
