// The addresses that registration hands out (N-8.3-P4 to P10, OQ-03, OQ-85).
#pragma once

#include <string>
#include <string_view>

#include "hub/ports/peer.h"

namespace hub::exchange {

/// The address configured for this peer and service, or `base` with the path of the service.
std::string addressOf(Service service, const Peer& peer, std::string_view base);

/// The same always with https://: a device hands the value straight to its HTTP library, where an address
/// without scheme throws (field-notes 1.2).
std::string absoluteAddressOf(Service service, const Peer& peer, std::string_view base);

inline constexpr std::string_view kScheme = "https://";

}  // namespace hub::exchange
