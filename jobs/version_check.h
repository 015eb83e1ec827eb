// The versions of the node above, at least once a day (N-8.2-3, N-8.5-3, T-01; flow F3).
#pragma once

#include "hub/delivery/n_client.h"
#include "jobs/job.h"

namespace hub::jobs {

class VersionCheck final : public Job {
 public:
  /// `period` at most 24 h. `offset` below it, so that the nodes below one peer do not ask all at once.
  VersionCheck(delivery::Surroundings surroundings, Peer peer, std::chrono::seconds period,
               std::chrono::seconds offset = {})
      : client_(surroundings), peer_(std::move(peer)), period_(period), offset_(offset) {}

  std::string name() const override { return "version_check/" + peer_.name; }
  TimePoint next(TimePoint now, std::optional<TimePoint> last) const override {
    return every(period_, now, last, offset_);
  }
  Result<std::string> runOnce(const JobContext& context) override;

 private:
  delivery::NClient client_;
  Peer peer_;
  std::chrono::seconds period_;
  std::chrono::seconds offset_;
};

}  // namespace hub::jobs
