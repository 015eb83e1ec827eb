#include "hub/ports/storage.h"

#include <algorithm>
#include <random>
#include <thread>

namespace hub {

bool Patience::lasts() {
  constexpr int kTries = 12;
  constexpr std::chrono::seconds kTime{15};
  constexpr std::int64_t kFirst = 4000, kMost = 250'000;  // us
  if (tries_ == kTries || std::chrono::steady_clock::now() - begun_ > kTime) return false;
  const std::int64_t most = std::min(kFirst << static_cast<unsigned>(tries_ - 1), kMost);
  std::random_device random;
  std::uniform_int_distribution<std::int64_t> wait(most / 8, most);
  std::this_thread::sleep_for(std::chrono::microseconds{wait(random)});
  ++tries_;
  return true;
}

}  // namespace hub
