// Jobs that each process does for itself: what they keep lives in its memory, or the store gives each piece
// of it to one of those who ask. Their runs do not persist.
#pragma once

#include <map>

#include "hub/log.h"
#include "jobs/scheduler.h"

namespace hub::jobs {

/// Holds no thread: hub/app calls runDue() from a thread of its own, so that a long job of the scheduler
/// delays nothing here.
class Upkeep {
 public:
  Upkeep(const Clock& clock, Log& log, JobList jobs) : clock_(clock), log_(log), jobs_(std::move(jobs)) {}

  /// Runs what is due; at the first call everything. A job that failed comes again at its next appointment.
  int runDue(std::stop_token stop = {});
  /// Runs those once more that have something to lose with the process (Job::runsAtEnd).
  void finish();

 private:
  void perform(Job& job, const JobContext& context);

  const Clock& clock_;
  Log& log_;
  JobList jobs_;
  std::map<const Job*, TimePoint> kept_;  // the appointment last kept
};

}  // namespace hub::jobs
