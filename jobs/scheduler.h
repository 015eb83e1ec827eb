// Runs jobs at their appointments. Runs persist, so a missed one is caught up once after a restart, and of
// several hub processes one runs each (OQ-88). The time is the store's, the same for all processes: a wrong
// clock of one machine neither runs a job twice nor leaves one out.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "hub/log.h"
#include "hub/ports/storage.h"
#include "jobs/clock_readings.h"
#include "jobs/job.h"

namespace hub::jobs {

using JobList = std::vector<std::shared_ptr<Job>>;

struct SchedulerSettings {
  std::string worker;                       // names this process in a lease
  std::chrono::seconds lease{60};           // how soon the run of a process that was killed is taken over
  std::chrono::seconds retry{600};          // after a run that failed, if the next appointment is not sooner
  std::uint32_t threads = 1;                // that call runDue(): one of several is kept from long jobs
  std::chrono::milliseconds lookPeriod{0};  // a job is looked at no sooner again by any of them
  SteadyNow steady = steadyNow;
};

/// What /metrics says about a job.
struct JobFigures {
  std::optional<TimePoint> lastSuccess;  // of any process
  std::optional<std::chrono::milliseconds> lastTook;
  std::uint64_t failures = 0;  // in this process
  bool running = false;        // in this process
};

/// Holds no thread: hub/app calls runDue() from its job threads and has a Heartbeat call beat(). Thread-safe.
/// The list of jobs is asked for at each look, so that jobs of a new peer appear without a restart.
class Scheduler {
 public:
  Scheduler(Storage& storage, Log& log, SchedulerSettings settings, std::function<Result<JobList>()> jobs)
      : storage_(storage), log_(log), settings_(std::move(settings)), jobs_(std::move(jobs)) {}

  /// Runs what is due or asked for, one after the other, until a long one has run; returns how many ran. A
  /// run that `stop` ends is given back: whoever looks next goes on with it.
  int runDue(std::stop_token stop = {});

  /// Heartbeat of all that runs here, well within a lease after the one before. A run that belongs to
  /// somebody else now, or may because the store could not be reached for a whole lease, is stopped.
  void beat();

  /// Runs one job now, whatever its appointments, as an appointment of its own; `missing` when there is none
  /// of that name, `busy` when somebody runs it.
  Result<std::string> runNow(const std::string& name, std::stop_token stop = {});

  /// All jobs with their next appointment; it lies before `now` when it has not been kept.
  struct Plan {
    std::string job;
    TimePoint now{};
    TimePoint next{};
    std::optional<JobRun> last;
    std::optional<JobRun> running;  // somewhere, under a live lease
  };
  Result<std::vector<Plan>> plan();

  std::map<std::string, JobFigures> figures() const;

 private:
  struct Look;
  struct Wanted;
  class Place;
  struct Running {
    JobRun run;
    std::stop_source stop;
    std::chrono::steady_clock::time_point heldSince;  // the latest time the store confirmed it
  };
  std::set<std::string> askedFor();
  Result<Look> lookAt(const Job& job);
  Result<std::optional<JobRun>> lastKept(UnitOfWork& work, const std::string& job, TimePoint now);
  bool isOnCourse(TimePoint now);
  TimePoint appointment(const Job& job, const Look& look) const;
  std::optional<Wanted> wantedRun(const Job& job, const Look& look, bool isAsked) const;
  Result<JobRun> askedByUs(const std::string& job, TimePoint now);
  bool runOne(Job& job, bool isAsked, const std::stop_token& stop);
  Result<std::string> perform(Job& job, const JobRun& run, const Look& look, const std::stop_token& stop);
  void finish(const JobRun& run, const Result<std::string>& outcome, const Look& look,
              std::chrono::milliseconds took);
  void giveBack(const JobRun& run);
  void beatOne(const Running& one);
  void noteAhead(const std::string& job, TimePoint planned);
  std::optional<TimePoint> runAhead(const std::string& job) const;
  bool isKnown(const std::string& job) const;

  Storage& storage_;
  Log& log_;
  SchedulerSettings settings_;
  std::function<Result<JobList>()> jobs_;

  mutable std::mutex stateMutex_;  // guards what follows; not held while the store is asked
  std::map<std::string, JobFigures> figures_;
  std::map<std::uint64_t, Running> running_;  // by run
  std::optional<milliseconds> course_;        // the store's clock less the steady one, as it has always been
  std::map<std::string, TimePoint> ahead_;    // appointments kept before their time by a wrong clock
  std::map<std::string, std::chrono::steady_clock::time_point> lookedAt_;
  std::set<std::string> inHand_;
  std::uint32_t longInHand_ = 0;
};

}  // namespace hub::jobs
