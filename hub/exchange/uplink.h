// Changed configuration goes on to the node above (N-8.2-2): in the transaction that stores it.
#pragma once

#include <string>

#include "hub/exchange/dispatcher.h"
#include "hub/exchange/sender.h"

namespace hub::exchange {

/// Queues configData or meteringData for every node above but the sender, when NodeSettings::configUplink
/// says so.
Result<void> queueForNodeAbove(UnitOfWork& work, const Surroundings& around, const Sender& sender,
                               DeliveryKind kind, const std::string& enterprise);

}  // namespace hub::exchange
