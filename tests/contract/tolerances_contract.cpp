#include <algorithm>

#include "tests/contract/contract.h"

namespace {

using contract::at;
using hub::PeerId;
using hub::ToleranceCount;

class TolerancesContract : public contract::StorageContract {
 protected:
  void add(const std::vector<ToleranceCount>& counts) {
    unit([&](auto& work) { return work.tolerances().add(counts); });
  }
  std::vector<ToleranceCount> listed(std::optional<PeerId> peer) {
    return unit([&](auto& work) { return work.tolerances().list(peer); });
  }

  const hub::TimePoint early_ = at("2026-11-20 01:00:00"), late_ = at("2026-11-20 02:00:00");
};
INSTANTIATE_TEST_SUITE_P(Of, TolerancesContract, testing::ValuesIn(contract::kinds()), contract::nameOf);

TEST_P(TolerancesContract, CountsOfOnePeerAddUpByRow) {
  const PeerId peer = newPeer();

  add({{peer, "OQ-12", 3, late_}, {peer, "F-1.3", 1, early_}});
  add({{peer, "OQ-12", 4'000'000'000'000, early_}, {peer, "oq-12", 7, late_}});

  const auto found = listed(peer);
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].peer, peer);
  EXPECT_EQ(found[0].row, "F-1.3");
  EXPECT_EQ(found[0].count, 1u);
  EXPECT_EQ(found[0].last, early_);
  EXPECT_EQ(found[1].row, "OQ-12");
  EXPECT_EQ(found[1].count, 4'000'000'000'003u);
  EXPECT_EQ(found[1].last, late_);
  EXPECT_EQ(found[2].row, "oq-12");
}

TEST_P(TolerancesContract, OneRowTwiceInOneCallAddsUpToo) {
  const PeerId peer = newPeer();

  add({{peer, "OQ-12", 1, late_}, {peer, "F-1.3", 1, early_}, {peer, "OQ-12", 2, early_}});

  const auto found = listed(peer);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[1].count, 3u);
  EXPECT_EQ(found[1].last, late_);
}

TEST_P(TolerancesContract, AllAreListedByPeerThenRow) {
  const PeerId first = newPeer(), second = newPeer(), silent = newPeer();
  add({{second, "OQ-12", 1, early_}, {first, "OQ-13", 1, early_}, {first, "OQ-12", 1, early_}});

  const auto all = listed(std::nullopt);

  EXPECT_TRUE(std::ranges::is_sorted(all, [](const ToleranceCount& a, const ToleranceCount& b) {
    return std::tie(a.peer, a.row) < std::tie(b.peer, b.row);
  }));
  EXPECT_EQ(std::ranges::count(all, first, &ToleranceCount::peer), 2);
  EXPECT_EQ(std::ranges::count(all, second, &ToleranceCount::peer), 1);
  EXPECT_TRUE(listed(silent).empty());
}

TEST_P(TolerancesContract, NothingToAddIsNoFailure) {
  const PeerId peer = newPeer();
  add({});
  EXPECT_TRUE(listed(peer).empty());
}

TEST_P(TolerancesContract, FlushesAtOnceLoseNothing) {
  const PeerId peer = newPeer();

  contract::together(4, [&](int worker) {
    std::vector<ToleranceCount> counts;
    for (int row = 0; row < 20; ++row) counts.push_back({peer, "OQ-" + std::to_string(10 + row), 1, early_});
    if (worker % 2 == 1) std::ranges::reverse(counts);
    for (int round = 0; round < 5; ++round) add(counts);
  });

  for (const ToleranceCount& one : listed(peer)) EXPECT_EQ(one.count, 20u) << one.row;
}

}  // namespace
