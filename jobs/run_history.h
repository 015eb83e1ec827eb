// Forgets runs of jobs that nobody asks for any more. Attempts of deliveries are not touched: they are
// evidence and stay as long as the archive they belong to.
#pragma once

#include "hub/ports/storage.h"
#include "jobs/job.h"

namespace hub::jobs {

/// For jobs/upkeep.h: several processes come to the same.
class RunHistory final : public Job {
 public:
  /// A year with its yearly runs and a month more.
  static constexpr std::chrono::days kKept{400};

  explicit RunHistory(Storage& storage) : storage_(storage) {}

  std::string name() const override { return "run_history"; }
  TimePoint next(TimePoint now, std::optional<TimePoint> last) const override {
    return every(std::chrono::hours(6), now, last);
  }
  /// In units of a bounded size. The latest run of a job that finished always stays.
  Result<std::string> runOnce(const JobContext& context) override;

 private:
  Storage& storage_;
};

}  // namespace hub::jobs
