// The address of a service as a peer advertises it, made into one that can be called (N-8.3-13, OQ-02,
// OQ-03).
#pragma once

#include <string>
#include <string_view>

#include "hub/result.h"

namespace hub::delivery {

/// `host[:port]/path` gets `https://`; blanks round it and typographic square brackets (R6) go, those of an
/// IPv6 literal stay or are set. Host, port and path are otherwise unchanged. `malformed` for any other
/// scheme, user-info, a blank inside, no host or no such port.
Result<std::string> serviceUrl(std::string_view advertised);

}  // namespace hub::delivery
