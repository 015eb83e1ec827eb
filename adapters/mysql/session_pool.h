// The sessions of this process.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "adapters/mysql/session.h"

namespace hub::mysql {

/// Thread-safe. Opens sessions when they are needed, at most `poolSize`.
class SessionPool final {
 public:
  explicit SessionPool(DatabaseSettings settings) : settings_(std::move(settings)) {}

  /// A session for one unit; goes back when it is destroyed, unless broken.
  class Lease final {
   public:
    Lease(SessionPool& pool, std::unique_ptr<Session> session) : pool_(&pool), session_(std::move(session)) {}
    ~Lease() {
      if (session_) pool_->giveBack(std::move(session_));
    }
    Lease(Lease&&) = default;
    Lease& operator=(Lease&&) = delete;

    Session& operator*() const { return *session_; }
    Session* operator->() const { return session_.get(); }

   private:
    SessionPool* pool_;
    std::unique_ptr<Session> session_;
  };

  /// Waits `borrowWait` for a free one, then `busy`.
  Result<Lease> borrow();
  std::size_t size() const { return settings_.poolSize; }

 private:
  void giveBack(std::unique_ptr<Session> session);
  /// An idle session, or nullptr for the right to open one.
  Result<std::unique_ptr<Session>> takeSlot();
  void freeSlot();

  const DatabaseSettings settings_;
  std::mutex slotsMutex_;
  std::condition_variable slotFreed_;
  std::vector<std::unique_ptr<Session>> idle_;
  std::size_t lent_ = 0;
};

}  // namespace hub::mysql
