// What becomes of a delivery after an attempt that failed (T-05, T-06, OQ-18, design.md 5). Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "hub/ports/delivery.h"
#include "hub/ports/node.h"
#include "hub/ports/partner.h"

namespace hub::delivery {

struct FailedAttempt {
  std::uint32_t roundAttempt = 1;       // this one included
  std::optional<TransportFault> fault;  // when no answer came
  std::string code;                     // when one came
  std::optional<std::chrono::seconds> retryAfter;
  std::uint64_t seed = 0;  // spreads the waits; same seed, same wait
};

struct Decision {
  DeliveryState next = DeliveryState::waiting;
  TimePoint due{};
  bool burnsAttempt = true;
};

/// How long a delivery waits that could not be tried: its platform is not registered, its address is no use.
inline constexpr std::chrono::seconds kRegistrationPause{60};
inline constexpr std::chrono::seconds kAddressPause{600};
/// The longest Retry-After obeyed.
inline constexpr std::chrono::seconds kRetryAfterMax{3600};

/// One attempt and `settings.resends` resends after `settings.resendWaits` (±20 %), not before Retry-After;
/// then queued for the next round, or needsAttention when the last answer was E2001 or E2002. Never
/// delivered, never dropped. A TLS or DNS fault is the lane's (breaker.h), an unusable address only its
/// delivery's; neither burns an attempt.
Decision afterFailure(const FailedAttempt& attempt, const NodeSettings& settings, TimePoint now);

}  // namespace hub::delivery
