// What an enterprise has configured (8.6), arranged for look-ups by point.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "hub/ports/enterprise.h"
#include "schemas/messages/energy_record.h"

namespace hub::quality {

/// One collect item at one frequency.
struct ConfiguredPoint {
  std::optional<double> least, most;  // dataValueMin, dataValueMax
  std::int32_t inputType = 0;
  std::int32_t scope = 0;
  bool isNamed = false;  // the item names this frequency; else it stands for any
};

/// Immutable after of(); any thread.
class ConfigIndex {
 public:
  static ConfigIndex of(const EnterpriseConfig& config);

  /// By canonical data code; nullptr = not configured at that frequency.
  const ConfiguredPoint* find(std::string_view code, schemas::StatType statType) const;
  /// Configured at any frequency.
  bool knows(std::string_view code) const { return points_.find(code) != points_.end(); }

  /// By frequency; a frequency without the point is empty.
  using Frequencies = std::array<std::optional<ConfiguredPoint>, 4>;
  const std::map<std::string, Frequencies, std::less<>>& points() const { return points_; }

 private:
  std::map<std::string, Frequencies, std::less<>> points_;
};

}  // namespace hub::quality
