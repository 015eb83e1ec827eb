#include "hub/delivery/retry_policy.h"

#include <algorithm>

#include "hub/delivery/jitter.h"

namespace hub::delivery {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

seconds plainWait(std::uint32_t roundAttempt, const NodeSettings& settings) {
  const auto& waits = settings.resendWaits;
  if (waits.empty()) return seconds(0);
  return waits[std::min<std::size_t>(roundAttempt - 1, waits.size() - 1)];
}

bool isLanesFault(TransportFault fault) {
  return fault == TransportFault::tls || fault == TransportFault::dns;
}

}  // namespace

Decision afterFailure(const FailedAttempt& attempt, const NodeSettings& settings, TimePoint now) {
  // Due at once: when the lane opens again this is the one that tries.
  if (attempt.fault && isLanesFault(*attempt.fault)) return {DeliveryState::waiting, now, false};
  if (attempt.fault == TransportFault::badUrl) return {DeliveryState::waiting, now + kAddressPause, false};

  Decision decision;
  decision.due = now;
  const std::uint32_t round = std::max(attempt.roundAttempt, 1U);
  if (round <= settings.resends) {
    const auto asked = std::min(attempt.retryAfter.value_or(seconds(0)), kRetryAfterMax);
    decision.due = now + std::max<milliseconds>(jittered(plainWait(round, settings), attempt.seed), asked);
    return decision;
  }
  const bool isOurFault = attempt.code == "E2001" || attempt.code == "E2002";
  decision.next = isOurFault ? DeliveryState::needsAttention : DeliveryState::queued;
  return decision;
}

}  // namespace hub::delivery
