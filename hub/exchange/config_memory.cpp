#include "hub/exchange/config_memory.h"

namespace hub::exchange {

ConfigMemory::Index ConfigMemory::find(const std::string& enterprise, std::string_view digest) const {
  const std::lock_guard lock(mutex_);
  const auto found = kept_.find(enterprise);
  return found != kept_.end() && found->second.digest == digest ? found->second.index : nullptr;
}

void ConfigMemory::keep(const std::string& enterprise, std::string digest, Index index) {
  const std::size_t size = index->points().size();
  const std::lock_guard lock(mutex_);
  if (points_ + size > pointsMax_) {
    kept_.clear();
    points_ = 0;
  }
  Kept& place = kept_[enterprise];
  if (place.index) points_ -= place.index->points().size();
  place = {std::move(digest), std::move(index)};
  points_ += size;
}

}  // namespace hub::exchange
