#include "hub/exchange/tolerance_counts.h"

#include <algorithm>

namespace hub::exchange {

void ToleranceCounts::add(PeerId peer, const schemas::Tolerated& tolerated, TimePoint when) {
  if (tolerated.empty()) return;
  const std::lock_guard lock(mutex_);
  for (const auto& [row, count] : tolerated) {
    ToleranceCount& total = counts_[{peer, row}];
    total.peer = peer;
    total.row = row;
    total.count += static_cast<std::uint64_t>(count);
    total.last = std::max(total.last, when);
  }
}

std::vector<ToleranceCount> ToleranceCounts::take() {
  std::vector<ToleranceCount> taken;
  const std::lock_guard lock(mutex_);
  for (auto& [key, count] : counts_) taken.push_back(std::move(count));
  counts_.clear();
  return taken;
}

void ToleranceCounts::giveBack(const std::vector<ToleranceCount>& counts) {
  const std::lock_guard lock(mutex_);
  for (const ToleranceCount& given : counts) {
    ToleranceCount& total = counts_[{given.peer, given.row}];
    total.peer = given.peer;
    total.row = given.row;
    total.count += given.count;
    total.last = std::max(total.last, given.last);
  }
}

}  // namespace hub::exchange
