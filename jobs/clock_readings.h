// What other clocks have said, carried on by the time that nobody can set, so that a jump of ours shows at
// once against all of them (T-09).
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "hub/clock.h"

namespace hub::jobs {

using std::chrono::milliseconds;

/// Milliseconds since some moment; never set.
using SteadyNow = std::function<milliseconds()>;
milliseconds steadyNow();

/// Thread-safe.
class ClockReadings {
 public:
  /// A peer's is forgotten after this: a version check a day renews it (T-01).
  static constexpr std::chrono::hours kLife{25};
  static constexpr const char* kItself = "itself";   // our own clock as it was when the process started
  static constexpr const char* kStore = "database";  // the clock of the store

  explicit ClockReadings(SteadyNow steady = steadyNow) : steady_(std::move(steady)) {}

  milliseconds steady() const { return steady_(); }
  /// The other clock said `theirs`, to `grain`, at some moment of the last `took`, which `ours` ends. Only
  /// what cannot be explained by the delay counts as an offset.
  void note(const std::string& against, TimePoint theirs, TimePoint ours, milliseconds took,
            milliseconds grain = milliseconds(0));
  /// By how much our clock is ahead of each other one; negative when it is behind.
  std::map<std::string, milliseconds> offsets(TimePoint ours) const;

 private:
  struct Reading {
    TimePoint theirs{};
    milliseconds at{};
  };

  SteadyNow steady_;
  mutable std::mutex readingsMutex_;
  std::map<std::string, Reading> readings_;
};

}  // namespace hub::jobs
