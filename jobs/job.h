// Work that runs by itself at appointed times. One small class for each kind of work.
#pragma once

#include <optional>
#include <stop_token>
#include <string>

#include "hub/clock.h"
#include "hub/result.h"

namespace hub::jobs {

/// One run, as its job sees it.
struct JobContext {
  TimePoint now{};            // when the run began, by the clock of the store
  std::stop_token stop = {};  // the process stops, or the run belongs to somebody else now
  bool isTakenUp = false;     // it was begun before and stopped, or its process was killed

  /// Asked between two steps: `busy` when the run must end here. What is done stays done; the rest follows
  /// when the run is taken up again.
  Result<void> goOn() const {
    if (stop.stop_requested()) return fail(Failure::busy, {}, "the run was stopped");
    return {};
  }
};

/// runOnce() is called by one thread at a time, the others by any. It does work that is harmless to do again,
/// in steps of at most some seconds, a call to a peer excepted, with goOn() in between.
class Job {
 public:
  virtual ~Job() = default;
  /// Unique; with the peer where there is one: version_check/province.
  virtual std::string name() const = 0;
  /// The appointment that is due or comes next, given the appointment last kept. One that lies in the past is
  /// caught up once: an answer skips all but the latest of several missed ones.
  virtual TimePoint next(TimePoint now, std::optional<TimePoint> last) const = 0;
  /// Whether it may take minutes: such jobs never take the last thread, which is for the others.
  virtual bool isLong() const { return false; }
  /// Whether an upkeep job has something in memory that is lost with the process: it is run once more at its
  /// end, within a second or two.
  virtual bool runsAtEnd() const { return false; }
  /// What was done, with counts, for people.
  virtual Result<std::string> runOnce(const JobContext& context) = 0;
};

/// runOnce() with what it throws as a failure: a job that throws must not end the others.
Result<std::string> guardedRun(Job& job, const JobContext& context);

/// Every day at `timeOfDay` of China Standard Time: the latest such time up to `now` unless it has been kept,
/// else the next one. On a new node the latest one is due at once.
TimePoint daily(schemas::CivilTime timeOfDay, TimePoint now, std::optional<TimePoint> last);
/// Every `period`, on multiples of it since 1970 of China Standard Time, so that all processes agree on them,
/// each `offset` later. On a new node the present multiple is due at once.
TimePoint every(std::chrono::seconds period, TimePoint now, std::optional<TimePoint> last,
                std::chrono::seconds offset = {});

}  // namespace hub::jobs
