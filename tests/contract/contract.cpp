#include "tests/contract/contract.h"

#include <pwd.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "adapters/crypto/openssl_crypto.h"
#include "adapters/mysql/mysql_storage.h"
#include "tests/fakes/fake_storage.h"

namespace contract {
namespace {

/// A schema of its own, removed with the process.
class MariaDb final {
 public:
  MariaDb() {
    const char* socket = std::getenv("NENGHUB_TEST_SOCKET");
    if (!socket || !*socket)
      throw std::runtime_error(
          "NENGHUB_TEST_SOCKET names no MariaDB socket: run tests/support/mariadb.sh, or set "
          "NENGHUB_TEST_WITHOUT_DATABASE=1 to leave the database out");
    settings_.socket = socket;
    settings_.user = getpwuid(geteuid())->pw_name;  // the account of tests/support/mariadb.sh
    settings_.schema = "contract_" + std::to_string(getpid());
    settings_.migrationsDir = NENGHUB_SOURCE_DIR "/migrations";
    settings_.allowUnsafeFlush = true;
    must(hub::mysql::migrate(settings_, crypto_));
    storage_ = must(hub::mysql::MySqlStorage::open(settings_, crypto_));
  }
  ~MariaDb() {
    storage_.reset();
    if (const auto dropped = hub::mysql::dropDatabase(settings_); !dropped)
      std::fprintf(stderr, "schema %s stays: %s\n", settings_.schema.c_str(), dropped.error().cause.c_str());
  }
  MariaDb(const MariaDb&) = delete;
  MariaDb& operator=(const MariaDb&) = delete;

  hub::Storage& storage() { return *storage_; }
  /// The first column of what the statement finds. Through the command-line client, since no port offers it.
  std::vector<std::string> column(const std::string& statement) const;

 private:
  hub::crypto::OpenSslCrypto crypto_;
  hub::mysql::DatabaseSettings settings_;
  std::unique_ptr<hub::mysql::MySqlStorage> storage_;
};

std::vector<std::string> MariaDb::column(const std::string& statement) const {
  const std::string command = "mariadb --no-defaults -N -B --socket='" + settings_.socket + "' " +
                              settings_.schema + " -e \"" + statement + "\"";
  std::FILE* output = popen(command.c_str(), "r");
  if (!output) throw std::runtime_error("cannot start the command-line client");
  std::vector<std::string> lines;
  char line[4096];
  while (std::fgets(line, sizeof line, output)) lines.emplace_back(line, std::strcspn(line, "\n"));
  if (pclose(output) != 0) throw std::runtime_error("the command-line client failed: " + statement);
  return lines;
}

MariaDb& mariaDb() {
  static MariaDb only;
  return only;
}

fakes::FakeStorage& fake() {
  static fakes::FakeStorage only;
  return only;
}

std::vector<std::string> fakeHistory(History what, const std::string& enterprise) {
  std::vector<std::string> found;
  const fakes::EnterpriseRow row = fake().enterprise(enterprise);
  switch (what) {
    case History::configItems:
      for (const auto& config : row.configHistory)
        found.push_back(std::to_string(config.collectItems.size()));
      break;
    case History::instruments:
      for (const auto& set : row.instrumentHistory) found.push_back(std::to_string(set.size()));
      break;
    case History::revisions:
      for (const auto& revision : fake().revisions())
        if (revision.key.enterprise == enterprise) found.push_back(revision.lost.value.lexeme());
      break;
  }
  return found;
}

std::string historySql(History what) {
  switch (what) {
    case History::configItems:
      return "SELECT JSON_LENGTH(collect_items) FROM enterprise_config_history";
    case History::instruments:
      return "SELECT JSON_LENGTH(instruments) FROM instrument_set_history";
    case History::revisions:
      return "SELECT data_value FROM series_revision";
  }
  return {};
}

std::uint64_t nextNumber() {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

}  // namespace

std::vector<Kind> kinds() {
  const char* without = std::getenv("NENGHUB_TEST_WITHOUT_DATABASE");
  if (without && std::string(without) == "1") return {Kind::fake};
  return {Kind::fake, Kind::mariaDb};
}

std::vector<Kind> databases() {
  const auto all = kinds();
  return {all.begin() + 1, all.end()};
}

std::string nameOf(const testing::TestParamInfo<Kind>& info) {
  return info.param == Kind::fake ? "Fake" : "MariaDb";
}

hub::Storage& storageOf(Kind kind) {
  if (kind == Kind::fake) return fake();
  return mariaDb().storage();
}

std::vector<std::string> historyOf(Kind kind, History what, const std::string& enterprise) {
  if (kind == Kind::fake) return fakeHistory(what, enterprise);
  return mariaDb().column(historySql(what) + " WHERE enterprise_code = '" + enterprise + "' ORDER BY id");
}

std::string fresh(const std::string& prefix) { return prefix + std::to_string(nextNumber()); }

std::string freshHex(std::size_t length) {
  const std::string digits = std::to_string(nextNumber());
  return std::string(length - digits.size(), 'a') + digits;
}

hub::TimePoint at(const char* text) { return hub::Clock::utc(civil(text)); }

schemas::CivilTime civil(const char* text) {
  const auto time = schemas::CivilTime::parse(text);
  if (!time) throw std::runtime_error(std::string("no time: ") + text);
  return *time;
}

hub::Batch batchOf(const std::string& enterprise, const std::string& contentMd5) {
  hub::Batch batch;
  batch.enterprise = enterprise;
  batch.contentMd5 = contentMd5;
  batch.received = at("2026-11-20 02:00:00");
  return batch;
}

hub::PeerId StorageContract::newPeer() {
  hub::Peer peer;
  peer.name = fresh("peer-");
  return unit([&](auto& work) { return work.peers().put(peer); });
}

std::string StorageContract::newEnterprise() {
  const std::string number = std::to_string(nextNumber());
  const std::string first17 = "91330000" + std::string(9 - number.size(), '0') + number;
  const std::string code = first17 + schemas::CreditRule::checkCharacter(first17);
  unit([&](auto& work) { return work.enterprises().lockHead(code, hub::PeerId{}); });
  return code;
}

hub::BatchId StorageContract::newBatch(const std::string& enterprise) {
  return unit([&](auto& work) { return work.batches().insert(batchOf(enterprise, freshHex(32)), "{}"); });
}

}  // namespace contract
