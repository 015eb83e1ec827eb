// The extension of OQ-49: a delivery without records that says what the other node is about to send, or
// wishes to get.
#pragma once

#include "hub/exchange/operation.h"

namespace hub::exchange {

/// `action` notice: nothing to do. `request`: the batch of `logsign` is queued for the caller. `recover`: all
/// batches tagged `from` to `to`, of `enterprise` when given. `malformed` without the extension in the
/// caller's profile, for any other action, and for a batch we do not hold. Only for bodies whose `data` is
/// empty.
Result<void> grantWish(const Inquiry& inquiry);

}  // namespace hub::exchange
