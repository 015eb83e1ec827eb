// Repeatable random numbers, the same on every machine: SplitMix64, integers only.
#pragma once

#include <cstdint>
#include <initializer_list>

namespace hub::simulate {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  /// A stream of its own for each path of numbers, so that one value never depends on which others were asked
  /// for.
  Random(std::uint64_t seed, std::initializer_list<std::int64_t> path) : state_(seed) {
    for (const std::int64_t step : path)
      state_ = mixed(state_ ^ mixed(static_cast<std::uint64_t>(step) + kStep));
  }

  std::uint64_t next() {
    state_ += kStep;
    return mixed(state_);
  }
  /// Both ends included; `low` not above `high`.
  int between(int low, int high) {
    return low + static_cast<int>(next() % static_cast<std::uint64_t>(high - low + 1));
  }
  bool hit(int perMille) { return between(0, 999) < perMille; }

 private:
  static constexpr std::uint64_t kStep = 0x9E3779B97F4A7C15ULL;

  static std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }

  std::uint64_t state_;
};

}  // namespace hub::simulate
