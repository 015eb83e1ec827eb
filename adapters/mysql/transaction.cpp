#include "adapters/mysql/transaction.h"

namespace hub::mysql {

Result<Transaction> Transaction::begin(SessionPool& pool) {
  // Idle sessions may have been closed by the server meanwhile; nothing has been done yet, so another one
  // will do. After as many tries as there can be idle ones, the session has just been opened.
  for (std::size_t attempt = 0;; ++attempt) {
    HUB_TRY(lease, pool.borrow());
    const auto begun = lease->run("START TRANSACTION");
    if (begun) return Transaction(std::move(lease));
    if (!lease->isBroken() || attempt == pool.size()) return tl::unexpected(begun.error());
  }
}

Transaction::Transaction(Transaction&& other) noexcept
    : lease_(std::move(other.lease_)),
      failuresBefore_(other.failuresBefore_),
      open_(std::exchange(other.open_, false)) {}

Transaction::~Transaction() {
  if (!open_) return;
  // Closing the session rolls back too; in the pool, an open transaction would be committed by the next START
  // TRANSACTION.
  if (!lease_->run("ROLLBACK")) lease_->abandon();
}

Result<void> Transaction::commit() {
  if (!open_) return fail(Failure::internal, {}, "the unit has ended already");
  if (lease_->failures() != failuresBefore_)
    return fail(Failure::database, {}, "a statement of this unit has failed, it cannot be committed");
  HUB_CHECK(lease_->run("COMMIT"));
  open_ = false;
  return {};
}

}  // namespace hub::mysql
