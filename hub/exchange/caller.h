// Who asks: the registered certificate says, or for an end device without one the deviceId in its body
// together with the address it comes from (N-8.1, OQ-08, field-notes 1.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "hub/exchange/operation.h"

namespace hub::exchange {

struct Caller {
  std::optional<Peer> peer;  // nullopt: nobody we know by that certificate, or by deviceId and address
  std::string reason;        // then why, for log and audit, in English
};

/// Looked up on every request: a withdrawn certificate stops at once, also on a resumed TLS session
/// (design.md 3). `notPermitted` for a known peer that may not come: suspended, or a platform by the listener
/// for devices; it names `operation.identity`, for a device deviceId. `tooLarge` for a long registration
/// without certificate. The answer does not say whether a deviceId exists: an unknown one and one from a
/// wrong address are both nobody. Any thread.
Result<Caller> callerOf(Storage& storage, const WireRequest& request, const Operation& operation);

/// The member that a refused identity is named by.
std::string_view identityOf(const WireRequest& request, const Operation& operation);

inline constexpr std::size_t kStrangersRegistrationBytesMax = 16u << 10;

}  // namespace hub::exchange
