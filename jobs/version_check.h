// The versions of the node above, at least once a day (N-8.2-3, N-8.5-3, T-01; flow F3).
#pragma once

#include "hub/delivery/n_client.h"
#include "jobs/job.h"

namespace hub::jobs {

class VersionCheck final : public Job {
 public:
  /// `period` at most 24 h.
  VersionCheck(delivery::Surroundings surroundings, Peer peer, std::chrono::seconds period)
      : client_(surroundings), peer_(std::move(peer)), period_(period) {}

  std::string name() const override { return "version_check/" + peer_.name; }
  TimePoint next(TimePoint now, std::optional<TimePoint> last) const override {
    return every(period_, now, last);
  }
  Result<std::string> runOnce(TimePoint now) override;

 private:
  delivery::NClient client_;
  Peer peer_;
  std::chrono::seconds period_;
};

}  // namespace hub::jobs
