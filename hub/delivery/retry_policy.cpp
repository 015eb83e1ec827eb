#include "hub/delivery/retry_policy.h"

#include <algorithm>

namespace hub::delivery {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// splitmix64: neighbouring seeds give unrelated waits.
std::uint64_t mixed(std::uint64_t seed) {
  seed += 0x9E3779B97F4A7C15U;
  seed = (seed ^ (seed >> 30U)) * 0xBF58476D1CE4E5B9U;
  seed = (seed ^ (seed >> 27U)) * 0x94D049BB133111EBU;
  return seed ^ (seed >> 31U);
}

milliseconds jittered(milliseconds wait, std::uint64_t seed) {
  const auto permille = static_cast<std::int64_t>(800 + mixed(seed) % 401);
  return milliseconds(wait.count() * permille / 1000);
}

seconds plainWait(std::uint32_t roundAttempt, const NodeSettings& settings) {
  const auto& waits = settings.resendWaits;
  if (waits.empty()) return seconds(0);
  return waits[std::min<std::size_t>(roundAttempt - 1, waits.size() - 1)];
}

bool isLanesFault(TransportFault fault) {
  return fault == TransportFault::tls || fault == TransportFault::dns;
}

Decision pause(TimePoint now, seconds wait, bool wholeLane) {
  Decision decision{DeliveryState::waiting, now + wait, false, std::nullopt};
  if (wholeLane) decision.lanePause = wait;
  return decision;
}

}  // namespace

Decision afterFailure(const FailedAttempt& attempt, const NodeSettings& settings, TimePoint now) {
  if (attempt.fault && isLanesFault(*attempt.fault)) return pause(now, kLanePause, true);
  if (attempt.fault == TransportFault::badUrl) return pause(now, kAddressPause, false);

  Decision decision;
  decision.due = now;
  if (attempt.retryAfter) decision.lanePause = std::min(*attempt.retryAfter, kRetryAfterMax);
  const std::uint32_t round = std::max(attempt.roundAttempt, 1U);
  if (round <= settings.resends) {
    const auto wait = jittered(plainWait(round, settings), attempt.seed);
    decision.due = now + std::max<milliseconds>(wait, decision.lanePause.value_or(seconds(0)));
    return decision;
  }
  const bool isOurFault = attempt.code == "E2001" || attempt.code == "E2002";
  decision.next = isOurFault ? DeliveryState::needsAttention : DeliveryState::queued;
  return decision;
}

}  // namespace hub::delivery
