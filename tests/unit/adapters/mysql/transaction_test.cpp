#include <thread>

#include "adapters/mysql/transaction.h"
#include "tests/unit/adapters/mysql/database_fixture.h"

namespace {

using hub::Failure;
using hub::mysql::Session;
using hub::mysql::SessionPool;
using hub::mysql::Transaction;
using mysql_tests::must;

class SessionTest : public mysql_tests::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    const auto bare = must(Session::connect(settings_, Session::Purpose::bare));
    must(bare->run("CREATE DATABASE " + settings_.schema + " CHARACTER SET utf8mb4"));
    admin_ = session();
    must(admin_->run("CREATE TABLE a (id INT PRIMARY KEY, n INT NOT NULL)"));
    must(admin_->run("INSERT INTO a VALUES (1, 0), (2, 0)"));
  }
  auto add(Session& session, int id) { return session.execute("INSERT INTO a VALUES (?, 0)", {id}); }
  auto change(Session& session, int id) {
    return session.execute("UPDATE a SET n = n + 1 WHERE id = ?", {id});
  }

  std::unique_ptr<Session> admin_;
};

TEST_F(SessionTest, IsInTheStateEveryUnitExpects) {
  const auto row = must(
      admin_->query("SELECT @@session.tx_isolation, @@session.innodb_lock_wait_timeout, @@session.time_zone, "
                    "@@session.character_set_client, @@session.sql_mode, @@session.autocommit"));

  EXPECT_EQ(row.at(0).text(0), "READ-COMMITTED");
  EXPECT_EQ(row[0].text(1), "5");
  EXPECT_EQ(row[0].text(2), "+00:00");
  EXPECT_EQ(row[0].text(3), "utf8mb4");
  EXPECT_NE(row[0].text(4).find("STRICT_ALL_TABLES"), std::string::npos);
}

TEST_F(SessionTest, AnUpdateCountsWhatItFound) {
  const std::string sql = "UPDATE a SET n = 0 WHERE id = ?";

  EXPECT_EQ(must(admin_->execute(sql, {1})), 1u);
  EXPECT_EQ(must(admin_->execute(sql, {3})), 0u);
}

TEST_F(SessionTest, ARollbackIsTheDefault) {
  SessionPool pool(settings_);
  {
    const auto transaction = must(Transaction::begin(pool));
    must(add(transaction.session(), 3));
  }
  EXPECT_EQ(countOf(*admin_, "a"), 2u);
}

TEST_F(SessionTest, AConnectionKilledBeforeCommitIsNeverASuccess) {
  SessionPool pool(settings_);
  for (int round = 0; round < 20; ++round) {
    auto transaction = must(Transaction::begin(pool));
    must(add(transaction.session(), 3));
    killOthers(*admin_);

    const auto committed = transaction.commit();

    ASSERT_FALSE(committed);
    EXPECT_EQ(committed.error().failure, Failure::retryable);
  }
  EXPECT_EQ(countOf(*admin_, "a"), 2u);
}

TEST_F(SessionTest, ALostConnectionIsNotUsedAgain) {
  SessionPool pool(settings_);
  {
    const auto transaction = must(Transaction::begin(pool));
    killOthers(*admin_);
    EXPECT_EQ(add(transaction.session(), 3).error().failure, Failure::retryable);
    EXPECT_EQ(add(transaction.session(), 3).error().failure, Failure::retryable);
  }
  const auto transaction = must(Transaction::begin(pool));
  EXPECT_TRUE(add(transaction.session(), 3));
}

TEST_F(SessionTest, IdleSessionsThatTheServerClosedAreReplaced) {
  SessionPool pool(settings_);
  {
    const auto one = must(Transaction::begin(pool));
    const auto two = must(Transaction::begin(pool));
  }
  killOthers(*admin_);

  EXPECT_TRUE(Transaction::begin(pool));
}

TEST_F(SessionTest, NothingIsCommittedAfterAFailedStatement) {
  SessionPool pool(settings_);
  auto transaction = must(Transaction::begin(pool));
  must(add(transaction.session(), 3));
  EXPECT_EQ(add(transaction.session(), 1).error().failure, Failure::database);

  EXPECT_FALSE(transaction.commit());

  EXPECT_EQ(countOf(*admin_, "a"), 2u);
}

TEST_F(SessionTest, ADeadlockIsRetryableForOneAndTheOtherGoesOn) {
  SessionPool pool(settings_);
  auto one = must(Transaction::begin(pool));
  auto two = must(Transaction::begin(pool));
  must(change(one.session(), 1));
  must(change(two.session(), 2));

  hub::Result<std::uint64_t> first, second;
  std::thread other([&] { first = change(one.session(), 2); });
  second = change(two.session(), 1);
  if (!second) {
    EXPECT_EQ(second.error().failure, Failure::retryable);
    EXPECT_FALSE(two.commit());
    { const auto ended = std::move(two); }
  }
  other.join();

  EXPECT_NE(first.has_value(), second.has_value());
  if (!first) {
    EXPECT_EQ(first.error().failure, Failure::retryable);
  }
}

TEST_F(SessionTest, AFullPoolIsBusy) {
  settings_.poolSize = 2;
  SessionPool pool(settings_);
  const auto one = must(pool.borrow());
  {
    const auto two = must(pool.borrow());
    const auto three = pool.borrow();
    ASSERT_FALSE(three);
    EXPECT_EQ(three.error().failure, Failure::busy);
  }
  EXPECT_TRUE(pool.borrow());
}

TEST_F(SessionTest, NoServerIsADatabaseFailure) {
  auto nowhere = settings_;
  nowhere.socket = "/nowhere/mariadb.sock";
  SessionPool pool(nowhere);

  const auto begun = Transaction::begin(pool);

  ASSERT_FALSE(begun);
  EXPECT_EQ(begun.error().failure, Failure::database);
  EXPECT_TRUE(begun.error().detail.empty());
}

TEST_F(SessionTest, AnotherMachineNeedsACertificateAuthority) {
  auto remote = settings_;
  remote.socket.clear();
  remote.host = "203.0.113.1";

  const auto connected = Session::connect(remote);

  ASSERT_FALSE(connected);
  EXPECT_NE(connected.error().cause.find("ca_file"), std::string::npos);
}

}  // namespace
