#include "hub/delivery/lane.h"

#include "tests/unit/hub/delivery/delivery_world.h"

using delivery_test::fixture;
using hub::DeliveryKind;
using hub::DeliveryState;
using hub::TransportFault;
using hub::delivery::Lane;
using hub::delivery::LaneCounts;
using hub::delivery::LaneOptions;
using std::chrono::seconds;

namespace {

class LaneTest : public testing::Test, public delivery_test::World {
 protected:
  LaneTest() { isRegistered(); }
  Lane lane(LaneOptions options = {}) { return Lane(around(), peer.id, "worker-1", options); }
  LaneCounts run(Lane& one) {
    const auto counts = one.runOnce();
    EXPECT_TRUE(counts) << counts.error().cause;
    return counts.value_or(LaneCounts{});
  }
  // Batches of different enterprises would need check characters; batches of one differ by their text.
  void queuesBatches(int count) {
    for (int i = 0; i < count; ++i)
      queues(DeliveryKind::energyData,
             holdsBatch(fixture("n08-upload-energy-request.json") + std::string(i, ' ')));
  }
};

}  // namespace

// N-8.8-1
TEST_F(LaneTest, DeliversWhatIsDueOneRequestABatch) {
  queuesBatches(3);
  for (int i = 0; i < 3; ++i) partner.answers("0");
  Lane one = lane();

  const LaneCounts counts = run(one);

  EXPECT_EQ(counts.delivered, 3U);
  EXPECT_EQ(partner.calls().size(), 3U);
  EXPECT_EQ(run(one).handled(), 0U);
}

TEST_F(LaneTest, HandlesAtMostWhatItIsTold) {
  queuesBatches(5);
  for (int i = 0; i < 5; ++i) partner.answers("0");
  Lane one = lane({.most = 2});

  EXPECT_EQ(run(one).delivered, 2U);
  EXPECT_EQ(run(one).delivered, 2U);
  EXPECT_EQ(run(one).delivered, 1U);
}

// OQ-18
TEST_F(LaneTest, AFailingBatchDoesNotBlockTheOthers) {
  queuesBatches(3);
  partner.answers("E2002").answers("0").answers("0");
  Lane one = lane();

  const LaneCounts counts = run(one);

  EXPECT_EQ(counts.waiting, 1U);
  EXPECT_EQ(counts.delivered, 2U);
  EXPECT_FALSE(counts.paused);
}

TEST_F(LaneTest, RestsAfterATlsFaultAndGoesOnLater) {
  queuesBatches(3);
  partner.fails(TransportFault::tls);
  Lane one = lane();

  EXPECT_TRUE(run(one).paused);
  EXPECT_TRUE(run(one).paused);
  EXPECT_EQ(partner.calls().size(), 1U);
  clock.advance(seconds(61));
  for (int i = 0; i < 3; ++i) partner.answers("0");

  EXPECT_EQ(run(one).delivered, 3U);
}

TEST_F(LaneTest, RestsAsLongAsThePeerAsks) {
  queuesBatches(2);
  partner.answers(503, R"({"responseCode":"E1001"})", seconds(90)).answers("0").answers("0");
  Lane one = lane();

  EXPECT_TRUE(run(one).paused);
  clock.advance(seconds(89));
  EXPECT_TRUE(run(one).paused);
  clock.advance(seconds(2));

  EXPECT_EQ(run(one).delivered, 2U);
}

// N-8.8-8
TEST_F(LaneTest, TakesOverWhatAWorkerThatIsGoneHadClaimed) {
  queuesBatches(1);
  claims();
  Lane one = lane();
  EXPECT_EQ(run(one).handled(), 0U);
  clock.advance(seconds(601));
  partner.answers("0");

  const LaneCounts counts = run(one);

  EXPECT_EQ(counts.released, 1U);
  EXPECT_EQ(counts.delivered, 1U);
}

// G-6.2-2 N-8.8-8
TEST_F(LaneTest, EndsTheRoundAfterFourAttempts) {
  queuesBatches(1);
  Lane one = lane();
  LaneCounts sum;

  for (int i = 0; i < 10; ++i) {
    partner.fails(TransportFault::timeout);
    const LaneCounts counts = run(one);
    sum.waiting += counts.waiting;
    sum.queued += counts.queued;
    clock.advance(seconds(60));
  }

  EXPECT_EQ(sum.waiting, 3U);
  EXPECT_EQ(sum.queued, 1U);
  EXPECT_EQ(partner.calls().size(), 4U);
}

TEST_F(LaneTest, SendsNothingToASuspendedPeer) {
  queuesBatches(1);
  peer.suspended = true;
  put(peer);
  Lane one = lane();

  EXPECT_EQ(run(one).handled(), 0U);
  EXPECT_TRUE(partner.calls().empty());
}

TEST_F(LaneTest, StopsBetweenDeliveries) {
  queuesBatches(3);
  std::stop_source source;
  partner.otherwise([&](const hub::Call&) -> fakes::PartnerAnswer {
    source.request_stop();
    return hub::CallReply{200, R"({"responseCode":"0"})", std::nullopt};
  });
  Lane one = lane();

  const auto counts = one.runOnce(source.get_token());

  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->delivered, 1U);
}

TEST_F(LaneTest, ADatabaseFaultEndsTheRunAndNothingIsLost) {
  queuesBatches(1);
  Lane one = lane();
  partner.otherwise([](const hub::Call&) -> fakes::PartnerAnswer {
    return hub::CallReply{200, R"({"responseCode":"0"})", std::nullopt};
  });
  int failures = 0;
  for (std::uint64_t nth = 1; storage.deliveries().at(0).state != DeliveryState::delivered; ++nth) {
    storage.failCall(nth, hub::Failure::database);
    failures += one.runOnce() ? 0 : 1;
    storage.forgetFaults();
    clock.advance(seconds(601));
    ASSERT_LT(nth, 30U);
  }

  EXPECT_GE(failures, 5);
}
