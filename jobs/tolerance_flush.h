// Stores what was tolerated since the last time (`wire.tolerated`, requirements 0.5). For jobs/upkeep.h: the
// counts lie in the memory of this process.
#pragma once

#include <functional>

#include "hub/exchange/tolerance_counts.h"
#include "hub/ports/storage.h"
#include "jobs/job.h"

namespace hub::jobs {

class ToleranceFlush final : public Job {
 public:
  using Stored = std::function<void(const std::vector<ToleranceCount>&)>;
  /// `stored` hears of what has been stored, once.
  ToleranceFlush(Storage& storage, exchange::ToleranceCounts& counts, Stored stored)
      : storage_(storage), counts_(counts), stored_(std::move(stored)) {}

  std::string name() const override { return "tolerance_flush"; }
  TimePoint next(TimePoint now, std::optional<TimePoint> last) const override {
    return every(std::chrono::seconds(30), now, last);
  }
  bool runsAtEnd() const override { return true; }
  /// What could not be stored is counted on.
  Result<std::string> runOnce(const JobContext& context) override;

 private:
  Storage& storage_;
  exchange::ToleranceCounts& counts_;
  Stored stored_;
};

}  // namespace hub::jobs
