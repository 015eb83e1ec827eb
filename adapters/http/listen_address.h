// Where Pistache may listen: it must never face a network (reliability of Pistache 0.0.5,
// hub/ARCHITECTURE.md).
#pragma once

#include <string>

namespace hub::http {

/// IPv4 in dotted form; a name or anything else is neither.
bool isLoopbackAddress(const std::string& address);
/// Loopback, 10/8, 172.16/12 or 192.168/16. 0.0.0.0 is not.
bool isPrivateAddress(const std::string& address);

}  // namespace hub::http
