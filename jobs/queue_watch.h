// Keeps the alerts about the queue true: what needs a person, and what has waited too long. For
// jobs/upkeep.h, because it has to come within a minute; several processes come to the same.
#pragma once

#include "hub/ports/storage.h"
#include "jobs/job.h"

namespace hub::jobs {

inline constexpr const char* kQueueNeedsAttention = "queue_needs_attention";  // subject: the peer
inline constexpr const char* kQueueOld = "queue_old";                         // subject: the peer

class QueueWatch final : public Job {
 public:
  /// What a round a day leaves behind is younger.
  static constexpr std::chrono::hours kOld{26};

  explicit QueueWatch(Storage& storage) : storage_(storage) {}

  std::string name() const override { return "queue_watch"; }
  TimePoint next(TimePoint now, std::optional<TimePoint> last) const override {
    return every(std::chrono::seconds(60), now, last);
  }
  Result<std::string> runOnce(const JobContext& context) override;

 private:
  Storage& storage_;
};

}  // namespace hub::jobs
