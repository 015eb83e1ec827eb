#include "adapters/mysql/mysql_storage.h"

#include <algorithm>

#include "adapters/mysql/schema_version.h"
#include "adapters/mysql/server_check.h"
#include "adapters/mysql/session_pool.h"
#include "adapters/mysql/unit_of_work.h"

namespace hub::mysql {
namespace {

constexpr std::size_t kSchemaLengthMax = 64;

// Two runs at once follow each other: each holds this row while it works. A named lock would hold on one node
// of a cluster only. The row has a table of its own, because a schema change commits the transaction it runs
// in.
constexpr const char* kMakeGateSql = R"sql(
  CREATE TABLE IF NOT EXISTS schema_migration_gate (id TINYINT UNSIGNED NOT NULL, PRIMARY KEY (id))
  ENGINE=InnoDB
)sql";
constexpr const char* kFillGateSql = "INSERT IGNORE INTO schema_migration_gate (id) VALUES (1)";
constexpr const char* kWaitLongSql = "SET SESSION innodb_lock_wait_timeout = 3600";
constexpr const char* kRegistryVersionSql = "SELECT version FROM registry_change WHERE id = 1";
constexpr const char* kEnterGateSql = "SELECT id FROM schema_migration_gate WHERE id = 1 FOR UPDATE";

// The name cannot be a parameter, so it may hold nothing that would need quoting.
Result<void> checkName(const std::string& schema) {
  const auto isPlain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  if (schema.empty() || schema.size() > kSchemaLengthMax ||
      !std::all_of(schema.begin(), schema.end(), isPlain))
    return fail(Failure::database, {}, "database.schema may hold letters, digits and '_' only");
  return {};
}

/// A session that holds the gate until it is destroyed.
Result<std::unique_ptr<Session>> enterGate(const DatabaseSettings& settings) {
  HUB_TRY(gate, Session::connect(settings, Session::Purpose::migrations));
  for (const char* sql : {kMakeGateSql, kFillGateSql, kWaitLongSql, "START TRANSACTION"})
    HUB_CHECK(gate->run(sql));
  HUB_CHECK(gate->query(kEnterGateSql));
  return std::move(gate);
}

}  // namespace

Result<MigrationReport> migrate(const DatabaseSettings& settings, const Crypto& crypto) {
  HUB_CHECK(checkName(settings.schema));
  HUB_TRY(migrations, migrationsIn(settings.migrationsDir, crypto));
  HUB_TRY(bare, Session::connect(settings, Session::Purpose::bare));
  HUB_CHECK(bare->run("CREATE DATABASE IF NOT EXISTS " + settings.schema +
                      " CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin"));
  HUB_CHECK(checkServer(*bare, settings));
  const auto gate = enterGate(settings);
  if (!gate) return tl::unexpected(gate.error());
  HUB_TRY(session, Session::connect(settings, Session::Purpose::migrations));
  return applyMissing(*session, migrations);
}

Result<void> dropDatabase(const DatabaseSettings& settings) {
  HUB_CHECK(checkName(settings.schema));
  HUB_TRY(session, Session::connect(settings, Session::Purpose::bare));
  return session->run("DROP DATABASE IF EXISTS " + settings.schema);
}

MySqlStorage::MySqlStorage(std::unique_ptr<SessionPool> pool) : pool_(std::move(pool)) {}
MySqlStorage::~MySqlStorage() = default;

Result<std::unique_ptr<MySqlStorage>> MySqlStorage::open(const DatabaseSettings& settings,
                                                         const Crypto& crypto) {
  HUB_CHECK(checkName(settings.schema));
  HUB_TRY(migrations, migrationsIn(settings.migrationsDir, crypto));
  auto pool = std::make_unique<SessionPool>(settings);
  HUB_TRY(session, pool->borrow());
  HUB_CHECK(checkServer(*session, settings));
  HUB_CHECK(checkVersion(*session, migrations));
  return std::unique_ptr<MySqlStorage>(new MySqlStorage(std::move(pool)));
}

Result<std::unique_ptr<UnitOfWork>> MySqlStorage::begin() {
  HUB_TRY(transaction, Transaction::begin(*pool_));
  return std::make_unique<MySqlUnitOfWork>(std::move(transaction));
}

Result<std::uint64_t> MySqlStorage::registryVersion() {
  return sharedVersion_([this]() -> Result<std::uint64_t> {
    try {
      return readRegistryVersion();
    } catch (const std::exception& thrown) {
      return fail(Failure::database, {}, thrown.what());
    }
  });
}

// An idle session may have been closed by the server meanwhile.
Result<std::uint64_t> MySqlStorage::readRegistryVersion() {
  for (std::size_t attempt = 0;; ++attempt) {
    HUB_TRY(session, pool_->borrow());
    const auto rows = session->query(kRegistryVersionSql);
    if (rows) return rows->empty() ? 0 : rows->front().number<std::uint64_t>(0);
    if (!session->isBroken() || attempt == pool_->size()) return tl::unexpected(rows.error());
  }
}

template <class Read>
Result<std::optional<Peer>> MySqlStorage::remembered(const std::string& key, Read&& read) {
  HUB_TRY(version, registryVersion());
  if (auto known = peers_.find(version, key)) return known;
  HUB_TRY(peer, read());
  if (peer) peers_.keep(version, key, *peer);
  return std::move(peer);
}

Result<std::optional<Peer>> MySqlStorage::peerByFingerprint(const std::string& sha256) {
  return remembered("certificate " + sha256, [&] { return Storage::peerByFingerprint(sha256); });
}

Result<std::optional<Peer>> MySqlStorage::peerByDeviceId(const std::string& deviceId) {
  return remembered("device " + deviceId, [&] { return Storage::peerByDeviceId(deviceId); });
}

Result<std::vector<Peer>> MySqlStorage::upstreams() {
  HUB_TRY(version, registryVersion());
  if (auto known = peers_.upstreams(version)) return std::move(*known);
  HUB_TRY(peers, Storage::upstreams());
  peers_.keepUpstreams(version, peers);
  return std::move(peers);
}

Result<void> MySqlStorage::ping() {
  HUB_TRY(session, pool_->borrow());
  HUB_CHECK(session->query("SELECT 1"));
  return {};
}

}  // namespace hub::mysql
