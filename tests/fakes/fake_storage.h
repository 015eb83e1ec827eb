// hub::Storage in memory with real transactions, for tests of the rules.
//
// Units follow one another: begin() waits until the unit before it is committed or gone. So units of several
// threads are serialisable, and what MariaDB does by row locks happens here with one lock. A second unit
// begun by the thread that already has one open is refused at once with `internal`: against MariaDB it would
// wait for itself.
//
//   fakes::FakeStorage storage;
//   storage.failNext(hub::Failure::database);                    // the next call of any store
//   storage.failCall(7, hub::Failure::retryable);                // the seventh call from now
//   storage.failCommit(fakes::CommitFault::lostApplied);         // stored, but the caller hears `retryable`
//   ASSERT_TRUE(storage.unit([](auto& work) { return work.audit().append({}); }));
//   EXPECT_EQ(storage.audit().size(), 1u);
//
// Leases and time() go by a clock of its own, as they do in a database: the real one, or the one that
// follow() names, and moveClock() lets them run out.
//
// After `database` or `retryable` the unit is over: whatever follows in it, its commit too, fails with
// `database`. What is written for an enterprise needs lockHead() first, as hub/ports/enterprise.h demands;
// else `internal`.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "hub/ports/storage.h"
#include "tests/fakes/fake_faults.h"
#include "tests/fakes/fake_tables.h"

namespace fakes {

/// Thread-safe. Outlives its units.
class FakeStorage final : public hub::Storage {
 public:
  hub::Result<std::unique_ptr<hub::UnitOfWork>> begin() override;

  /// inUnit with this storage; for arranging a test and for looking.
  template <class Unit>
  auto unit(Unit&& work) {
    return hub::inUnit(*this, std::forward<Unit>(work));
  }

  void failNext(hub::Failure failure) { faults_.failCall(1, failure); }
  void failCall(std::uint64_t nth, hub::Failure failure) { faults_.failCall(nth, failure); }
  void throwCall(std::uint64_t nth) { faults_.throwCall(nth); }
  void failBegin(hub::Failure failure) { faults_.failBegin(failure); }
  void failCommit(CommitFault fault) { faults_.failCommit(fault); }
  void forgetFaults() { faults_.forget(); }
  /// Calls of store methods so far: for running an operation once for each place where it can fail.
  std::uint64_t calls() const { return faults_.calls(); }
  std::uint64_t commits() const;

  /// The clock of the store: the real one, or the one it follows, moved.
  hub::TimePoint time() const;
  void follow(const hub::Clock& clock) { clock_ = &clock; }
  void moveClock(std::chrono::milliseconds by) { moved_ += by.count(); }

  // What is committed.
  FakeTables tables() const;
  std::optional<hub::SeriesBlock> block(const hub::SeriesKey& key) const;
  std::vector<hub::SeriesBlock> blocks() const;
  std::vector<hub::Revision> revisions() const { return *tables().revisions; }
  std::vector<hub::Batch> batches() const;
  std::vector<hub::Finding> findings() const { return *tables().findings; }
  std::vector<hub::QuarantinedRecord> quarantined() const { return *tables().quarantined; }
  std::vector<hub::Tag> tags() const;
  /// With bodies, also of what is delivered.
  std::vector<hub::Delivery> deliveries() const;
  std::vector<hub::AuditEvent> audit() const { return *tables().audit; }
  /// The row of an enterprise with its history, or an empty one.
  EnterpriseRow enterprise(const std::string& code) const;

 private:
  friend class FakeUnit;
  void endUnit();
  void publish(const FakeTables& tables);

  FakeFaults faults_;
  std::atomic<std::int64_t> moved_{0};  // ms
  const hub::Clock* clock_ = nullptr;

  std::mutex turnMutex_;
  std::condition_variable turnFree_;
  bool unitOpen_ = false;
  std::thread::id unitThread_;

  mutable std::mutex tablesMutex_;
  FakeTables tables_;
  std::uint64_t commits_ = 0;

  FakeNumbers numbers_;  // used by the one open unit
};

}  // namespace fakes
