// What the quality rules keep besides the findings of a batch: settings, findings of jobs, and what is known
// of each point.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hub/ports/batch.h"

namespace hub {

enum class RuleMode : std::uint8_t {
  off,
  report,      // a finding
  quarantine,  // a finding, and the values concerned are kept out of the store
};

/// One setting of one rule. The narrowest that fits a value counts: enterprise before peer before energy kind
/// before the rule's own default.
struct RuleSetting {
  std::string rule;
  std::string enterprise;  // empty = all
  PeerId peer{};           // 0 = all
  std::string energyKind;  // class and type, six digits of the data code; empty = all
  std::optional<RuleMode> mode;
  std::string parameters;  // JSON object of numbers, e.g. {"factor":1000}; names in hub/quality
};

/// A finding of a job over a period, which replaces the earlier one of the same rule, point and period.
struct PeriodFinding {
  Finding finding;
  schemas::CivilDate period;
  TimePoint found{};
};

/// What has been learned of one real-time point: how often it reports, and its usual level.
struct PointHabit {
  std::string enterprise;
  std::string code;                   // canonical
  std::uint32_t intervalSeconds = 0;  // 900, 1800, 3600; 0 = not known yet
  bool configured = false;            // set by a person; jobs leave it alone
  double median = 0, maximum = 0;     // of the learning span, absolute values
  std::uint32_t days = 0;             // days seen
  schemas::CivilDate learned;         // the last day seen
};

class QualityStore {
 public:
  virtual ~QualityStore() = default;
  virtual Result<std::vector<RuleSetting>> settings() = 0;
  /// Replaces the one with the same rule, enterprise, peer and energy kind; without mode and parameters it
  /// is removed.
  virtual Result<void> putSetting(const RuleSetting& setting) = 0;
  virtual Result<void> putFindings(const std::vector<PeriodFinding>& findings) = 0;
  /// Removes what a rule found earlier for the enterprise and period and no longer finds.
  virtual Result<void> clearFindings(const std::string& enterprise, const std::string& rule,
                                     schemas::CivilDate period) = 0;
  virtual Result<std::vector<PeriodFinding>> findings(const std::string& enterprise, schemas::CivilDate from,
                                                      schemas::CivilDate to) = 0;
  virtual Result<std::vector<PointHabit>> habits(const std::string& enterprise) = 0;
  virtual Result<void> putHabits(const std::vector<PointHabit>& habits) = 0;
};

}  // namespace hub
