#include "hub/exchange/audit_limit.h"

#include <utility>

namespace hub::exchange {

std::optional<std::uint64_t> AuditLimit::admit(TimePoint now) {
  const std::int64_t minute = std::chrono::floor<std::chrono::minutes>(now).time_since_epoch().count();
  const std::lock_guard lock(mutex_);
  if (minute != minute_) {
    minute_ = minute;
    admitted_ = 0;
  }
  if (admitted_ >= kPerMinute) {
    ++leftOut_;
    return std::nullopt;
  }
  ++admitted_;
  return std::exchange(leftOut_, 0);
}

}  // namespace hub::exchange
