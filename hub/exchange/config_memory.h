// Configurations (8.6) as they were last arranged for look-ups. An enterprise uploads every day and changes
// its configuration a few times a year.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "hub/quality/config_index.h"

namespace hub::exchange {

/// Thread-safe. What is kept counts for its digest only, so nothing here is ever out of date.
class ConfigMemory {
 public:
  using Index = std::shared_ptr<const quality::ConfigIndex>;

  explicit ConfigMemory(std::size_t pointsMax = 1'000'000) : pointsMax_(pointsMax) {}

  /// nullptr: has to be read.
  Index find(const std::string& enterprise, std::string_view digest) const;
  /// Forgets all others when there are too many points.
  void keep(const std::string& enterprise, std::string digest, Index index);

 private:
  struct Kept {
    std::string digest;
    Index index;
  };

  const std::size_t pointsMax_;  // of all enterprises; one takes about 250 bytes
  mutable std::mutex mutex_;     // guards all below
  std::unordered_map<std::string, Kept> kept_;
  std::size_t points_ = 0;
};

}  // namespace hub::exchange
