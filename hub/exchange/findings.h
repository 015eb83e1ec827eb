// What is odd about accepted values without being an error. Pure but for the look-ups handed in.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "hub/exchange/ingest.h"

namespace hub::exchange {

/// The findings of one batch. Of one rule only the first twenty are kept; the last of them says how many
/// there are.
class Findings {
 public:
  explicit Findings(std::string enterprise) : enterprise_(std::move(enterprise)) {}
  void add(const std::string& rule, const std::string& member, const std::string& detail);
  std::vector<Finding> take(BatchId batch) const;
  std::uint32_t count() const { return static_cast<std::uint32_t>(kept_.size()); }

 private:
  std::string enterprise_;
  std::vector<Finding> kept_;
  std::map<std::string, std::size_t> met_;
};

/// Rules that need the values only: misaligned, future, fraction_digits, derived_start, scope_mismatch.
void findInValues(const Intake& intake, schemas::CivilTime now, Findings& findings);

/// enterprise_unknown and unconfigured_code (OQ-22, OQ-34); `malformed` instead when the sender's profile
/// rejects them.
Result<void> findInConfig(const Intake& intake, const std::optional<EnterpriseConfig>& config,
                          Findings& findings);

/// Days with daily values that should have real-time values but have none in the message (N-8.8-4); of which
/// the store may hold some. Empty for G, which knows no real time, and for values that are still being
/// collected.
std::vector<SeriesKey> realTimeDue(const Intake& intake);
void findMissingRealTime(const std::vector<SeriesKey>& missing, Findings& findings);

}  // namespace hub::exchange
