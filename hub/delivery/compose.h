// The body of a delivery out of the stores (requirements 1.5). What is sent is composed once and frozen
// (design.md 4).
#pragma once

#include <optional>
#include <string>

#include "hub/ports/storage.h"

namespace hub::delivery {

/// nullopt: nothing of it goes on that wire (a batch of real-time values on G, X-G-6). `provinceId` is ours
/// at that peer, of no matter for G. `missing` or `malformed` when the stores do not hold what the message
/// needs: no repeat will help, a person must look.
Result<std::optional<std::string>> compose(UnitOfWork& work, const Peer& peer, const std::string& provinceId,
                                           const Delivery& delivery);

}  // namespace hub::delivery
