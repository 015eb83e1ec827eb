// The time of day at which an end device is asked to upload (`uploadTime`, field-notes 1.2, OQ-17): devices
// that all upload at seven would meet in one minute.
#pragma once

#include <string>
#include <string_view>

#include "hub/ports/node.h"

namespace hub::exchange {

/// `HH:mm:ss`, always the same for the same `serial` (the enterprise code), evenly spread over the node's
/// window of slots, which may run past midnight.
std::string uploadSlot(const NodeSettings& node, std::string_view serial);

}  // namespace hub::exchange
