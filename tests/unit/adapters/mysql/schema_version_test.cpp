#include "adapters/mysql/schema_version.h"

#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/unit/adapters/mysql/database_fixture.h"

namespace {

using hub::mysql::migrate;
using hub::mysql::MySqlStorage;
using mysql_tests::must;

class SchemaVersion : public mysql_tests::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    std::filesystem::create_directories(directory_);
    settings_.migrationsDir = directory_.string();
    write("0001_a.sql", "CREATE TABLE IF NOT EXISTS a (id INT PRIMARY KEY);\n");
    write("0002_b.sql",
          "CREATE TABLE IF NOT EXISTS b (id INT PRIMARY KEY);\nCREATE TABLE IF NOT EXISTS c (id INT PRIMARY "
          "KEY);\n");
  }
  void TearDown() override {
    std::filesystem::remove_all(directory_);
    DatabaseTest::TearDown();
  }
  void write(const std::string& name, const std::string& content) {
    std::ofstream(directory_ / name) << content;
  }
  std::string refusalOfOpen() {
    const auto opened = MySqlStorage::open(settings_, crypto_);
    return opened ? "" : opened.error().cause;
  }
  std::string refusalOfMigrate() {
    const auto migrated = migrate(settings_, crypto_);
    return migrated ? "" : migrated.error().cause;
  }

  const std::filesystem::path directory_ =
      std::filesystem::temp_directory_path() / ("nenghub_schema_" + std::to_string(getpid()));
};

TEST_F(SchemaVersion, IsRaisedInOrderAndOnlyOnce) {
  const auto first = must(migrate(settings_, crypto_));
  const auto again = must(migrate(settings_, crypto_));

  EXPECT_EQ(first.from, 0u);
  EXPECT_EQ(first.to, 2u);
  EXPECT_EQ(first.applied, (std::vector<std::string>{"0001_a.sql", "0002_b.sql"}));
  EXPECT_EQ(again.from, 2u);
  EXPECT_TRUE(again.applied.empty());
  EXPECT_EQ(refusalOfOpen(), "");
}

TEST_F(SchemaVersion, ANewStepIsAppliedLater) {
  must(migrate(settings_, crypto_));
  write("0003_d.sql", "CREATE TABLE IF NOT EXISTS d (id INT PRIMARY KEY);\n");

  EXPECT_NE(refusalOfOpen().find("nenghub migrate"), std::string::npos);
  EXPECT_EQ(must(migrate(settings_, crypto_)).applied, std::vector<std::string>{"0003_d.sql"});
  EXPECT_EQ(refusalOfOpen(), "");
}

TEST_F(SchemaVersion, AnUnknownVersionIsRefused) {
  must(migrate(settings_, crypto_));
  std::filesystem::remove(directory_ / "0002_b.sql");

  EXPECT_NE(refusalOfOpen().find("schema version 2"), std::string::npos);
  EXPECT_NE(refusalOfMigrate().find("schema version 2"), std::string::npos);
}

TEST_F(SchemaVersion, AChangedFileIsRefused) {
  must(migrate(settings_, crypto_));
  write("0001_a.sql", "CREATE TABLE IF NOT EXISTS a (id BIGINT PRIMARY KEY);\n");

  EXPECT_NE(refusalOfOpen().find("0001_a.sql was changed"), std::string::npos);
  EXPECT_NE(refusalOfMigrate().find("0001_a.sql was changed"), std::string::npos);
}

TEST_F(SchemaVersion, AStepThatFailedIsRefusedAndCompletedOnceRepaired) {
  write("0002_b.sql", "CREATE TABLE IF NOT EXISTS b (id INT PRIMARY KEY);\nCREATE NONSENSE;\n");
  EXPECT_NE(refusalOfMigrate(), "");
  EXPECT_NE(refusalOfOpen().find("nenghub migrate"), std::string::npos);

  write("0002_b.sql", "CREATE TABLE IF NOT EXISTS b (id INT PRIMARY KEY);\n");
  EXPECT_EQ(refusalOfMigrate(), "");
  EXPECT_EQ(refusalOfOpen(), "");
}

TEST_F(SchemaVersion, OneThatWasKilledAfterAnyStatementIsCompleted) {
  settings_.migrationsDir = NENGHUB_SOURCE_DIR "/migrations";
  const auto all = must(hub::mysql::migrationsIn(settings_.migrationsDir, crypto_));
  for (std::size_t step = 0; step < all.size(); ++step) {
    must(hub::mysql::dropDatabase(settings_));
    auto cutOff = all;
    cutOff.resize(step + 1);
    cutOff[step].statements.back() = "KILL CONNECTION CONNECTION_ID()";
    const auto bare = must(hub::mysql::Session::connect(settings_, hub::mysql::Session::Purpose::bare));
    must(bare->run("CREATE DATABASE " + settings_.schema + " CHARACTER SET utf8mb4"));
    const auto killed = session();
    ASSERT_FALSE(applyMissing(*killed, cutOff)) << all[step].file;

    EXPECT_EQ(must(migrate(settings_, crypto_)).from, step) << all[step].file;
    EXPECT_EQ(refusalOfOpen(), "");
  }
}

TEST_F(SchemaVersion, TwoRunsAtOnceFollowEachOther) {
  std::vector<std::thread> threads;
  std::vector<std::string> refusals(3);
  for (auto& refusal : refusals) threads.emplace_back([&] { refusal = refusalOfMigrate(); });
  for (auto& thread : threads) thread.join();

  EXPECT_EQ(refusals, std::vector<std::string>(3));
  EXPECT_EQ(refusalOfOpen(), "");
}

TEST_F(SchemaVersion, ANameThatWouldNeedQuotingIsRefused) {
  for (const char* name : {"", "a b", "a`b", "a-b", "能"}) {
    settings_.schema = name;
    EXPECT_FALSE(migrate(settings_, crypto_)) << name;
    EXPECT_FALSE(hub::mysql::dropDatabase(settings_)) << name;
  }
  settings_.schema = "unit_" + std::to_string(getpid());
}

TEST_F(SchemaVersion, ALatinDatabaseIsRefused) {
  const auto bare = must(hub::mysql::Session::connect(settings_, hub::mysql::Session::Purpose::bare));
  must(bare->run("CREATE DATABASE " + settings_.schema + " CHARACTER SET latin1"));

  EXPECT_NE(refusalOfMigrate().find("utf8mb4"), std::string::npos);
  EXPECT_NE(refusalOfOpen().find("utf8mb4"), std::string::npos);
}

}  // namespace
