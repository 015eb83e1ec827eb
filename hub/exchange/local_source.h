// Data made at this node (an adapter, a file, a simulation) goes the same way as data received: stored and
// queued for the node above in one transaction.
#pragma once

#include "hub/exchange/dispatcher.h"
#include "schemas/messages/upload_config_data.h"
#include "schemas/messages/upload_energy_data.h"
#include "schemas/messages/upload_metering_data.h"

namespace hub::exchange {

/// Thread-safe. provinceId of the messages is ignored. Enterprises are owned by this node (PeerId 0).
class LocalSource {
 public:
  explicit LocalSource(Surroundings surroundings) : surroundings_(surroundings) {}

  Result<void> submit(const schemas::UploadConfigData& config) const;
  Result<void> submit(const schemas::UploadMeteringData& metering) const;
  /// Stores values that the upload round packs later (hub/exchange/daily_pack.h): nothing is queued yet.
  Result<BatchId> collect(const schemas::UploadEnergyData& energy) const;
  /// Splits above 8 MiB or 20 000 records by statType, then time; each part is a batch of its own (OQ-33).
  Result<std::vector<BatchId>> submit(const schemas::UploadEnergyData& energy) const;

 private:
  Surroundings surroundings_;
};

}  // namespace hub::exchange
