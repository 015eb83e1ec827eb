// Work that runs by itself at appointed times. One small class for each kind of work.
#pragma once

#include <optional>
#include <string>

#include "hub/clock.h"
#include "hub/result.h"

namespace hub::jobs {

/// Called by the scheduler thread only. runOnce() does a bounded piece of work that is harmless to do again.
class Job {
 public:
  virtual ~Job() = default;
  /// Unique; with the peer where there is one: version_check/province.
  virtual std::string name() const = 0;
  /// The appointment that is due or comes next, given the appointment last kept. One that lies in the past is
  /// caught up once: an answer skips all but the latest of several missed ones.
  virtual TimePoint next(TimePoint now, std::optional<TimePoint> last) const = 0;
  /// What was done, with counts, for people.
  virtual Result<std::string> runOnce(TimePoint now) = 0;
};

/// Every day at `timeOfDay` of China Standard Time: the latest such time up to `now` unless it has been kept,
/// else the next one. On a new node the latest one is due at once.
TimePoint daily(schemas::CivilTime timeOfDay, TimePoint now, std::optional<TimePoint> last);
/// Every `period`, on multiples of it since 1970 of China Standard Time, so that all processes agree on them.
/// On a new node the present multiple is due at once.
TimePoint every(std::chrono::seconds period, TimePoint now, std::optional<TimePoint> last);

}  // namespace hub::jobs
