// The time, injectable. All rules use CivilTime, China Standard Time (OQ-66).
#pragma once

#include <chrono>

#include "schemas/codes/civil_time.h"

namespace hub {

using TimePoint = std::chrono::sys_time<std::chrono::milliseconds>;

class Clock {
 public:
  virtual ~Clock() = default;
  virtual TimePoint now() const = 0;

  schemas::CivilTime civilNow() const { return civil(now()); }

  /// UTC to the wall clock of China, which has one zone and no daylight saving.
  static schemas::CivilTime civil(TimePoint time) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
    return {seconds + 8 * 3600};
  }
  static TimePoint utc(schemas::CivilTime time) {
    return TimePoint{std::chrono::seconds{time.seconds - 8 * 3600}};
  }
};

class SystemClock final : public Clock {
 public:
  TimePoint now() const override {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  }
};

}  // namespace hub
