// Comparison of tags with a node below at the fixed time of the day (G-7.1-4, T-08).
#pragma once

#include "hub/ports/storage.h"
#include "jobs/job.h"

namespace hub::jobs {

class TagCompare final : public Job {
 public:
  /// Looks back over the last 30 days (OQ-62).
  TagCompare(Storage& storage, Peer peer, schemas::CivilTime timeOfDay)
      : storage_(storage), peer_(std::move(peer)), timeOfDay_(timeOfDay) {}

  std::string name() const override { return "tag_compare/" + peer_.name; }
  TimePoint next(TimePoint now, std::optional<TimePoint> last) const override {
    return daily(timeOfDay_, now, last);
  }
  bool isLong() const override { return true; }
  Result<std::string> runOnce(const JobContext& context) override;

 private:
  Storage& storage_;
  Peer peer_;
  schemas::CivilTime timeOfDay_;
};

}  // namespace hub::jobs
