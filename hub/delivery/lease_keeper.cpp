#include "hub/delivery/lease_keeper.h"

namespace hub::delivery {

void LeaseKeeper::hold(const std::vector<Delivery>& claims) {
  const TimePoint now = clock_.now();
  const std::lock_guard lock(mutex_);
  for (const Delivery& one : claims) {
    Delivery claim;
    claim.id = one.id;
    claim.peer = one.peer;
    claim.attempts = one.attempts;
    claim.claimedBy = one.claimedBy;
    held_.insert({{one.id, one.attempts}, {std::move(claim), now}});
  }
}

void LeaseKeeper::drop(const Delivery& claim) {
  const std::lock_guard lock(mutex_);
  held_.erase({claim.id, claim.attempts});
}

void LeaseKeeper::dropAllOf(const std::string& worker) {
  const std::lock_guard lock(mutex_);
  std::erase_if(held_, [&](const auto& one) { return one.second.claim.claimedBy == worker; });
}

// A clock that was set back makes a claim young for ever, so such a claim counts as old.
std::vector<Delivery> LeaseKeeper::olderThan(std::chrono::milliseconds age) {
  const TimePoint now = clock_.now();
  std::vector<Delivery> old;
  const std::lock_guard lock(mutex_);
  for (const auto& [key, held] : held_)
    if (now < held.since || now - held.since >= age) old.push_back(held.claim);
  return old;
}

Result<LeaseKeeper::Beat> LeaseKeeper::beat() {
  // Most claims live for milliseconds: only those that last are worth a statement.
  const std::vector<Delivery> old = olderThan(std::chrono::milliseconds(lease_) / 4);
  Beat beat;
  if (!old.empty()) {
    HUB_TRY(extended,
            inUnit(storage_, [&](UnitOfWork& work) { return work.deliveries().extend(old, lease_); }));
    beat.extended = extended;
  }
  // In a unit of its own: trouble with the work of others must not cost us ours.
  HUB_TRY(released, inUnit(storage_, [](UnitOfWork& work) { return work.deliveries().releaseExpired(100); }));
  beat.released = released;
  return beat;
}

}  // namespace hub::delivery
