#include "hub/delivery/lane_gate.h"

#include "hub/delivery/retry_policy.h"

namespace hub::delivery {
namespace {

constexpr std::int64_t kDay = 86400;
constexpr std::chrono::minutes kProbeLatest{10};

bool liesAhead(TimePoint until, TimePoint now, std::chrono::seconds most) {
  return now < until && until - now <= most;
}

}  // namespace

bool isInWindow(const LaneSettings& settings, TimePoint now) {
  if (settings.windowFrom == settings.windowTo) return true;
  const std::int64_t time = Clock::civil(now).seconds % kDay;
  const bool isFrom = time >= settings.windowFrom, isTo = time < settings.windowTo;
  return settings.windowFrom < settings.windowTo ? isFrom && isTo : isFrom || isTo;
}

Gate gateOf(const LaneState& state, TimePoint now) {
  if (state.pause) return Gate::paused;
  if (!isInWindow(state.settings, now)) return Gate::outsideWindow;
  if (state.restUntil && liesAhead(*state.restUntil, now, kRetryAfterMax)) return Gate::resting;
  if (state.breaker.state == BreakerState::closed) return Gate::open;
  return liesAhead(state.breaker.probeAt, now, kProbeLatest) ? Gate::broken : Gate::probe;
}

}  // namespace hub::delivery
