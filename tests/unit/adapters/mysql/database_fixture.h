// A database of its own for each test, on the server of NENGHUB_TEST_SOCKET (tests/support/mariadb.sh).
#pragma once

#include <gtest/gtest.h>
#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

#include "adapters/crypto/openssl_crypto.h"
#include "adapters/mysql/mysql_storage.h"
#include "adapters/mysql/session.h"

namespace mysql_tests {

template <class T>
T must(hub::Result<T> result) {
  if (!result)
    throw std::runtime_error("unexpected failure: " + result.error().cause + " " + result.error().detail);
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

inline schemas::CivilTime civil(const char* text) { return *schemas::CivilTime::parse(text); }
inline hub::TimePoint at(const char* text) { return hub::Clock::utc(civil(text)); }

class DatabaseTest : public testing::Test {
 protected:
  void SetUp() override {
    const char* without = std::getenv("NENGHUB_TEST_WITHOUT_DATABASE");
    if (without && std::string(without) == "1") GTEST_SKIP() << "NENGHUB_TEST_WITHOUT_DATABASE=1";
    const char* socket = std::getenv("NENGHUB_TEST_SOCKET");
    ASSERT_TRUE(socket && *socket) << "NENGHUB_TEST_SOCKET names no socket; see tests/support/mariadb.sh";
    settings_.socket = socket;
    settings_.user = getpwuid(geteuid())->pw_name;
    settings_.schema = "unit_" + std::to_string(getpid());
    settings_.migrationsDir = NENGHUB_SOURCE_DIR "/migrations";
    settings_.allowUnsafeFlush = true;
    settings_.borrowWait = std::chrono::milliseconds{50};
    must(hub::mysql::dropDatabase(settings_));
  }
  void TearDown() override {
    if (!settings_.socket.empty()) must(hub::mysql::dropDatabase(settings_));
  }

  std::unique_ptr<hub::mysql::MySqlStorage> migrated() {
    must(hub::mysql::migrate(settings_, crypto_));
    return must(hub::mysql::MySqlStorage::open(settings_, crypto_));
  }
  std::unique_ptr<hub::mysql::Session> session() { return must(hub::mysql::Session::connect(settings_)); }

  /// Ends the connections of `storage` as an operator or a crash of the server would.
  void killOthers(hub::mysql::Session& admin) {
    const auto rows = must(
        admin.query("SELECT id FROM information_schema.processlist WHERE db = ? AND id <> CONNECTION_ID()",
                    {settings_.schema}));
    for (const auto& row : rows) must(admin.run("KILL CONNECTION " + row.text(0)));
  }
  std::uint64_t countOf(hub::mysql::Session& session, const std::string& table) {
    return must(session.query("SELECT COUNT(*) FROM " + table)).at(0).number<std::uint64_t>(0);
  }

  hub::crypto::OpenSslCrypto crypto_;
  hub::mysql::DatabaseSettings settings_;
};

}  // namespace mysql_tests
