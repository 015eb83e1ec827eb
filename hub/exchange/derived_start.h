// G records without a start meet the stored values they repeat (OQ-19, OQ-51).
#pragma once

#include "hub/exchange/ingest.h"

namespace hub::exchange {

/// Whether any record of the batch came without a start.
bool hasDerivedStarts(const Intake& intake);

/// The records with their starts: where a value of the same item, period and upload time is stored, its
/// start; else the derived one stays. `work` has the enterprise locked.
Result<std::vector<Incoming>> withKnownStarts(UnitOfWork& work, const Intake& intake);

}  // namespace hub::exchange
