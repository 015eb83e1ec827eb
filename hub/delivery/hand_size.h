// How many deliveries a worker takes at once.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace hub::delivery {

/// Small and quick ones share the cost of a unit of work; of large or slow ones a worker takes one, so that
/// the others of its lane find something to do and little waits behind it. Used by one thread.
class HandSize {
 public:
  static constexpr std::uint32_t kMost = 16;
  static constexpr std::uint64_t kLarge = 256U << 10;  // bytes of a body
  static constexpr std::chrono::milliseconds kHandTime{200};

  std::uint32_t size() const { return size_; }
  /// How long a call may be expected to take.
  std::chrono::milliseconds expected() const { return std::max(expected_, slowest_); }
  /// One call.
  void note(std::uint64_t bytes, std::chrono::milliseconds took) {
    largest_ = std::max(largest_, bytes);
    slowest_ = std::max(slowest_, took);
    isNoted_ = true;
  }
  /// There is no backlog: whatever comes next is shared among all workers.
  void restart() { size_ = 1; }
  /// The hand is over.
  void close() {
    if (!isNoted_) return;
    const auto inTime = kHandTime / std::max(slowest_, std::chrono::milliseconds(1));
    const auto most = static_cast<std::uint32_t>(std::clamp<std::int64_t>(inTime, 1, kMost));
    size_ = largest_ > kLarge ? 1 : std::min(most, size_ * 2);
    expected_ = slowest_;
    largest_ = 0;
    slowest_ = {};
    isNoted_ = false;
  }

 private:
  std::uint32_t size_ = 1;
  std::uint64_t largest_ = 0;
  std::chrono::milliseconds slowest_{0}, expected_{0};
  bool isNoted_ = false;
};

}  // namespace hub::delivery
