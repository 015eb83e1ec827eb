// Evaluates the quality rules that need history, every day over the two days before (field-notes 3; what came
// late clears a finding of the first of them).
#pragma once

#include "hub/ports/storage.h"
#include "hub/quality/history.h"
#include "jobs/job.h"

namespace hub::jobs {

class QualityDaily final : public Job {
 public:
  /// `timeOfDay` late enough for clients that upload in the afternoon (field-notes 1.7).
  QualityDaily(Storage& storage, const quality::RulesInForce& rules, schemas::CivilTime timeOfDay)
      : storage_(storage), rules_(rules), timeOfDay_(timeOfDay) {}

  std::string name() const override { return "quality_daily"; }
  TimePoint next(TimePoint now, std::optional<TimePoint> last) const override {
    return daily(timeOfDay_, now, last);
  }
  bool isLong() const override { return true; }
  /// Each enterprise and day in a unit of its own, so that no more than one is in memory. A run that was
  /// stopped, or ended with its process or by the database, goes on where it was when it is called again the
  /// same day; doing a day again is harmless.
  Result<std::string> runOnce(const JobContext& context) override;

 private:
  Result<bool> resumes(schemas::CivilDate today);
  Result<quality::KnownCodes> judgeDictionary(const quality::RuleBook& rules, TimePoint now);
  Result<bool> isDone(const std::string& enterprise, schemas::CivilDate today);
  Result<std::uint64_t> judgeEnterprise(const quality::RuleBook& rules, const quality::KnownCodes& known,
                                        const EnterpriseSummary& enterprise, TimePoint now);
  Result<std::uint64_t> judgeOneDay(const quality::RuleBook& rules, quality::EnterpriseDay day,
                                    TimePoint now);

  Storage& storage_;
  const quality::RulesInForce& rules_;
  schemas::CivilTime timeOfDay_;
};

}  // namespace hub::jobs
