// Energy data upload (N-8.8): one batch of one enterprise. Success means that it is stored durably.
#pragma once

#include "hub/exchange/ingest.h"
#include "hub/exchange/operation.h"
#include "schemas/messages/upload_energy_data.h"

namespace hub::exchange {

Result<Answer> uploadEnergyData(const Inquiry& inquiry);

/// The message as a batch. `body` = the bytes it came as.
Intake intakeOf(const schemas::UploadEnergyData& message, Channel channel, Sender sender, std::string body);

}  // namespace hub::exchange
