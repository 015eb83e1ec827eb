// The limits of a lane in this process: requests a minute, bytes a second, and the patience its peer asked
// for.
#pragma once

#include <mutex>

#include "hub/ports/lane.h"

namespace hub::delivery {

/// Shared by the workers of one lane. Thread-safe.
class LanePace {
 public:
  struct Room {
    std::uint32_t requests = 0;
    std::chrono::milliseconds wait{0};  // when there is none: until there may be
  };

  /// From now on; what is used up stays used up.
  void follow(const LaneSettings& settings);
  /// Takes up to `wanted` requests.
  Room reserve(std::uint32_t wanted, TimePoint now);
  /// Requests that were not sent.
  void giveBack(std::uint32_t requests);
  void sent(std::uint64_t bytes);
  /// The peer wants no call before.
  void rest(TimePoint until);
  /// Even what is reserved must not go now: a rest began, or bytes are used up.
  bool isHeld(TimePoint now);

 private:
  void refill(TimePoint now);
  std::chrono::milliseconds wait(TimePoint now) const;

  mutable std::mutex mutex_;  // guards all below
  std::uint32_t requestsPerMinute_ = 0;
  std::uint64_t bytesPerSecond_ = 0;
  double requests_ = 1, bytes_ = 1;  // what may go; bytes sink below zero after a large body
  TimePoint filled_{};
  TimePoint restUntil_{};
};

}  // namespace hub::delivery
