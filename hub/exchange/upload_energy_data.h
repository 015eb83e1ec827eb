// Energy data upload (N-8.8): one batch of one enterprise. Success means that it is stored durably.
#pragma once

#include "hub/exchange/ingest.h"
#include "hub/exchange/operation.h"
#include "schemas/messages/upload_energy_data.h"

namespace hub::exchange {

Result<Answer> uploadEnergyData(const Inquiry& inquiry);

/// The same for the usual forms of the message, straight from its bytes (schemas/fast/energy_decoder.h).
Result<std::optional<Answer>> uploadEnergyQuickly(const RawInquiry& inquiry);

/// What follows the decoding, however that was done: stores the batch and answers in the sender's profile. A
/// device hears what became of the records, a platform gets the two printed members and the header
/// Nenghub-Batch-Id (OQ-16).
Result<Answer> acceptEnergy(const Surroundings& around, const Peer& caller, Intake intake);

/// The message as a batch. `body` = the bytes it came as.
Intake intakeOf(schemas::UploadEnergyData message, Channel channel, Sender sender, Body body);

}  // namespace hub::exchange
