// Planned runs of jobs persist, so that a missed one is caught up once and several processes run each one
// once (OQ-88).
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "hub/clock.h"
#include "hub/result.h"

namespace hub {

struct JobRun {
  std::uint64_t id = 0;
  std::string job;  // name, with the peer where there is one: version_check/province
  TimePoint planned{};
  std::optional<TimePoint> started, finished;
  bool ok = false;
  std::string result;  // counts, for people
  std::string worker;
  bool asked = false;  // started by a person
  bool held = false;   // goes on: its lease lived when it was read, by the clock of the store
};

class JobStore {
 public:
  /// One that runs longer was given under another clock and does not count (T-09).
  static constexpr std::chrono::seconds kLongestLease{3600};

  virtual ~JobStore() = default;
  /// The right to run `job` for its appointment `planned`: nullopt when it has been run, or while any run of
  /// this job stands under a live lease: runs of one job never overlap. Leases are counted by the clock of
  /// the store. With `asked` it takes the job off the list of what is asked for, and is nullopt when it does
  /// not stand there any more: of several that have seen it there one runs it. A run begun for an earlier
  /// wish and left behind is taken up all the same, and leaves a newer wish where it is.
  virtual Result<std::optional<JobRun>> claim(const std::string& job, TimePoint planned,
                                              const std::string& worker, TimePoint now,
                                              std::chrono::seconds lease, bool asked = false) = 0;
  /// Heartbeat; `leaseLost` when the run belongs to somebody else now.
  virtual Result<void> extend(const JobRun& run, std::chrono::seconds lease) = 0;
  virtual Result<void> finish(const JobRun& run, bool ok, const std::string& result, TimePoint now) = 0;
  /// The latest run that finished, or nullopt.
  virtual Result<std::optional<JobRun>> last(const std::string& job) = 0;
  virtual Result<std::vector<JobRun>> list(std::uint32_t limit,
                                           const std::optional<std::string>& job = {}) = 0;
  /// Forgets at most `limit` runs planned before `before`, the oldest first, but never the latest of a job
  /// that finished. Returns how many; call again while it is `limit`.
  virtual Result<std::uint64_t> prune(TimePoint before, std::uint32_t limit) = 0;
  /// A person wants it run now; a process that serves takes it. Asked twice before it runs is asked once.
  virtual Result<void> ask(const std::string& job, const std::string& by, TimePoint now) = 0;
  /// Jobs asked for and not yet begun; claim(…, asked) takes one off the list.
  virtual Result<std::vector<std::string>> asked() = 0;
};

}  // namespace hub
