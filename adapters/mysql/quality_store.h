// Settings of the quality rules, findings of jobs, and what is known of each point.
#pragma once

#include "adapters/mysql/session.h"
#include "hub/ports/quality.h"

namespace hub::mysql {

class MySqlQualityStore final : public QualityStore {
 public:
  explicit MySqlQualityStore(Session& session) : session_(session) {}
  Result<std::vector<RuleSetting>> settings() override;
  Result<void> putSetting(const RuleSetting& setting) override;
  Result<void> putFindings(const std::vector<PeriodFinding>& findings) override;
  Result<void> clearFindings(const std::string& enterprise, const std::string& rule,
                             schemas::CivilDate period) override;
  Result<std::vector<PeriodFinding>> findings(const std::string& enterprise, schemas::CivilDate from,
                                              schemas::CivilDate to) override;
  Result<std::vector<PointHabit>> habits(const std::string& enterprise) override;
  Result<void> putHabits(const std::vector<PointHabit>& habits) override;

 private:
  Session& session_;
};

}  // namespace hub::mysql
