// Small batches that arrive at the same time share one transaction: a box that sends one record a request
// costs a share of a commit instead of a whole one (field-notes 4, the second shape of load).
#pragma once

#include <chrono>
#include <condition_variable>
#include <list>
#include <mutex>

#include "hub/exchange/ingest.h"

namespace hub::exchange {

/// Thread-safe; uses the threads of its callers. Whoever comes first works for all who wait, while the others
/// sleep; those that come meanwhile are the next group. It waits a moment for those it has just met, who as a
/// rule come back with their next batch; a single caller never waits. A large batch goes by itself. When a
/// group fails, each of its batches is tried by itself in the thread of its caller, so that one bad batch is
/// nobody else's trouble.
class IngestGroup {
 public:
  /// As ingest() for one batch. What the intake borrows must live until the return.
  Result<Batch> submit(const Surroundings& around, Intake intake);

  // Of a batch that joins a group, and of a group.
  static constexpr std::size_t kRecordsMax = 256;
  static constexpr std::size_t kBytesMax = 256u << 10;
  static constexpr std::size_t kBatchesMax = 32;
  // A third of what a unit of eight takes: two halves that wait for each other in turn cost more.
  static constexpr std::chrono::microseconds kGather{400};

 private:
  struct Waiting {
    Intake intake;
    bool waits = true;                                    // else there is an outcome, or it has to go alone
    std::optional<Result<Batch>> outcome = std::nullopt;  // nullopt: alone
    std::condition_variable changed = {};
  };
  struct Group {
    Waiting* members[kBatchesMax];
    std::size_t size = 0;
    std::vector<Intake> parts;
  };

  void lead(const Surroundings& around, std::unique_lock<std::mutex>& lock, Group& group);
  void take(Group& group);
  static Result<std::vector<Batch>> ingested(const Surroundings& around, Group& group) noexcept;
  void finish(Group& group, Result<std::vector<Batch>> outcome);

  std::mutex mutex_;  // guards all below, and whatever is Waiting but the intakes of a group at work
  std::condition_variable gathered_;
  std::list<Waiting*> waiting_;
  std::size_t expected_ = 1;  // how many the next group may have
  bool busy_ = false;         // somebody leads
};

}  // namespace hub::exchange
