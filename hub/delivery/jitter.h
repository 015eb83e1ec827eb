// Waits that are spread, so that what failed together does not come again together.
#pragma once

#include <chrono>
#include <cstdint>

namespace hub::delivery {

/// splitmix64: neighbouring seeds give unrelated numbers.
inline std::uint64_t mixed(std::uint64_t seed) {
  seed += 0x9E3779B97F4A7C15U;
  seed = (seed ^ (seed >> 30U)) * 0xBF58476D1CE4E5B9U;
  seed = (seed ^ (seed >> 27U)) * 0x94D049BB133111EBU;
  return seed ^ (seed >> 31U);
}

/// `wait` ±20 %; same seed, same wait.
inline std::chrono::milliseconds jittered(std::chrono::milliseconds wait, std::uint64_t seed) {
  const auto permille = static_cast<std::int64_t>(800 + mixed(seed) % 401);
  return std::chrono::milliseconds(wait.count() * permille / 1000);
}

}  // namespace hub::delivery
