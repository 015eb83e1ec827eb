// The records of a stored batch, read again from the bytes it came as.
#pragma once

#include <string>
#include <vector>

#include "hub/ports/storage.h"
#include "schemas/mapping/g_mapping.h"

namespace hub::delivery {

/// As N records, whatever message the batch came by; order, lexemes and dates as they came. inputType and
/// scope are 0 where a G sender gave none.
Result<std::vector<schemas::EnergyRecord>> recordsOf(UnitOfWork& work, const Batch& batch);

/// The `data` of a batch that came by G, exactly as received (G-7.2-8).
Result<std::string> gDataAsReceived(UnitOfWork& work, const Batch& batch);

schemas::GMapping gMappingOf(const Peer& peer);

}  // namespace hub::delivery
