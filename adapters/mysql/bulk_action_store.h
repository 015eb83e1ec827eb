// Acts on many deliveries, and which of them refused.
#pragma once

#include "adapters/mysql/session.h"
#include "hub/ports/bulk_action.h"

namespace hub::mysql {

class MySqlBulkActionStore final : public BulkActionStore {
 public:
  explicit MySqlBulkActionStore(Session& session) : session_(session) {}
  Result<std::uint64_t> create(const BulkAction& action) override;
  Result<std::optional<BulkAction>> find(std::uint64_t id) override;
  Result<std::vector<BulkAction>> list(std::uint32_t limit) override;
  Result<std::optional<BulkAction>> lockRunning() override;
  Result<void> advance(const BulkAction& action, const std::vector<BulkRefusal>& refusals) override;
  Result<std::vector<BulkRefusal>> refusals(std::uint64_t id, std::uint32_t limit) override;
  Result<bool> setState(std::uint64_t id, BulkState state, TimePoint now) override;

 private:
  Result<std::optional<BulkAction>> one(const char* sql, std::uint64_t id);

  Session& session_;
};

}  // namespace hub::mysql
