#include "hub/exchange/ingest_group.h"

#include <algorithm>
#include <exception>

namespace hub::exchange {
namespace {

Result<Batch> alone(const Surroundings& around, Intake intake) {
  std::vector<Intake> parts;
  parts.push_back(std::move(intake));
  HUB_TRY(batches, ingest(around, parts));
  return std::move(batches.front());
}

bool joins(const Intake& intake) {
  return intake.records.size() <= IngestGroup::kRecordsMax && intake.body->size() <= IngestGroup::kBytesMax;
}

}  // namespace

// At most one batch of an enterprise: those of one follow each other.
void IngestGroup::take(Group& group) {
  for (auto place = waiting_.begin(); place != waiting_.end() && group.size < kBatchesMax;) {
    const std::string& enterprise = (*place)->intake.enterprise;
    const bool again = std::any_of(group.members, group.members + group.size,
                                   [&](const Waiting* one) { return one->intake.enterprise == enterprise; });
    if (again) {
      ++place;
      continue;
    }
    group.members[group.size++] = *place;
    place = waiting_.erase(place);
  }
}

// One try: a member that has to wait for somebody else's lock shall not keep the others waiting.
Result<std::vector<Batch>> IngestGroup::ingested(const Surroundings& around, Group& group) noexcept {
  try {
    return ingest(around, group.parts, group.size == 1 ? Repeat::whenItHelps : Repeat::never);
  } catch (const std::exception& thrown) {
    return fail(Failure::internal, {}, thrown.what());
  }
}

// The last touch of the members: one that is told may be gone the moment the lock is free.
void IngestGroup::finish(Group& group, Result<std::vector<Batch>> outcome) {
  const bool forAll = outcome || group.size == 1 || outcome.error().failure == Failure::busy;
  for (std::size_t i = 0; i < group.size; ++i) {
    Waiting& one = *group.members[i];
    one.intake = std::move(group.parts[i]);
    if (forAll && outcome) one.outcome = std::move((*outcome)[i]);
    if (forAll && !outcome) one.outcome = tl::unexpected(outcome.error());
    one.waits = false;
    one.changed.notify_one();
  }
}

void IngestGroup::lead(const Surroundings& around, std::unique_lock<std::mutex>& lock, Group& group) {
  busy_ = true;
  gathered_.wait_for(lock, kGather, [this] { return waiting_.size() >= expected_; });
  group.size = 0;
  group.parts.clear();
  take(group);
  for (std::size_t i = 0; i < group.size; ++i) group.parts.push_back(std::move(group.members[i]->intake));
  lock.unlock();
  Result<std::vector<Batch>> outcome = ingested(around, group);
  lock.lock();
  busy_ = false;
  expected_ = std::min(group.size + waiting_.size(), kBatchesMax);
  finish(group, std::move(outcome));
  if (!waiting_.empty()) waiting_.front()->changed.notify_one();  // to lead
}

Result<Batch> IngestGroup::submit(const Surroundings& around, Intake intake) {
  prepare(around.crypto, intake);
  if (!joins(intake)) return alone(around, std::move(intake));
  Waiting mine{std::move(intake)};
  Group group;
  group.parts.reserve(kBatchesMax);  // here, because nothing may fail while others know of `mine`
  std::unique_lock lock(mutex_);
  waiting_.push_back(&mine);
  if (waiting_.size() >= expected_) gathered_.notify_one();
  while (mine.waits) {
    if (busy_)
      mine.changed.wait(lock);
    else
      lead(around, lock, group);
  }
  lock.unlock();
  if (mine.outcome) return std::move(*mine.outcome);
  return alone(around, std::move(mine.intake));
}

}  // namespace hub::exchange
