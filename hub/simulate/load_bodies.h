// Bodies of uploadEnergyData for load tests: dense, regular, cheap to make, each of another enterprise.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "schemas/codes/civil_time.h"

namespace hub::simulate {

struct LoadShape {
  bool isDevice = false;  // the identity is `deviceId`
  bool isDaily = true;    // all 96 values of a day for `items` data codes; otherwise one record
  std::string identity;
  std::string enterprise;  // empty: one made from its number
  schemas::CivilDate day;
  int items = 200;
  std::uint64_t firstEnterprise = 0;
  std::uint64_t enterprises = 0;  // so many in turn, then the first again with other records; 0 = never again
  std::uint64_t seed = 1;  // below 3600, a greater one is also a later uploadDate: its values win (OQ-19)
  int corrected = 1000;    // of a thousand values so many differ from those of seed 1
};

/// A code with the right check character (GB 32100), unique below 10^9. All begin with 913206, the region of
/// the demo's city.
std::string loadEnterprise(std::uint64_t number);

/// Request `n` is of enterprise n modulo `enterprises`; each further turn takes the day before (daily) or the
/// next data code and slot (single). Equal settings make equal bodies.
class LoadBodies final {
 public:
  static constexpr int kSlotsPerDay = 96;
  static constexpr std::size_t kPreparedBytesMax = 256U << 20;

  explicit LoadBodies(LoadShape shape) : shape_(std::move(shape)) {}

  /// Makes the records of daily bodies in advance, for `requests` of them or up to kPreparedBytesMax. When
  /// that is not enough, enterprises share them; turns never do. Returns how many it made.
  std::size_t prepare(std::uint64_t requests);

  /// From the opening brace to the start of the records.
  std::string head(std::uint64_t request) const;
  /// The records to the closing brace. Null when the days that have been prepared are over.
  std::shared_ptr<const std::string> records(std::uint64_t request) const;
  int recordsPerRequest() const { return shape_.isDaily ? shape_.items * kSlotsPerDay : 1; }

 private:
  std::uint64_t turn(std::uint64_t request) const;
  std::string day(std::uint64_t turn, std::uint64_t variant) const;
  std::string single(std::uint64_t request) const;

  const LoadShape shape_;
  std::size_t variants_ = 1;  // prepared bodies for one turn
  std::vector<std::shared_ptr<const std::string>> prepared_;
};

}  // namespace hub::simulate
