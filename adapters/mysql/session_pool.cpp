#include "adapters/mysql/session_pool.h"

namespace hub::mysql {

Result<SessionPool::Lease> SessionPool::borrow() {
  HUB_TRY(idle, takeSlot());
  if (idle) return Lease(*this, std::move(idle));
  auto session = Session::connect(settings_);
  if (!session) {
    freeSlot();
    return tl::unexpected(session.error());
  }
  return Lease(*this, std::move(*session));
}

Result<std::unique_ptr<Session>> SessionPool::takeSlot() {
  std::unique_lock lock(slotsMutex_);
  if (!slotFreed_.wait_for(lock, settings_.borrowWait, [&] { return lent_ < settings_.poolSize; }))
    return fail(Failure::busy, {}, "no database session came free in time");
  ++lent_;
  std::unique_ptr<Session> session;
  if (!idle_.empty()) {
    session = std::move(idle_.back());
    idle_.pop_back();
  }
  return session;
}

void SessionPool::freeSlot() {
  {
    const std::lock_guard lock(slotsMutex_);
    --lent_;
  }
  slotFreed_.notify_one();
}

void SessionPool::giveBack(std::unique_ptr<Session> session) {
  if (!session->isBroken()) {
    const std::lock_guard lock(slotsMutex_);
    idle_.push_back(std::move(session));
  }
  session.reset();  // a broken one is closed before its place is given away
  freeSlot();
}

}  // namespace hub::mysql
