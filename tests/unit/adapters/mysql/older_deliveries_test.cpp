// Deliveries that the program before the archive has written, or still writes while both run.
#include "adapters/mysql/migration_files.h"
#include "adapters/mysql/schema_version.h"
#include "tests/unit/adapters/mysql/database_fixture.h"

namespace {

using hub::DeliveryId;
using hub::DeliveryState;
using hub::PeerId;
using mysql_tests::at;
using mysql_tests::must;

constexpr std::size_t kStepsBefore = 10;

// The statements of the program before, word for word where it matters: the state is a number, the key of
// what is done is NULL.
constexpr const char* kOldEnqueueSql = R"sql(
  INSERT INTO delivery (peer_id, kind, priority, state, enterprise_code, batch_id, subject, open, reason, due,
                        created, last_message) VALUES (1, 2, 1, 0, ?, ?, '', 1, 'live', ?, ?, '')
)sql";
constexpr const char* kOldDueSql =
    "SELECT d.id FROM delivery d FORCE INDEX (delivery_lane) WHERE d.peer_id = 1 AND d.state = 0 AND d.due "
    "<= ? "
    "ORDER BY d.priority, d.id LIMIT 1 FOR UPDATE SKIP LOCKED";
constexpr const char* kOldClaimSql = R"sql(
  UPDATE delivery SET state = 1, claimed_by = 'old', lease_until = ?, attempts = attempts + 1,
                      round_attempts = round_attempts + 1 WHERE id = ?
)sql";
constexpr const char* kOldRecordSql = R"sql(
  UPDATE delivery SET state = ?, open = IF(? = 4, NULL, 1), due = ?, last_code = '0', claimed_by = '',
                      lease_until = NULL WHERE id = ? AND state = 1 AND claimed_by = 'old'
)sql";
constexpr const char* kOldAttemptSql = R"sql(
  INSERT INTO delivery_attempt (delivery_id, attempt, started, took_ms, bytes, code, message)
  VALUES (?, 1, ?, 1500, 9, '0', '')
)sql";

class OlderDeliveries : public mysql_tests::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    const auto bare = must(hub::mysql::Session::connect(settings_, hub::mysql::Session::Purpose::bare));
    must(bare->run("CREATE DATABASE " + settings_.schema +
                   " CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin"));
    auto before = must(hub::mysql::migrationsIn(settings_.migrationsDir, crypto_));
    ASSERT_GT(before.size(), kStepsBefore);
    before.resize(kStepsBefore);
    must(applyMissing(*session(), before));
    old_ = session();
  }
  void TearDown() override {
    old_.reset();
    DatabaseTest::TearDown();
  }

  DeliveryId oldEnqueue() {
    must(old_->execute(kOldEnqueueSql, {"E1", ++batches_, now_, now_}));
    return DeliveryId{must(old_->lastId())};
  }
  DeliveryId oldClaim() {
    const auto id = must(old_->query(kOldDueSql, {now_})).at(0).number<DeliveryId>(0);
    must(old_->execute(kOldClaimSql, {now_ + std::chrono::hours{1}, id}));
    return id;
  }
  void oldRecord(DeliveryId id, DeliveryState next, hub::TimePoint due) {
    EXPECT_EQ(must(old_->execute(kOldRecordSql, {next, next, due, id})), 1u);
    must(old_->execute(kOldAttemptSql, {id, now_}));
  }
  DeliveryId oldDelivered() {
    oldEnqueue();
    const DeliveryId id = oldClaim();
    oldRecord(id, DeliveryState::delivered, now_);
    return id;
  }

  template <class Unit>
  auto unit(Unit&& work) {
    return must(hub::inUnit(*storage_, std::forward<Unit>(work)));
  }
  hub::Delivery stored(DeliveryId id) {
    return *unit([&](auto& work) { return work.deliveries().find(id); });
  }
  std::uint64_t rowsInQueue() { return countOf(*old_, "delivery"); }
  void expectDepth(std::uint64_t waiting, std::uint64_t claimed, std::uint64_t delivered) {
    const auto depth = unit([](auto& work) { return work.deliveries().depth(PeerId{1}); });
    EXPECT_EQ(depth.waiting, waiting);
    EXPECT_EQ(depth.claimed, claimed);
    EXPECT_EQ(depth.delivered, delivered);
  }

  std::unique_ptr<hub::mysql::Session> old_;
  std::unique_ptr<hub::mysql::MySqlStorage> storage_;
  const hub::TimePoint now_ = at("2026-11-20 10:00:00");
  std::uint64_t batches_ = 0;
};

TEST_F(OlderDeliveries, WhatWasDeliveredMovesAndIsStillSeen) {
  const DeliveryId delivered = oldDelivered(), waiting = oldEnqueue();

  storage_ = migrated();

  EXPECT_EQ(rowsInQueue(), 1u);
  EXPECT_EQ(stored(delivered).state, DeliveryState::delivered);
  EXPECT_EQ(stored(delivered).finished, now_ + std::chrono::milliseconds{1500});
  EXPECT_EQ(stored(waiting).state, DeliveryState::waiting);
  EXPECT_EQ(unit([&](auto& work) { return work.deliveries().attempts(delivered); }).size(), 1u);
  expectDepth(1, 0, 1);
}

// A step that was killed is run again as a whole, while others write.
TEST_F(OlderDeliveries, TheNumbersStayRightWhenTheStepIsRunAgain) {
  oldDelivered();
  oldEnqueue();
  must(hub::mysql::migrate(settings_, crypto_));
  oldEnqueue();
  const DeliveryId second = oldDelivered();
  must(old_->run("UPDATE schema_migration SET finished = NULL WHERE version >= 11"));

  storage_ = migrated();

  EXPECT_EQ(stored(second).state, DeliveryState::delivered);
  expectDepth(2, 0, 2);
}

TEST_F(OlderDeliveries, TheProgramBeforeGoesOnBesideTheNewOne) {
  storage_ = migrated();

  const DeliveryId id = oldDelivered();
  expectDepth(0, 0, 1);
  EXPECT_EQ(rowsInQueue(), 1u) << "it knows no archive";
  EXPECT_EQ(stored(id).state, DeliveryState::delivered);
  EXPECT_TRUE(stored(id).finished);
  hub::DeliveryFilter delivered;
  delivered.state = DeliveryState::delivered;
  EXPECT_EQ(unit([&](auto& work) { return work.deliveries().list(delivered); }).size(), 1u);

  EXPECT_EQ(unit([](auto& work) { return work.deliveries().releaseExpired(); }), 0u);

  EXPECT_EQ(rowsInQueue(), 0u);
  EXPECT_EQ(stored(id).state, DeliveryState::delivered);
  expectDepth(0, 0, 1);
}

TEST_F(OlderDeliveries, WhatTheProgramBeforePutOffIsClaimedByTheNewOneInTime) {
  storage_ = migrated();
  oldEnqueue();
  const DeliveryId id = oldClaim();
  expectDepth(0, 1, 0);
  const auto later = unit([](auto& work) { return work.time(); }) + std::chrono::hours{2};
  oldRecord(id, DeliveryState::waiting, later);
  hub::ClaimWish wish;
  wish.peer = PeerId{1};
  wish.worker = "new";
  wish.lease = std::chrono::seconds{60};
  const auto claimed = [&](hub::TimePoint now) {
    wish.now = now;
    return unit([&](auto& work) { return work.deliveries().claim(wish); }).size();
  };

  EXPECT_EQ(claimed(later - std::chrono::seconds{1}), 0u);
  EXPECT_EQ(claimed(later), 1u);
  expectDepth(0, 1, 0);
}

}  // namespace
