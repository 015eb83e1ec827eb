#include "hub/app/lanes.h"

#include <gtest/gtest.h>

#include <set>

#include "adapters/crypto/openssl_crypto.h"
#include "tests/fakes/fake_storage.h"
#include "tests/fakes/quiet_log.h"
#include "tests/fakes/scripted_partner.h"

namespace hub::app {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// A door that calls wait at until it is opened.
class Door {
 public:
  void open() {
    const std::lock_guard lock(mutex_);
    isOpen_ = true;
    moved_.notify_all();
  }
  void pass() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    moved_.wait_for(lock, seconds(30), [&] { return isOpen_; });
    --waiting_;
  }
  std::size_t waiting() {
    const std::lock_guard lock(mutex_);
    return waiting_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable moved_;
  bool isOpen_ = false;
  std::size_t waiting_ = 0;
};

template <class Condition>
bool within(seconds time, Condition holds) {
  const auto end = std::chrono::steady_clock::now() + time;
  while (!holds()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(milliseconds(5));
  }
  return true;
}

class LanesTest : public testing::Test {
 protected:
  PeerId knows(const std::string& name) {
    Peer peer;
    peer.name = name;
    peer.gUrl = "https://" + name + ".example/necc";
    peer.restcodes = {"900F67DB-A354-4BFA-85B8-F0573D84947C"};
    return *storage_.unit([&](UnitOfWork& work) { return work.peers().put(peer); });
  }
  void queues(PeerId peer, int count) {
    ASSERT_TRUE(storage_.unit([&](UnitOfWork& work) -> Result<void> {
      for (int i = 0; i < count; ++i) {
        const std::string sign = "2014-10-10-320000-14010702-" + crypto_.md5(std::to_string(++made_));
        HUB_CHECK(work.deliveries().enqueue(
            {.peer = peer, .kind = DeliveryKind::gTag, .enterprise = "14010702", .subject = sign}));
      }
      return {};
    }));
  }
  /// Calls to hosts that begin so wait at the door.
  void hangsAt(const std::string& host) {
    partner_.otherwise([this, host](const Call& call) -> fakes::PartnerAnswer {
      if (call.url.starts_with("https://" + host)) door_.pass();
      return CallReply{200, R"({"responsecode":"true"})", std::nullopt};
    });
  }
  std::unique_ptr<Lanes> lanes(const std::string& process = "one") {
    return std::make_unique<Lanes>(
        delivery::Surroundings{storage_, partner_, clock_, crypto_, log_, node_},
        DeliveryConfig{.threads = 2, .lease = seconds(20), .idle = milliseconds(20)}, process, metrics_);
  }
  std::size_t countOf(PeerId peer, DeliveryState state) {
    std::size_t count = 0;
    for (const Delivery& one : storage_.deliveries()) count += one.peer == peer && one.state == state;
    return count;
  }

  fakes::FakeStorage storage_;
  fakes::ScriptedPartner partner_;
  SystemClock clock_;
  crypto::OpenSslCrypto crypto_;
  fakes::QuietLog log_;
  NodeSettings node_;
  Metrics metrics_;
  Door door_;
  int made_ = 0;
};

TEST_F(LanesTest, APeerThatHangsDelaysNoOther) {
  const PeerId slow = knows("slow"), quick = knows("quick");
  hangsAt("slow");
  queues(slow, 10);
  queues(quick, 200);

  auto running = lanes();

  EXPECT_TRUE(within(seconds(10), [&] { return countOf(quick, DeliveryState::delivered) == 200; }));
  EXPECT_EQ(countOf(slow, DeliveryState::delivered), 0U);
  EXPECT_EQ(door_.waiting(), 2U);
  door_.open();
}

TEST_F(LanesTest, NoSessionIsHeldDuringCalls) {
  const PeerId slow = knows("slow");
  hangsAt("slow");
  queues(slow, 2);
  auto running = lanes();
  ASSERT_TRUE(within(seconds(10), [&] { return door_.waiting() == 2; }));

  // The in-memory store has one session: it would not come free.
  EXPECT_TRUE(storage_.unit([](UnitOfWork& work) { return work.time(); }));
  door_.open();
}

TEST_F(LanesTest, AStopLeavesNoClaimBehind) {
  const PeerId peer = knows("quick");
  hangsAt("none");
  queues(peer, 500);
  auto running = lanes();
  ASSERT_TRUE(within(seconds(10), [&] { return countOf(peer, DeliveryState::delivered) > 50; }));

  running->requestStop();
  running.reset();

  EXPECT_EQ(countOf(peer, DeliveryState::claimed), 0U);
  EXPECT_EQ(countOf(peer, DeliveryState::waiting) + countOf(peer, DeliveryState::delivered), 500U);
}

TEST_F(LanesTest, TheNumberOfWorkersChangesWithoutARestart) {
  const PeerId slow = knows("slow");
  hangsAt("slow");
  queues(slow, 20);
  auto running = lanes();
  ASSERT_TRUE(within(seconds(10), [&] { return door_.waiting() == 2; }));

  ASSERT_TRUE(storage_.unit([&](UnitOfWork& work) { return work.lanes().set(slow, {.concurrency = 5}); }));

  EXPECT_TRUE(within(seconds(10), [&] { return door_.waiting() == 5; }));
  door_.open();
  EXPECT_TRUE(within(seconds(10), [&] { return countOf(slow, DeliveryState::delivered) == 20; }));
}

TEST_F(LanesTest, TwoProcessesSendEachDeliveryOnce) {
  const PeerId peer = knows("quick");
  hangsAt("none");
  queues(peer, 400);

  auto one = lanes("one");
  auto two = lanes("two");

  ASSERT_TRUE(within(seconds(20), [&] { return countOf(peer, DeliveryState::delivered) == 400; }));
  std::set<std::string> bodies;
  for (const Call& call : partner_.calls()) bodies.insert(call.body);
  EXPECT_EQ(partner_.calls().size(), 400U);
  EXPECT_EQ(bodies.size(), 400U);
}

// N-8.8-8
TEST_F(LanesTest, WhatAProcessThatDiedHadClaimedIsSentWhenItsLeaseHasRunOut) {
  const PeerId peer = knows("quick");
  hangsAt("none");
  queues(peer, 1);
  ASSERT_TRUE(storage_.unit([&](UnitOfWork& work) {
    return work.deliveries().claim(
        {.peer = peer, .worker = "dead", .now = clock_.now(), .lease = seconds(20), .after = {}});
  }));
  storage_.moveClock(seconds(21));

  auto running = lanes();

  EXPECT_TRUE(within(seconds(5), [&] { return countOf(peer, DeliveryState::delivered) == 1; }));
}

}  // namespace
}  // namespace hub::app
