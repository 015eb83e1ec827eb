#include "hub/delivery/lane_pace.h"

#include <algorithm>
#include <cmath>

#include "hub/delivery/retry_policy.h"

namespace hub::delivery {
namespace {

using std::chrono::milliseconds;

milliseconds timeFor(double missing, double perSecond) {
  return milliseconds(static_cast<std::int64_t>(std::ceil(missing * 1000 / perSecond)));
}

// What may be saved up: a second's worth, so that a still hour is not made up for in one burst.
double requestsMost(std::uint32_t perMinute) { return std::max(1.0, perMinute / 60.0); }

}  // namespace

void LanePace::follow(const LaneSettings& settings) {
  const std::lock_guard lock(mutex_);
  requestsPerMinute_ = settings.requestsPerMinute;
  bytesPerSecond_ = settings.bytesPerSecond;
}

void LanePace::refill(TimePoint now) {
  // A clock that goes back gives nothing, one that leaps ahead no more than a second's worth.
  const double seconds = std::max<double>(0, static_cast<double>((now - filled_).count()) / 1000);
  filled_ = now;
  requests_ = std::min(requests_ + seconds * requestsPerMinute_ / 60, requestsMost(requestsPerMinute_));
  const auto rate = static_cast<double>(bytesPerSecond_);
  bytes_ = std::min(bytes_ + seconds * rate, std::max(1.0, rate));
}

milliseconds LanePace::wait(TimePoint now) const {
  if (now < restUntil_ && restUntil_ - now <= kRetryAfterMax) return restUntil_ - now;
  milliseconds longest{0};
  if (requestsPerMinute_ > 0 && requests_ < 1) longest = timeFor(1 - requests_, requestsPerMinute_ / 60.0);
  if (bytesPerSecond_ > 0 && bytes_ <= 0)
    longest = std::max(longest, timeFor(1 - bytes_, static_cast<double>(bytesPerSecond_)));
  return longest;
}

LanePace::Room LanePace::reserve(std::uint32_t wanted, TimePoint now) {
  const std::lock_guard lock(mutex_);
  refill(now);
  if (const auto longest = wait(now); longest.count() > 0) return {0, longest};
  if (requestsPerMinute_ == 0) return {wanted, milliseconds(0)};
  const auto granted = std::min(wanted, static_cast<std::uint32_t>(requests_));
  requests_ -= granted;
  return {granted, milliseconds(0)};
}

void LanePace::giveBack(std::uint32_t requests) {
  const std::lock_guard lock(mutex_);
  if (requestsPerMinute_ > 0) requests_ += requests;
}

void LanePace::sent(std::uint64_t bytes) {
  const std::lock_guard lock(mutex_);
  if (bytesPerSecond_ > 0) bytes_ -= static_cast<double>(bytes);
}

void LanePace::rest(TimePoint until) {
  const std::lock_guard lock(mutex_);
  restUntil_ = std::max(restUntil_, until);
}

bool LanePace::isHeld(TimePoint now) {
  const std::lock_guard lock(mutex_);
  refill(now);
  if (now < restUntil_ && restUntil_ - now <= kRetryAfterMax) return true;
  return bytesPerSecond_ > 0 && bytes_ <= 0;
}

}  // namespace hub::delivery
