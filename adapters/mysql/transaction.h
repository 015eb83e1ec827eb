// One transaction, by SQL text only: the three calls of the connector for it swallow errors, and a lost
// commit looks like a success (reliability.md 0, fact 1).
#pragma once

#include "adapters/mysql/session_pool.h"

namespace hub::mysql {

/// Rolls back unless committed. Once a statement has failed nothing can be committed any more: after a lock
/// wait the server would store the other half (fact 3).
class Transaction final {
 public:
  static Result<Transaction> begin(SessionPool& pool);
  ~Transaction();
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;

  Session& session() const { return *lease_; }
  Result<void> commit();

 private:
  explicit Transaction(SessionPool::Lease lease)
      : lease_(std::move(lease)), failuresBefore_(lease_->failures()) {}

  SessionPool::Lease lease_;
  std::uint64_t failuresBefore_;
  bool open_ = true;
};

}  // namespace hub::mysql
