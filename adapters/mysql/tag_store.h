// The tags by which two nodes compare their batches.
#pragma once

#include "adapters/mysql/session.h"
#include "hub/ports/batch.h"

namespace hub::mysql {

class MySqlTagStore final : public TagStore {
 public:
  explicit MySqlTagStore(Session& session) : session_(session) {}
  Result<void> putOwn(const Tag& tag) override;
  Result<void> putAllOwn(const std::vector<Tag>& tags) override;
  Result<void> noteReceived(const Tag& tag) override;
  Result<std::optional<Tag>> find(PeerId peer, const schemas::LogSign& sign) override;
  Result<std::vector<Tag>> list(const TagFilter& filter) override;
  Result<std::vector<Tag>> ofBatch(PeerId peer, BatchId batch) override;
  Result<void> setState(std::uint64_t id, TagState state, TimePoint when) override;

 private:
  Session& session_;
};

}  // namespace hub::mysql
