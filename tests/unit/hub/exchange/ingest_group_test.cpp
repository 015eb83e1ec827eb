#include "hub/exchange/ingest_group.h"

#include <atomic>
#include <latch>
#include <thread>

#include "tests/unit/hub/exchange/exchange_fixture.h"

namespace hub::exchange {
namespace {

class IngestGroupTest : public ExchangeTest {
 protected:
  IngestGroupTest() {
    node.energyUplink = EnergyUplink::upload;
    addNational();
  }

  Intake intakeOf(const std::string& enterprise, const std::string& value) {
    auto found = storage.unit([&](UnitOfWork& work) { return work.peers().find(city); });
    sender_ = **found;
    Intake intake;
    intake.sender = {&sender_};
    intake.enterprise = enterprise;
    intake.body = owned(value);
    Incoming incoming;
    incoming.record.dataCode = *schemas::DataCode::parse("04-01-00-00-040200-30");
    incoming.record.dataValue = *schemas::Decimal::parse(value);
    incoming.record.inputType = 1;
    incoming.record.statType = 1;
    incoming.record.scope = 1;
    incoming.record.statDate = *schemas::CivilTime::parse("2014-10-09 00:00:00");
    incoming.record.uploadDate = *schemas::CivilTime::parse("2014-10-10 21:58:46");
    intake.records.push_back(incoming);
    return intake;
  }
  static std::string enterprise(int n) { return creditCode("913200000000" + std::to_string(10000 + n)); }

  Peer sender_;
  IngestGroup group_;
};

// N-8.8-6 OQ-68
TEST_F(IngestGroupTest, StoresEveryBatchOfManyThreadsOnce) {
  constexpr int kThreads = 8, kEach = 25;
  std::vector<Intake> intakes;
  for (int n = 0; n < kThreads * kEach; ++n) intakes.push_back(intakeOf(enterprise(n), "1.5"));
  std::atomic<int> stored{0};
  std::latch begin(kThreads);
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t)
    threads.emplace_back([&, t] {
      begin.arrive_and_wait();
      for (int n = 0; n < kEach; ++n) {
        const auto batch =
            group_.submit(surroundings(), std::move(intakes[static_cast<std::size_t>(t * kEach + n)]));
        if (batch && batch->stored == 1 && batch->id != BatchId{}) ++stored;
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(stored, kThreads * kEach);
  const auto tables = storage.tables();
  EXPECT_EQ(tables.batches->size(), std::size_t{kThreads * kEach});
  EXPECT_EQ(tables.blocks->size(), std::size_t{kThreads * kEach});
  EXPECT_EQ(tables.deliveries->size(), std::size_t{kThreads * kEach});
}

// N-8.8-14: the same batch in parallel is stored once, and everybody hears success.
TEST_F(IngestGroupTest, TheSameBatchAtOnceIsStoredOnce) {
  constexpr int kThreads = 6;
  std::vector<Intake> intakes(kThreads, intakeOf(enterprise(1), "2"));
  std::atomic<int> accepted{0}, fresh{0};
  std::vector<std::thread> threads;
  for (Intake& intake : intakes)
    threads.emplace_back([&] {
      const auto batch = group_.submit(surroundings(), std::move(intake));
      accepted += batch ? 1 : 0;
      fresh += batch && batch->stored == 1 ? 1 : 0;
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(accepted, kThreads);
  EXPECT_EQ(fresh, 1);
  EXPECT_EQ(storage.tables().batches->size(), 1u);
}

// Somebody else's conflict must not refuse the others of the group.
TEST_F(IngestGroupTest, ARefusedBatchRefusesNobodyElse) {
  reply("/uploadConfigData", replaced(kTable6, "320601", "320501"), "other_city");
  send("/uploadEnergyData", energy(kRecordA, enterprise(7), kOtherCityId), "other_city");
  constexpr int kThreads = 8;
  std::vector<Intake> intakes;
  for (int n = 0; n < kThreads; ++n) intakes.push_back(intakeOf(enterprise(n), "3"));
  std::atomic<int> accepted{0}, refused{0};
  std::vector<std::thread> threads;
  for (Intake& intake : intakes)
    threads.emplace_back([&] {
      const auto batch = group_.submit(surroundings(), std::move(intake));
      ++(batch ? accepted : refused);
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(accepted, kThreads - 1);
  EXPECT_EQ(refused, 1);
}

// Whoever comes back with the next batch is met by the same group; nobody is forgotten when the load ends.
TEST_F(IngestGroupTest, CallersThatComeAndGoAreAllAnswered) {
  std::atomic<int> stored{0};
  for (const int threads : {8, 1, 3, 1, 16, 2}) {
    std::vector<Intake> intakes;
    for (int n = 0; n < threads; ++n)
      intakes.push_back(intakeOf(enterprise(n), std::to_string(threads) + "." + std::to_string(n) + "5"));
    std::vector<std::thread> callers;
    for (Intake& intake : intakes)
      callers.emplace_back([&] { stored += group_.submit(surroundings(), std::move(intake)) ? 1 : 0; });
    for (std::thread& caller : callers) caller.join();
  }
  EXPECT_EQ(stored, 31);
}

TEST_F(IngestGroupTest, ALostCommitIsTriedAgainForAll) {
  storage.failCommit(fakes::CommitFault::lostApplied);
  const auto batch = group_.submit(surroundings(), intakeOf(enterprise(1), "4"));
  ASSERT_TRUE(batch);
  EXPECT_EQ(storage.tables().batches->size(), 1u);
}

}  // namespace
}  // namespace hub::exchange
