// Enterprises and data items that a strict province does not take without their configuration (OQ-22, OQ-34).
#pragma once

#include <optional>

#include "hub/exchange/ingest.h"

namespace hub::exchange {

/// `malformed` when the sender's profile rejects what is not configured and the batch holds such; else
/// nothing: for other senders it is a finding.
Result<void> refuseUnknown(const Intake& intake, const std::optional<EnterpriseConfig>& config);

}  // namespace hub::exchange
