// When devices upload: how they lie over the day (OQ-17).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "hub/ports/peer.h"

namespace hub::app {

/// Devices in each ten minutes of the day that has any, by its beginning `HH:mm`; "-" for those without a
/// slot. Suspended ones count, for they will come again.
std::map<std::string, std::uint64_t> uploadSlotsOf(const std::vector<Peer>& devices);

}  // namespace hub::app
