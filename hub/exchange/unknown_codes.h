// Enterprises and data items that a strict province does not take without their configuration (OQ-22, OQ-34).
#pragma once

#include "hub/exchange/ingest.h"
#include "hub/quality/config_index.h"

namespace hub::exchange {

/// `malformed` when the sender's profile rejects what is not configured and the batch holds such; else
/// nothing: for other senders it is a finding. nullptr: the enterprise has no configuration.
Result<void> refuseUnknown(const Intake& intake, const quality::ConfigIndex* config);

}  // namespace hub::exchange
