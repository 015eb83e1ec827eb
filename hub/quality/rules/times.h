// Times that cannot be right: starts off the grid or in the future, clocks that go wrong, values that come
// late.
#pragma once

#include "hub/quality/point.h"

namespace hub::quality {

/// misaligned (N-8.8-11), future and start_is_upload_time of one point. Real time is due every quarter of
/// an hour, in practice at any whole minute (T-03).
void judgeStarts(const ScopedRules& rules, const Point& point, Verdict& verdict);

/// Upload times and lateness, which all values of a batch mostly share: future, clock_drift,
/// twelve_hour_clock, derived_start and late, one finding each for the whole batch.
class BatchTimes {
 public:
  BatchTimes(const ScopedRules& rules, const ArrivedBatch& batch);
  BatchTimes(const BatchTimes&) = delete;
  BatchTimes& operator=(const BatchTimes&) = delete;

  void look(const Point& point, Verdict& verdict);
  void report(Verdict& verdict) const;

 private:
  Hits* clockFaultOf(schemas::CivilTime uploaded);
  bool isTwelveHours(std::int64_t behindSeconds) const;

  const ArrivedBatch& batch_;
  bool fromDevice_;
  std::array<schemas::CivilTime, 4> lateBefore_;  // by statType
  Hits future_, drift_, twelve_, derived_, late_;
  schemas::CivilTime uploaded_;              // of the value before
  Hits* fault_ = nullptr;                    // what is wrong with uploaded_
  std::array<schemas::CivilTime, 3> worst_;  // upload time of the first hit: future, drift, twelve
  schemas::CivilTime earliest_;              // of the late ones
};

}  // namespace hub::quality
