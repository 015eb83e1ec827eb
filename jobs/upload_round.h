// The daily upload at the appointed time (N-8.8-5, T-02): what this node collected is packed, and whatever
// waits in the queue since earlier rounds goes again (N-8.8-8).
#pragma once

#include "hub/exchange/daily_pack.h"
#include "jobs/job.h"

namespace hub::jobs {

class UploadRound final : public Job {
 public:
  /// Days of uploads that are made up for by one round.
  static constexpr int kDaysBack = 31;

  /// `timeOfDay` with the peer's random offset already added (OQ-17).
  UploadRound(exchange::Surroundings surroundings, Peer peer, schemas::CivilTime timeOfDay)
      : surroundings_(surroundings), peer_(std::move(peer)), timeOfDay_(timeOfDay) {}

  std::string name() const override { return "upload_round/" + peer_.name; }
  TimePoint next(TimePoint now, std::optional<TimePoint> last) const override {
    return daily(timeOfDay_, now, last);
  }
  bool isLong() const override { return true; }
  /// Packs for each day since the round that last ended well, this one included: a node that was away for
  /// three days leaves no day out.
  Result<std::string> runOnce(const JobContext& context) override;

 private:
  Result<schemas::CivilDate> firstDay(TimePoint now);
  Result<exchange::PackCounts> pack(const JobContext& context);

  exchange::Surroundings surroundings_;
  Peer peer_;
  schemas::CivilTime timeOfDay_;
};

}  // namespace hub::jobs
