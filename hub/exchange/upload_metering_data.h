// The whole set of metering instruments of an enterprise (N-8.7): full replacement with history (OQ-20).
#pragma once

#include "hub/exchange/operation.h"
#include "hub/exchange/sender.h"
#include "schemas/messages/upload_metering_data.h"

namespace hub::exchange {

Result<Answer> uploadMeteringData(const Inquiry& inquiry);

/// Stores the set and, when its content changed, queues it for the node above, in one transaction. Returns
/// the members that are unmarked in the document and were not given (N-8.7-D6), for the log.
Result<std::string> storeMetering(const Surroundings& around, const Sender& sender,
                                  const schemas::UploadMeteringData& message);

}  // namespace hub::exchange
