// Receipts on request (OQ-16): what became of a batch, for whoever sent it.
#pragma once

#include "hub/exchange/operation.h"

namespace hub::exchange {

/// A batch of somebody else is answered like one that does not exist.
Result<Answer> batchReceipt(const Inquiry& inquiry);

}  // namespace hub::exchange
