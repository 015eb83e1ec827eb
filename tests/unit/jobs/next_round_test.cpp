#include "jobs/next_round.h"

#include <gtest/gtest.h>

#include "tests/fakes/fake_storage.h"

namespace hub::jobs {
namespace {

/// Before each unit a lane takes everything that is due and uses its round up.
class FailingAtOnce final : public Storage {
 public:
  FailingAtOnce(fakes::FakeStorage& storage, PeerId peer) : storage_(storage), peer_(peer) {}
  Result<std::unique_ptr<UnitOfWork>> begin() override {
    if (++units_ > 20) return fail(Failure::internal, {}, "the round has no end");
    const auto failed = storage_.unit([&](UnitOfWork& work) -> Result<void> {
      HUB_TRY(claimed, work.deliveries().claim({.peer = peer_,
                                                .worker = "w",
                                                .now = storage_.time(),
                                                .lease = std::chrono::seconds(60),
                                                .limit = 10'000}));
      for (const Delivery& one : claimed)
        HUB_CHECK(work.deliveries().record(one, {.next = DeliveryState::queued}));
      return {};
    });
    HUB_CHECK(failed);
    return storage_.begin();
  }

 private:
  fakes::FakeStorage& storage_;
  PeerId peer_;
  int units_ = 0;
};

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

// OQ-18: what fails at once is not sent again and again by one round.
TEST_F(NextRoundTest, TakesNothingTwiceHoweverSoonItFailsAgain) {
  queueUp(2500);
  FailingAtOnce failing(storage, peer);

  EXPECT_EQ(startNextRound(failing, peer, {storage.time()}).value(), 2500u);

  EXPECT_EQ(depth().waiting, 500u) << "the last piece";
  EXPECT_EQ(depth().queued, 2000u);
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
