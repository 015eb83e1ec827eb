#include "jobs/upload_round.h"

#include "hub/exchange/local_source.h"
#include "schemas/declare/read.h"
#include "schemas/json/parse.h"
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
  /// One value of an own enterprise, on that day.
  void collect(const char* civil) {
    const auto parsed =
        schemas::json::parse(exchange::energy(exchange::record("04-02-00-00-040200-30", "1.5", civil, 0)));
    schemas::ReadContext context;
    const auto message = schemas::read<schemas::UploadEnergyData>(parsed->root, context);
    ASSERT_TRUE(message);
    ASSERT_TRUE(exchange::LocalSource(surroundings()).collect(*message));
  }
  void finishedRound(const char* civil, bool ok) {
    const auto planned = Clock::utc(*schemas::CivilTime::parse(civil));
    ASSERT_TRUE(storage.unit([&](UnitOfWork& work) -> Result<void> {
      HUB_TRY(run, work.jobs().claim(job().name(), planned, "w", planned, std::chrono::seconds(60)));
      return work.jobs().finish(run.value(), ok, "", planned);
    }));
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
  const auto left = storage.unit([&](UnitOfWork& work) -> Result<void> {
    HUB_CHECK(work.deliveries().enqueue(
        {.peer = peer.id, .enterprise = exchange::kEnterprise, .due = clock.now()}));
    HUB_TRY(claimed,
            work.deliveries().claim(
                {.peer = peer.id, .worker = "w", .now = clock.now(), .lease = std::chrono::seconds(60)}));
    return work.deliveries().record(claimed.at(0), {.next = DeliveryState::queued});
  });
  ASSERT_TRUE(left);

  const auto result = job().runOnce({clock.now()});

  ASSERT_TRUE(result);
  EXPECT_EQ(*result, "packed=0 values=0 sent_again=1");
  EXPECT_EQ(storage.deliveries().at(0).state, DeliveryState::waiting);
}

// N-8.8-8 OQ-18: a round is once a day, however often packing is tried again.
TEST_F(UploadRoundTest, AnotherTryAtTheSameAppointmentStartsNoRound) {
  const auto queue = [&] {
    return storage.unit([&](UnitOfWork& work) -> Result<void> {
      HUB_CHECK(work.deliveries().enqueue(
          {.peer = peer.id, .enterprise = exchange::kEnterprise, .due = clock.now()}));
      HUB_TRY(claimed,
              work.deliveries().claim(
                  {.peer = peer.id, .worker = "w", .now = clock.now(), .lease = std::chrono::seconds(60)}));
      return work.deliveries().record(claimed.at(0), {.next = DeliveryState::queued});
    });
  };
  ASSERT_TRUE(queue());
  const auto appointment = job().next(clock.now(), std::nullopt);
  finishedRound(Clock::civil(appointment).text().c_str(), false);
  EXPECT_EQ(*job().runOnce({clock.now()}), "packed=0 values=0 sent_again=0");

  clock.advance(std::chrono::hours(24));
  EXPECT_EQ(*job().runOnce({clock.now()}), "packed=0 values=0 sent_again=1");
}

// N-8.8-5
TEST_F(UploadRoundTest, PacksTheDayBefore) {
  collect("2014-10-09 00:00:00");

  EXPECT_EQ(job().runOnce({clock.now()}).value(), "packed=1 values=1 sent_again=0");
}

// N-8.8-5
TEST_F(UploadRoundTest, PacksEachDaySinceTheLastRoundThatEndedWell) {
  finishedRound("2014-10-06 02:00:00", true);
  finishedRound("2014-10-07 02:00:00", false);
  for (const char* day :
       {"2014-10-04 00:00:00", "2014-10-06 00:00:00", "2014-10-08 00:00:00", "2014-10-09 00:00:00"})
    collect(day);

  EXPECT_EQ(job().runOnce({clock.now()}).value(), "packed=3 values=3 sent_again=0");
}

TEST_F(UploadRoundTest, LooksBackAMonthAtMost) {
  finishedRound("2014-01-01 02:00:00", true);
  collect("2014-09-08 00:00:00");
  collect("2014-09-09 00:00:00");

  EXPECT_EQ(job().runOnce({clock.now()}).value(), "packed=1 values=1 sent_again=0");
}

TEST_F(UploadRoundTest, ARunUnderAWrongClockKeepsNoDayBack) {
  finishedRound("2014-10-08 02:00:00", true);
  finishedRound("2038-01-19 02:00:00", true);
  collect("2014-10-08 00:00:00");

  EXPECT_EQ(job().runOnce({clock.now()}).value(), "packed=1 values=1 sent_again=0");
}

TEST_F(UploadRoundTest, PacksNothingOnceTheRunMustEnd) {
  std::stop_source stop;
  stop.request_stop();

  EXPECT_EQ(job().runOnce({clock.now(), stop.get_token()}).error().failure, Failure::busy);
}

}  // namespace
}  // namespace hub::jobs
