// Base information and collect-item configuration of an enterprise (N-8.6): full replacement with history
// (OQ-20).
#pragma once

#include "hub/exchange/operation.h"
#include "hub/exchange/sender.h"
#include "schemas/messages/upload_config_data.h"

namespace hub::exchange {

Result<Answer> uploadConfigData(const Inquiry& inquiry);

/// Stores the configuration and, when its content changed, queues it for the node above, in one transaction.
/// Returns what was accepted with reserve, for the log: codes the dictionary does not know, enterprise codes
/// that differ. `malformed` for a region outside the sender's and for an enterprise somebody else reports
/// for.
Result<std::string> storeConfig(const Surroundings& around, const Sender& sender,
                                const schemas::UploadConfigData& message);

}  // namespace hub::exchange
