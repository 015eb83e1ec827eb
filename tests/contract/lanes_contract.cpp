#include <atomic>

#include "tests/contract/contract.h"

namespace {

using contract::at;
using hub::BreakerState;
using hub::LaneState;
using hub::PeerId;
using hub::TimePoint;

class LanesContract : public contract::StorageContract {
 protected:
  void SetUp() override { peer_ = newPeer(); }
  LaneState lane() {
    return unit([&](auto& work) { return work.lanes().find(peer_); });
  }
  bool open(TimePoint now, TimePoint probeAt, const std::string& cause = "tls") {
    return unit([&](auto& work) { return work.lanes().open(peer_, cause, "证书过期𠮷", now, probeAt); });
  }
  bool takeProbe(TimePoint now, TimePoint until) {
    return unit([&](auto& work) { return work.lanes().takeProbe(peer_, now, until); });
  }
  bool succeeded(TimePoint now) {
    return unit([&](auto& work) { return work.lanes().succeeded(peer_, now); });
  }
  hub::Breaker failed(const std::string& cause) {
    return unit([&](auto& work) { return work.lanes().failed(peer_, cause, now_); });
  }
  bool isListed() {
    for (const LaneState& one : unit([](auto& work) { return work.lanes().list(); }))
      if (one.peer == peer_) return true;
    return false;
  }

