// MariaDB as the hub's store (design.md 4). The whole folder is reached through this header: settings,
// migrate(), MySqlStorage.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "adapters/mysql/peer_memory.h"
#include "adapters/mysql/settings.h"
#include "adapters/mysql/shared_read.h"
#include "hub/ports/crypto.h"
#include "hub/ports/storage.h"

namespace hub::mysql {

struct MigrationReport {
  std::uint32_t from = 0, to = 0;    // versions before and after; equal when there was nothing to do
  std::vector<std::string> applied;  // file names
};

/// Makes the database when absent and applies what is missing, in order. A run that was killed is completed
/// by the next one; two runs at once follow each other. Refuses a changed file and a version this directory
/// does not know.
Result<MigrationReport> migrate(const DatabaseSettings& settings, const Crypto& crypto);

/// Removes the database with everything in it. For tests and the demo; migrate() makes it again.
Result<void> dropDatabase(const DatabaseSettings& settings);

class SessionPool;

/// Thread-safe; the units it hands out are for one thread each and must not outlive it.
class MySqlStorage final : public Storage {
 public:
  /// Connects once and refuses, naming the reason, unless the server commits durably
  /// (innodb_flush_log_at_trx_commit=1), the database is utf8mb4 and its version is that of `migrationsDir`.
  static Result<std::unique_ptr<MySqlStorage>> open(const DatabaseSettings& settings, const Crypto& crypto);
  ~MySqlStorage() override;

  Result<std::unique_ptr<UnitOfWork>> begin() override;
  Result<std::optional<Peer>> peerByFingerprint(const std::string& sha256) override;
  Result<std::optional<Peer>> peerByDeviceId(const std::string& deviceId) override;
  Result<std::vector<Peer>> upstreams() override;
  /// A round trip to the server, for /readyz.
  Result<void> ping();

 private:
  explicit MySqlStorage(std::unique_ptr<SessionPool> pool);

  /// Counts the changes of the registry.
  Result<std::uint64_t> registryVersion();
  Result<std::uint64_t> readRegistryVersion();
  template <class Read>
  Result<std::optional<Peer>> remembered(const std::string& key, Read&& read);

  std::unique_ptr<SessionPool> pool_;
  PeerMemory peers_;
  SharedRead<std::uint64_t> sharedVersion_;
};

}  // namespace hub::mysql
