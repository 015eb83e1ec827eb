// Ends alerts whose origin is no more, so that nobody looks for it: about jobs that this node has not, and
// about peers that are gone or suspended. What raised them would never end them. For jobs/upkeep.h.
#pragma once

#include <functional>

#include "hub/ports/storage.h"
#include "jobs/scheduler.h"

namespace hub::jobs {

class AlertWatch final : public Job {
 public:
  /// So long after it was last noticed: a peer that is suspended for a moment keeps its alert.
  static constexpr std::chrono::hours kGone{1};

  /// `jobs`: what the scheduler of this node runs.
  AlertWatch(Storage& storage, std::function<Result<JobList>()> jobs)
      : storage_(storage), jobs_(std::move(jobs)) {}

  std::string name() const override { return "alert_watch"; }
  TimePoint next(TimePoint now, std::optional<TimePoint> last) const override {
    return every(std::chrono::seconds(300), now, last);
  }
  Result<std::string> runOnce(const JobContext& context) override;

 private:
  Storage& storage_;
  std::function<Result<JobList>()> jobs_;
};

}  // namespace hub::jobs
