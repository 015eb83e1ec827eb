// Takes the settings of the quality rules over into the rules in force. For jobs/upkeep.h: every process has
// its own.
#pragma once

#include "hub/ports/storage.h"
#include "hub/quality/rule_book.h"
#include "jobs/job.h"

namespace hub::jobs {

class QualitySettings final : public Job {
 public:
  QualitySettings(Storage& storage, quality::RulesInForce& rules) : storage_(storage), rules_(rules) {}

  std::string name() const override { return "quality_settings"; }
  TimePoint next(TimePoint now, std::optional<TimePoint> last) const override {
    return every(std::chrono::seconds(30), now, last);
  }
  /// On failure the rules stay as they are.
  Result<std::string> runOnce(const JobContext& context) override;

 private:
  Storage& storage_;
  quality::RulesInForce& rules_;
};

}  // namespace hub::jobs
