// Units that meet in a deadlock: whoever is rolled back does its whole unit again, and all come through.
#include <algorithm>
#include <atomic>
#include <random>
#include <thread>

#include "tests/unit/adapters/mysql/database_fixture.h"

namespace {

using hub::DeliveryId;
using hub::DeliveryState;
using hub::PeerId;
using hub::UnitOfWork;
using mysql_tests::must;

constexpr int kShards = 64;  // of delivery_tally
constexpr PeerId kPeers[] = {PeerId{1}, PeerId{2}};

class Contention : public mysql_tests::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    storage_ = migrated();
  }
  void TearDown() override {
    storage_.reset();
    DatabaseTest::TearDown();
  }

  /// Each with one session whose number names the same shard of the numbers kept.
  std::vector<std::unique_ptr<hub::mysql::MySqlStorage>> storagesOfOneShard(int count) {
    std::vector<std::unique_ptr<hub::mysql::MySqlStorage>> all;
    for (int i = 0; i < count; ++i) {
      all.push_back(must(hub::mysql::MySqlStorage::open(settings_, crypto_)));
      for (int between = 1; between < kShards; ++between)
        must(hub::mysql::Session::connect(settings_, hub::mysql::Session::Purpose::bare));
    }
    return all;
  }
  hub::NewDelivery fresh(PeerId peer) {
    hub::NewDelivery delivery;
    delivery.peer = peer;
    delivery.kind = hub::DeliveryKind::gTag;
    delivery.enterprise = "E1";
    delivery.subject = std::to_string(++subjects_);
    delivery.due = mysql_tests::at("2026-11-20 10:00:00");
    return delivery;
  }
  template <class Work>
  void together(int count, Work work) {
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i)
      threads.emplace_back([&, i] {
        try {
          work(i);
        } catch (const std::exception& failure) {
          ADD_FAILURE() << failure.what();
        }
      });
    for (std::thread& thread : threads) thread.join();
  }
  std::uint64_t deadlocks() {
    return must(session()->query("SHOW GLOBAL STATUS LIKE 'Innodb_deadlocks'"))
        .at(0)
        .number<std::uint64_t>(1);
  }

  std::unique_ptr<hub::mysql::MySqlStorage> storage_;
  std::atomic<int> subjects_{0};
};

// What a hand does to the numbers of a lane, and an ingest to those of two, by sessions that share them.
TEST_F(Contention, EnqueueClaimAndRecordOfOneShardAllComeThrough) {
  constexpr int kThreads = 6, kRounds = 30;
  const auto storages = storagesOfOneShard(kThreads);
  const auto before = deadlocks();

  together(kThreads, [&](int thread) {
    std::mt19937 random(static_cast<unsigned>(thread));
    hub::Storage& storage = *storages[static_cast<std::size_t>(thread)];
    std::vector<hub::Delivery> held;
    for (int round = 0; round < kRounds; ++round) {
      const PeerId first = kPeers[random() % 2], second = kPeers[random() % 2];
      const auto one = fresh(first), other = fresh(second);
      must(hub::inUnit(storage, [&](UnitOfWork& work) -> hub::Result<void> {
        HUB_CHECK(work.deliveries().enqueue(one));
        HUB_CHECK(work.deliveries().enqueue(other));
        return {};
      }));
      hub::ClaimWish wish;
      wish.peer = second;
      wish.worker = "w" + std::to_string(thread);
      wish.now = one.due;
      wish.lease = std::chrono::seconds{60};
      wish.limit = 3;
      held = must(hub::inUnit(storage, [&](UnitOfWork& work) -> hub::Result<std::vector<hub::Delivery>> {
        for (const hub::Delivery& done : held) {
          hub::Outcome outcome;
          outcome.next =
              static_cast<std::uint64_t>(done.id) % 3 == 0 ? DeliveryState::queued : DeliveryState::delivered;
          outcome.due = outcome.started = one.due;
          HUB_CHECK(work.deliveries().record(done, outcome));
        }
        return work.deliveries().claim(wish);
      }));
    }
  });

  const auto admin = session();
  const auto shards =
      must(admin->query("SELECT COUNT(DISTINCT shard) FROM delivery_tally WHERE row_count <> 0"));
  EXPECT_EQ(shards.at(0).number<int>(0), 1) << "they were to share it";
  const auto wrong = must(admin->query(
      "SELECT peer_id, state, SUM(n) FROM (SELECT peer_id, state, SUM(row_count) AS n FROM delivery_tally "
      "GROUP BY peer_id, state UNION ALL SELECT peer_id, state, -COUNT(*) FROM delivery GROUP BY peer_id, "
      "state "
      "UNION ALL SELECT peer_id, 4, -COUNT(*) FROM delivery_done GROUP BY peer_id) counted "
      "GROUP BY peer_id, state HAVING SUM(n) <> 0"));
  EXPECT_TRUE(wrong.empty());
  std::printf("%llu deadlocks\n", static_cast<unsigned long long>(deadlocks() - before));
}

TEST_F(Contention, UnitsThatLockTheSameRowsInAnyOrderAllComeThrough) {
  constexpr int kThreads = 3, kUnits = 50;
  std::vector<DeliveryId> ids;
  for (int i = 0; i < 3; ++i)
    ids.push_back(must(hub::inUnit(
        *storage_, [&](UnitOfWork& work) { return work.deliveries().enqueue(fresh(kPeers[0])); })));
  const auto before = deadlocks();
  std::atomic<int> done{0};

  together(kThreads, [&](int thread) {
    std::mt19937 random(static_cast<unsigned>(thread));
    for (int i = 0; i < kUnits; ++i) {
      auto order = ids;
      std::shuffle(order.begin(), order.end(), random);
      must(hub::inUnit(*storage_, [&](UnitOfWork& work) -> hub::Result<void> {
        for (const DeliveryId id : order) {
          HUB_CHECK(work.deliveries().act(id, hub::QueueAct::sendAgain, "", fresh(kPeers[0]).due));
          std::this_thread::sleep_for(std::chrono::milliseconds{1});
        }
        return {};
      }));
      ++done;
    }
  });

  EXPECT_EQ(done, kThreads * kUnits);
  EXPECT_GT(deadlocks(), before) << "they were to meet";
}

}  // namespace
