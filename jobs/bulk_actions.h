// Works through what a person has asked for on many deliveries. Progress and acts commit together, so a
// process may be killed at any time: what follows goes on behind the last unit. For jobs/upkeep.h: the store
// gives an action to one process at a time.
#pragma once

#include "hub/ports/storage.h"
#include "jobs/job.h"

namespace hub::jobs {

class BulkActions final : public Job {
 public:
  static constexpr std::uint32_t kDeliveriesInAUnit = 500;

  explicit BulkActions(Storage& storage) : storage_(storage) {}

  std::string name() const override { return "bulk_actions"; }
  TimePoint next(TimePoint now, std::optional<TimePoint> last) const override {
    return every(std::chrono::seconds(1), now, last);
  }
  /// Until nothing is left that runs.
  Result<std::string> runOnce(const JobContext& context) override;

 private:
  Storage& storage_;
};

}  // namespace hub::jobs
