#include "jobs/upload_round.h"

#include "tests/unit/hub/exchange/exchange_fixture.h"

namespace hub::jobs {
namespace {

class UploadRoundTest : public exchange::ExchangeTest {
 protected:
  UploadRoundTest() {
    node.energyUplink = EnergyUplink::upload;
    peer.name = "above";
    peer.id = addNational();
  }
  UploadRound job() { return {surroundings(), peer, {2 * 3600}}; }

  Peer peer;
};

// N-8.8-5
TEST_F(UploadRoundTest, ComesDueAtTheAppointedTimeEveryDay) {
  const auto last = Clock::utc(*schemas::CivilTime::parse("2014-10-10 02:00:00"));

  const auto next = job().next(clock.now(), last);

  EXPECT_EQ(Clock::civil(next).text(), "2014-10-11 02:00:00");
}

// N-8.8-8
TEST_F(UploadRoundTest, SendsAgainWhatEarlierRoundsLeftInTheQueue) {
  const auto id = storage.unit([&](UnitOfWork& work) -> Result<DeliveryId> {
    HUB_TRY(made, work.deliveries().enqueue(
                      {.peer = peer.id, .enterprise = exchange::kEnterprise, .due = clock.now()}));
    HUB_CHECK(work.deliveries().setState(made, DeliveryState::queued, clock.now()));
    return made;
  });
  ASSERT_TRUE(id);

  const auto result = job().runOnce(clock.now());

  ASSERT_TRUE(result);
  EXPECT_EQ(*result, "packed=0 values=0 sent_again=1");
  EXPECT_EQ(storage.deliveries().at(0).state, DeliveryState::waiting);
}

}  // namespace
}  // namespace hub::jobs
