// Tags to the node above, after the day's reception (G-7.1-3, T-07).
#pragma once

#include "hub/ports/storage.h"
#include "jobs/job.h"

namespace hub::jobs {

class TagPush final : public Job {
 public:
  TagPush(Storage& storage, Peer peer, schemas::CivilTime timeOfDay)
      : storage_(storage), peer_(std::move(peer)), timeOfDay_(timeOfDay) {}

  std::string name() const override { return "tag_push/" + peer_.name; }
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
