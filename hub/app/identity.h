// Serial numbers and channel codes that the national node issues (OQ-05, OQ-42).
#pragma once

#include <string>

#include "hub/ports/crypto.h"
#include "hub/ports/peer.h"
#include "hub/result.h"

namespace hub::app {

/// notPermitted but for the national node.
Result<void> mayIssue(Role role);
/// 32 lower-case hexadecimal digits.
std::string newProvinceId(const Crypto& crypto);
/// An upper-case GUID, 8-4-4-4-12.
std::string newRestcode(const Crypto& crypto);

}  // namespace hub::app
