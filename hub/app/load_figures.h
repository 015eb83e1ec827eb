// What a load run measured.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "adapters/partners/load_client.h"
#include "schemas/json/value.h"

namespace hub::app {

/// Collects one figure per answer; 4 bytes each.
class LoadFigures final {
 public:
  void add(const partners::LoadAnswer& answer);

  std::uint64_t answers() const { return tookMicros_.size(); }
  std::uint64_t accepted() const { return accepted_; }
  /// Status and the first 300 bytes of the first answer that was no success.
  const std::string& firstRefusal() const { return firstRefusal_; }
  /// The smallest time that at least `percent` of the answers did not exceed; 0 without answers.
  double percentileMs(double percent) const;

 private:
  std::vector<std::uint32_t> tookMicros_;
  std::uint64_t accepted_ = 0;
  std::string firstRefusal_;
};

/// HTTP 200 and responseCode "0".
bool isAccepted(const partners::LoadAnswer& answer);

struct LoadCost {
  partners::LoadRun run;
  double clientCpuSeconds = 0;
  int valuesPerRequest = 1;
};

/// values_per_s counts accepted values only.
schemas::json::Object loadRow(const LoadFigures& figures, const LoadCost& cost);

}  // namespace hub::app
