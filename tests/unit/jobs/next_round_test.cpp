#include "jobs/next_round.h"

#include <gtest/gtest.h>

#include "tests/fakes/fake_storage.h"

namespace hub::jobs {
namespace {

class NextRoundTest : public testing::Test {
 protected:
  /// As many rows of the peer that wait for the following round.
  void queueUp(int count) {
    ASSERT_TRUE(storage.unit([&](UnitOfWork& work) -> Result<void> {
      for (int i = 0; i < count; ++i)
        HUB_CHECK(work.deliveries().enqueue({.peer = peer,
                                             .kind = DeliveryKind::gTag,
                                             .enterprise = "e" + std::to_string(i),
                                             .subject = std::to_string(i)}));
      HUB_TRY(claimed, work.deliveries().claim({.peer = peer,
                                                .worker = "w",
                                                .now = storage.time(),
                                                .lease = std::chrono::seconds(60),
                                                .limit = static_cast<std::uint32_t>(count)}));
      for (const Delivery& one : claimed)
        HUB_CHECK(work.deliveries().record(one, {.next = DeliveryState::queued}));
      return {};
    }));
  }
  QueueDepth depth() {
    return storage.unit([&](UnitOfWork& work) { return work.deliveries().depth(peer); }).value();
  }

  fakes::FakeStorage storage;
  PeerId peer{7};
};

// N-8.8-8
TEST_F(NextRoundTest, TakesUpEverythingHoweverMuchItIs) {
  queueUp(2345);
  ASSERT_EQ(depth().queued, 2345u);

  EXPECT_EQ(startNextRound(storage, peer, {storage.time()}).value(), 2345u);

  EXPECT_EQ(depth().queued, 0u);
  EXPECT_EQ(depth().waiting, 2345u);
}

TEST_F(NextRoundTest, EndsWhenTheRunMustEnd) {
  queueUp(1);
  std::stop_source stop;
  stop.request_stop();

  EXPECT_EQ(startNextRound(storage, peer, {storage.time(), stop.get_token()}).error().failure, Failure::busy);
  EXPECT_EQ(depth().queued, 1u);
}

}  // namespace
}  // namespace hub::jobs
