#include "jobs/queue_watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fakes/fake_storage.h"

namespace hub::jobs {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class QueueWatchTest : public testing::Test {
 protected:
  QueueWatchTest() {
    peer.name = "province";
    peer.upstream = true;
    peer.id = storage.unit([&](UnitOfWork& work) { return work.peers().put(peer); }).value();
  }
  Delivery enqueueAndClaim() {
    return storage
        .unit([&](UnitOfWork& work) -> Result<Delivery> {
          HUB_CHECK(work.deliveries().enqueue(
              {.peer = peer.id, .kind = DeliveryKind::configData, .enterprise = "e", .due = storage.time()}));
          HUB_TRY(claimed, work.deliveries().claim({.peer = peer.id,
                                                    .worker = "w",
                                                    .now = storage.time() + std::chrono::seconds(1),
                                                    .lease = std::chrono::seconds(60)}));
          return claimed.at(0);
        })
        .value();
  }
  void record(const Delivery& delivery, DeliveryState next) {
    ASSERT_TRUE(storage.unit([&](UnitOfWork& work) {
      return work.deliveries().record(delivery, {.next = next, .due = storage.time(), .code = "E2002"});
    }));
  }
  std::vector<std::string> look() {
    EXPECT_TRUE(QueueWatch(storage).runOnce({storage.time()}));
    std::vector<std::string> kinds;
    for (const Alert& alert : open()) kinds.push_back(alert.kind + "/" + alert.subject);
    std::sort(kinds.begin(), kinds.end());
    return kinds;
  }
  std::vector<Alert> open() {
    return storage.unit([](UnitOfWork& work) { return work.alerts().list({}); }).value();
  }

  fakes::FakeStorage storage;
  Peer peer;
};

TEST_F(QueueWatchTest, IsQuietWhileTheQueueMoves) {
  record(enqueueAndClaim(), DeliveryState::waiting);

  EXPECT_THAT(look(), IsEmpty());
}

TEST_F(QueueWatchTest, SaysHowManyNeedAPersonUntilNoneDoes) {
  record(enqueueAndClaim(), DeliveryState::needsAttention);
  EXPECT_THAT(look(), ElementsAre("queue_needs_attention/province"));
  EXPECT_THAT(open()[0].text, HasSubstr("1 个批次"));

  ASSERT_TRUE(storage.unit([&](UnitOfWork& work) {
    return work.deliveries().act(DeliveryId{1}, QueueAct::setAside, "", storage.time());
  }));

  EXPECT_THAT(look(), IsEmpty());
}

TEST_F(QueueWatchTest, SaysWhatHasWaitedTooLongUntilItIsGone) {
  enqueueAndClaim();
  storage.moveClock(std::chrono::hours(25));
  EXPECT_THAT(look(), IsEmpty());
  storage.moveClock(std::chrono::hours(2));
  EXPECT_THAT(look(), ElementsAre("queue_old/province"));
  EXPECT_THAT(open()[0].text, HasSubstr("27 小时"));

  ASSERT_TRUE(storage.unit([&](UnitOfWork& work) { return work.deliveries().releaseExpired(); }));
  ASSERT_TRUE(storage.unit([&](UnitOfWork& work) {
    return work.deliveries().act(DeliveryId{1}, QueueAct::setAside, "", storage.time());
  }));

  EXPECT_THAT(look(), IsEmpty());
}

TEST_F(QueueWatchTest, StandsOnceHoweverOftenItIsNoticed) {
  record(enqueueAndClaim(), DeliveryState::needsAttention);
  look();
  look();

  ASSERT_EQ(open().size(), 1u);
  EXPECT_EQ(open()[0].count, 2u);
}

TEST_F(QueueWatchTest, EndsTheAlertOfAPeerThatIsGone) {
  ASSERT_TRUE(storage.unit([&](UnitOfWork& work) {
    return work.alerts().raise({.kind = kQueueOld, .subject = "gone", .last = storage.time()});
  }));

  EXPECT_THAT(look(), IsEmpty());
}

}  // namespace
}  // namespace hub::jobs
