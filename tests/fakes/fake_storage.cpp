#include "tests/fakes/fake_storage.h"

#include "tests/fakes/fake_unit.h"

namespace fakes {

using hub::Failure;
using hub::Result;

namespace {

constexpr std::chrono::seconds kTurnWait{20};

}  // namespace

Result<std::unique_ptr<hub::UnitOfWork>> FakeStorage::begin() {
  if (const auto failure = faults_.nextBegin()) return hub::fail(*failure, {}, "fault ordered by the test");
  {
    std::unique_lock lock(turnMutex_);
    if (unitOpen_ && unitThread_ == std::this_thread::get_id())
      return hub::fail(Failure::internal, {}, "this thread has a unit open already");
    if (!turnFree_.wait_for(lock, kTurnWait, [&] { return !unitOpen_; }))
      return hub::fail(Failure::busy, {}, "another unit stays open");
    unitOpen_ = true;
    unitThread_ = std::this_thread::get_id();
  }
  return std::make_unique<FakeUnit>(*this);
}

void FakeStorage::endUnit() {
  {
    const std::lock_guard lock(turnMutex_);
    unitOpen_ = false;
  }
  turnFree_.notify_one();
}

void FakeStorage::publish(const FakeTables& tables) {
  const std::lock_guard lock(tablesMutex_);
  tables_ = tables;
  ++commits_;
}

std::uint64_t FakeStorage::commits() const {
  const std::lock_guard lock(tablesMutex_);
  return commits_;
}

hub::TimePoint FakeStorage::time() const {
  const hub::TimePoint now = clock_ ? clock_->now() : hub::SystemClock().now();
  return now + std::chrono::milliseconds{moved_.load()};
}

FakeTables FakeStorage::tables() const {
  const std::lock_guard lock(tablesMutex_);
  return tables_;
}

std::optional<hub::SeriesBlock> FakeStorage::block(const hub::SeriesKey& key) const {
  const FakeTables now = tables();
  const auto found = now.blocks->find(key);
  if (found == now.blocks->end()) return std::nullopt;
  return *found->second;
}

std::vector<hub::SeriesBlock> FakeStorage::blocks() const {
  const FakeTables now = tables();
  std::vector<hub::SeriesBlock> result;
  for (const auto& [key, block] : *now.blocks) result.push_back(*block);
  return result;
}

std::vector<hub::Batch> FakeStorage::batches() const {
  const FakeTables now = tables();
  std::vector<hub::Batch> result;
  for (const auto& [id, row] : *now.batches) result.push_back(row.batch);
  return result;
}

std::vector<hub::Tag> FakeStorage::tags() const {
  const FakeTables now = tables();
  std::vector<hub::Tag> result;
  for (const auto& [id, tag] : *now.tags) result.push_back(tag);
  return result;
}

std::vector<hub::Delivery> FakeStorage::deliveries() const {
  const FakeTables now = tables();
  std::vector<hub::Delivery> result;
  for (const auto& [id, row] : *now.deliveries) {
    result.push_back(row.delivery);
    if (row.body) result.back().body = *row.body;
  }
  return result;
}

EnterpriseRow FakeStorage::enterprise(const std::string& code) const {
  const FakeTables now = tables();
  const auto found = now.enterprises->find(code);
  return found == now.enterprises->end() ? EnterpriseRow{} : found->second;
}

Result<void> FakeSession::enter() {
  if (over) return hub::fail(Failure::database, {}, "the unit is over");
  const auto failure = faults.nextCall();
  if (!failure) return {};
  over = *failure == Failure::database || *failure == Failure::retryable;
  return hub::fail(*failure, {}, "fault ordered by the test");
}

Result<void> FakeSession::needHead(const std::string& enterprise) const {
  if (lockedHeads.contains(enterprise)) return {};
  return hub::fail(Failure::internal, {}, "lockHead(" + enterprise + ") must come first in this unit");
}

FakeUnit::FakeUnit(FakeStorage& storage)
    : storage_(storage), session_{storage, storage.tables(), storage.numbers_, storage.faults_, {}, false} {}

FakeUnit::~FakeUnit() { end(); }

void FakeUnit::end() {
  if (std::exchange(ended_, true)) return;
  session_.over = true;
  storage_.endUnit();
}

Result<hub::TimePoint> FakeUnit::time() {
  HUB_CHECK(session_.enter());
  return storage_.time();
}

Result<void> FakeUnit::commit() {
  if (session_.over) return hub::fail(Failure::database, {}, "the unit is over");
  const auto fault = storage_.faults_.nextCommit();
  if (!fault || *fault == CommitFault::lostApplied) storage_.publish(session_.tables);
  end();
  if (!fault) return {};
  if (*fault == CommitFault::refused) return hub::fail(Failure::database, {}, "commit refused by the test");
  return hub::fail(Failure::retryable, {}, "outcome of the commit unknown, ordered by the test");
}

}  // namespace fakes
