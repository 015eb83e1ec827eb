// How many refusals of strangers are audited: the listener for devices stands open, and whoever knocks there
// all day must not fill the disk.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>

#include "hub/clock.h"

namespace hub::exchange {

/// At most `kPerMinute` in a minute. Thread-safe.
class AuditLimit {
 public:
  /// How many have been left out since the last one that was let through; nullopt: leave this one out too.
  std::optional<std::uint64_t> admit(TimePoint now);

  static constexpr int kPerMinute = 60;

 private:
  std::mutex mutex_;  // guards the rest
  std::int64_t minute_ = -1;
  int admitted_ = 0;
  std::uint64_t leftOut_ = 0;
};

}  // namespace hub::exchange