  PeerId peer_{};
  TimePoint now_ = at("2026-11-20 10:00:00");
  std::chrono::seconds wait_{30};
};
INSTANTIATE_TEST_SUITE_P(Of, LanesContract, testing::ValuesIn(contract::kinds()), contract::nameOf);

// T-09
TEST_P(LanesContract, AProbeThatWasSetUnderAnotherClockIsDueAtOnce) {
  open(now_, now_ + std::chrono::hours{3});
  EXPECT_TRUE(takeProbe(now_, now_ + wait_));
}

TEST_P(LanesContract, APeerWithoutARowHasDefaults) {
  const LaneState found = lane();

  EXPECT_EQ(found.peer, peer_);
  EXPECT_EQ(found.settings, hub::LaneSettings{});
  EXPECT_FALSE(found.pause);
  EXPECT_EQ(found.breaker.state, BreakerState::closed);
  EXPECT_FALSE(found.restUntil || found.lastSuccess || found.lastFailure);
  EXPECT_FALSE(isListed());
  EXPECT_FALSE(takeProbe(now_, now_));
}

TEST_P(LanesContract, SettingsAndPauseAreKeptApart) {
  const hub::LaneSettings settings{3, 60, 1u << 20, 1, 79'200, 21'600};
  unit([&](auto& work) { return work.lanes().set(peer_, settings); });
  unit([&](auto& work) { return work.lanes().setPause(peer_, hub::LanePause{"对方升级𠮷", "张三", now_}); });

  EXPECT_EQ(lane().settings, settings);
  ASSERT_TRUE(lane().pause);
  EXPECT_EQ(lane().pause->reason, "对方升级𠮷");
  EXPECT_EQ(lane().pause->by, "张三");
  EXPECT_EQ(lane().pause->since, now_);
  EXPECT_TRUE(isListed());
  unit([&](auto& work) { return work.lanes().set(peer_, {}); });
  EXPECT_TRUE(lane().pause);
  unit([&](auto& work) { return work.lanes().setPause(peer_, std::nullopt); });
  EXPECT_FALSE(lane().pause);
}

TEST_P(LanesContract, OfTwoRestsTheLaterStands) {
  const auto rest = [&](TimePoint until) {
    unit([&](auto& work) { return work.lanes().rest(peer_, until); });
  };
  rest(now_ + wait_);
  rest(now_ + std::chrono::seconds{1});
  EXPECT_EQ(lane().restUntil, now_ + wait_);
  rest(now_ + 2 * wait_);
  EXPECT_EQ(lane().restUntil, now_ + 2 * wait_);
}

TEST_P(LanesContract, FailuresInARowAreCountedUntilASuccess) {
  EXPECT_EQ(failed("timeout").failures, 1u);
  const hub::Breaker second = failed("dns");
  EXPECT_EQ(second.failures, 2u);
  EXPECT_EQ(second.cause, "dns");
  EXPECT_EQ(second.state, BreakerState::closed);
  EXPECT_EQ(lane().lastFailure, now_);

  EXPECT_FALSE(succeeded(now_)) << "it had not been open";

  EXPECT_EQ(lane().breaker.failures, 0u);
  EXPECT_EQ(lane().breaker.cause, "");
  EXPECT_EQ(lane().lastSuccess, now_);
}

TEST_P(LanesContract, OfManyWorkersOneHearsThatItOpened) {
  std::atomic<int> heard{0};

  contract::together(4, [&](int) {
    failed("tls");
    if (open(now_, now_ + wait_)) ++heard;
  });

  EXPECT_EQ(heard, 1);
  const hub::Breaker breaker = lane().breaker;
  EXPECT_EQ(breaker.state, BreakerState::open);
  EXPECT_EQ(breaker.failures, 4u);
  EXPECT_EQ(breaker.openedAt, now_);
  EXPECT_EQ(breaker.probeAt, now_ + wait_);
  EXPECT_EQ(breaker.cause, "tls");
  EXPECT_EQ(breaker.message, "证书过期𠮷");
}

TEST_P(LanesContract, OfManyWorkersOneProbesWhenItIsTime) {
  open(now_, now_ + wait_);
  EXPECT_FALSE(takeProbe(now_ + wait_ - std::chrono::milliseconds{1}, now_ + 2 * wait_));
  std::atomic<int> probes{0};

  contract::together(4, [&](int) {
    if (takeProbe(now_ + wait_, now_ + 2 * wait_)) ++probes;
  });

  EXPECT_EQ(probes, 1);
  EXPECT_EQ(lane().breaker.state, BreakerState::halfOpen);
}

TEST_P(LanesContract, AProbeThatNeverCameBackIsSentAgain) {
  open(now_, now_);
  ASSERT_TRUE(takeProbe(now_, now_ + wait_));

  EXPECT_FALSE(takeProbe(now_ + wait_ - std::chrono::milliseconds{1}, now_ + 2 * wait_));
  EXPECT_TRUE(takeProbe(now_ + wait_, now_ + 2 * wait_));
}

TEST_P(LanesContract, AProbeThatFailedOpensItAgainUnheard) {
  open(now_, now_);
  ASSERT_TRUE(takeProbe(now_, now_ + wait_));
  const TimePoint later = now_ + std::chrono::seconds{2};

  EXPECT_FALSE(open(later, later + 2 * wait_, "connect"));

  const hub::Breaker breaker = lane().breaker;
  EXPECT_EQ(breaker.state, BreakerState::open);
  EXPECT_EQ(breaker.probes, 1u);
  EXPECT_EQ(breaker.openedAt, now_);
  EXPECT_EQ(breaker.probeAt, later + 2 * wait_);
  EXPECT_EQ(breaker.cause, "connect");
}

TEST_P(LanesContract, WhoWasOnTheirWayWhenItOpenedChangeNothing) {
  open(now_, now_ + wait_);

  EXPECT_FALSE(open(now_ + wait_, now_ + 9 * wait_, "timeout"));
  failed("timeout");

  EXPECT_EQ(lane().breaker.probeAt, now_ + wait_);
  EXPECT_EQ(lane().breaker.cause, "tls");
}

TEST_P(LanesContract, ASuccessClosesItAndOneHearsIt) {
  failed("tls");
  open(now_, now_);
  takeProbe(now_, now_ + wait_);

  EXPECT_TRUE(succeeded(now_));
  EXPECT_FALSE(succeeded(now_));

  const hub::Breaker breaker = lane().breaker;
  EXPECT_EQ(breaker.state, BreakerState::closed);
  EXPECT_EQ(breaker.failures, 0u);
  EXPECT_EQ(breaker.probes, 0u);
  EXPECT_EQ(breaker.message, "");
  EXPECT_TRUE(open(now_, now_)) << "a new fault is heard again";
}

TEST_P(LanesContract, OverlongWordsDoNotStopTheLane) {
  std::string overlong;
  while (overlong.size() < 100'000) overlong += "长";

  EXPECT_TRUE(unit([&](auto& work) { return work.lanes().open(peer_, overlong, overlong, now_, now_); }));
  unit([&](auto& work) { return work.lanes().setPause(peer_, hub::LanePause{overlong, overlong, now_}); });
  EXPECT_TRUE(lane().pause->reason.starts_with("长长"));
}

}  // namespace
