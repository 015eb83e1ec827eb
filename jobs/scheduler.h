// Runs jobs at their appointments. Runs persist, so a missed one is caught up once after a restart, and of
// several hub processes one runs each (OQ-88).
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "hub/log.h"
#include "hub/ports/storage.h"
#include "jobs/job.h"

namespace hub::jobs {

using JobList = std::vector<std::shared_ptr<Job>>;

struct SchedulerSettings {
  std::string worker;                // names this process in a lease
  std::chrono::seconds lease{1800};  // a run that takes longer may be taken over, which is harmless
  std::chrono::seconds retry{600};   // after a run that failed, if the next appointment is not sooner
};

/// Holds no thread: hub/app calls runDue() from its job thread. The list is asked for at each look, so that
/// jobs of a new peer appear without a restart.
class Scheduler {
 public:
  Scheduler(Storage& storage, const Clock& clock, Log& log, SchedulerSettings settings,
            std::function<Result<JobList>()> jobs)
      : storage_(storage), clock_(clock), log_(log), settings_(std::move(settings)), jobs_(std::move(jobs)) {}

  /// Runs what is due, one after the other; `stopping` is asked between jobs. Returns how many ran.
  int runDue(const std::function<bool()>& stopping = [] { return false; });

  /// Runs one job now, whatever its appointments, as an appointment of its own; `missing` when there is none
  /// of that name, `busy` when somebody runs it.
  Result<std::string> runNow(const std::string& name);

  /// All jobs with their next appointment.
  struct Plan {
    std::string job;
    TimePoint next{};
    std::optional<JobRun> last;
  };
  Result<std::vector<Plan>> plan();

 private:
  Result<std::optional<JobRun>> lastOf(const Job& job);
  TimePoint appointment(const Job& job, const std::optional<JobRun>& last) const;
  bool runOne(Job& job);
  Result<std::string> perform(Job& job, const JobRun& run);

  Storage& storage_;
  const Clock& clock_;
  Log& log_;
  SchedulerSettings settings_;
  std::function<Result<JobList>()> jobs_;
};

}  // namespace hub::jobs
