#include "adapters/mysql/migration_files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "adapters/crypto/openssl_crypto.h"

namespace {

using hub::mysql::migrationsIn;
using hub::mysql::statementsOf;

class MigrationFiles : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(directory_); }
  void TearDown() override { std::filesystem::remove_all(directory_); }
  void write(const std::string& name, const std::string& content) {
    std::ofstream(directory_ / name) << content;
  }
  auto read() { return migrationsIn(directory_.string(), crypto_); }

  const std::filesystem::path directory_ =
      std::filesystem::temp_directory_path() / ("nenghub_migrations_" + std::to_string(getpid()));
  hub::crypto::OpenSslCrypto crypto_;
};

TEST(Statements, EndAtASemicolonBeforeTheLinesEnd) {
  const auto statements =
      statementsOf("-- why; because\nCREATE TABLE a (\n  b INT COMMENT 'x; y'\n);\n\nDROP TABLE c;  \r\n");

  ASSERT_EQ(statements.size(), 2u);
  EXPECT_EQ(statements[0], "CREATE TABLE a (\n  b INT COMMENT 'x; y'\n)\n");
  EXPECT_EQ(statements[1], "DROP TABLE c\n");
}

TEST_F(MigrationFiles, AreOrderedByNumber) {
  write("0002_b.sql", "SELECT 2;");
  write("0001_a.sql", "SELECT 1;");
  write("README.md", "x");

  const auto migrations = read();

  ASSERT_TRUE(migrations);
  ASSERT_EQ(migrations->size(), 2u);
  EXPECT_EQ((*migrations)[0].file, "0001_a.sql");
  EXPECT_EQ((*migrations)[0].checksum, crypto_.sha256("SELECT 1;"));
  EXPECT_EQ((*migrations)[1].version, 2u);
}

TEST_F(MigrationFiles, AGapOrABadNameIsRefused) {
  EXPECT_FALSE(read()) << "an empty folder";
  write("0001_a.sql", "SELECT 1;");
  write("0003_c.sql", "SELECT 3;");
  EXPECT_FALSE(read()) << "a gap";
  write("0002_b.sql", "SELECT 2;");
  EXPECT_TRUE(read());
  write("4_d.sql", "SELECT 4;");
  EXPECT_FALSE(read()) << "a bad name";
  EXPECT_FALSE(migrationsIn("/nowhere", crypto_));
}

TEST(Migrations, OfTheProjectCanBeRunAgain) {
  const hub::crypto::OpenSslCrypto crypto;
  const auto migrations = migrationsIn(NENGHUB_SOURCE_DIR "/migrations", crypto);

  ASSERT_TRUE(migrations);
  for (const auto& migration : *migrations) {
    EXPECT_FALSE(migration.statements.empty()) << migration.file;
    for (const std::string& statement : migration.statements)
      EXPECT_TRUE(statement.find("IF NOT EXISTS") != std::string::npos ||
                  statement.starts_with("CREATE OR REPLACE") || statement.starts_with("INSERT IGNORE") ||
                  statement.starts_with("DELETE ") ||
                  statement.find("ON DUPLICATE KEY UPDATE row_count = VALUES(row_count)") !=
                      std::string::npos)
          << migration.file << ": " << statement.substr(0, 60);
  }
}

}  // namespace
