#include "hub/exchange/local_source.h"

#include <algorithm>
#include <tuple>

#include "hub/exchange/ingest.h"
#include "hub/exchange/upload_config_data.h"
#include "hub/exchange/upload_energy_data.h"
#include "hub/exchange/upload_metering_data.h"
#include "schemas/declare/write.h"

namespace hub::exchange {
namespace {

constexpr std::size_t kBytesMax = 8u << 20;
constexpr std::size_t kRecordsMax = 20'000;

std::string bodyOf(schemas::UploadEnergyData message) {
  message.provinceId = {};
  return schemas::write(message);
}

// Parts in the order of statType, then time, each within both limits.
std::vector<schemas::UploadEnergyData> splitUp(const schemas::UploadEnergyData& energy) {
  std::vector<schemas::EnergyRecord> ordered = energy.data;
  std::stable_sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) {
    return std::tie(a.statType, a.statDate) < std::tie(b.statType, b.statDate);
  });
  const std::size_t frame = bodyOf({energy.provinceId, energy.enterpriseCode, {}}).size();
  std::vector<schemas::UploadEnergyData> parts;
  std::size_t bytes = 0;
  for (const schemas::EnergyRecord& record : ordered) {
    const std::size_t size = schemas::write(record).size() + 1;
    const bool full = parts.empty() || parts.back().data.size() == kRecordsMax || bytes + size > kBytesMax ||
                      parts.back().data.back().statType != record.statType;
    if (full) {
      parts.push_back({energy.provinceId, energy.enterpriseCode, {}});
      bytes = frame;
    }
    parts.back().data.push_back(record);
    bytes += size;
  }
  return parts;
}

}  // namespace

Result<void> LocalSource::submit(const schemas::UploadConfigData& config) const {
  HUB_TRY(reserves, storeConfig(surroundings_, {}, config));
  if (!reserves.empty()) surroundings_.log.warn("local_config", {{"note", reserves}});
  return {};
}

Result<void> LocalSource::submit(const schemas::UploadMeteringData& metering) const {
  HUB_CHECK(storeMetering(surroundings_, {}, metering));
  return {};
}

Result<BatchId> LocalSource::collect(const schemas::UploadEnergyData& energy) const {
  if (energy.data.empty()) return fail(Failure::missing, "data");
  HUB_TRY(batch, ingest(surroundings_, {intakeOf(energy, Channel::collected, {}, owned(bodyOf(energy)))}));
  return batch.front().id;
}

Result<std::vector<BatchId>> LocalSource::submit(const schemas::UploadEnergyData& energy) const {
  if (energy.data.empty()) return fail(Failure::missing, "data");
  std::vector<schemas::UploadEnergyData> parts{energy};
  if (energy.data.size() > kRecordsMax || bodyOf(energy).size() > kBytesMax) parts = splitUp(energy);
  std::vector<BatchId> ids;
  for (const schemas::UploadEnergyData& part : parts) {
    HUB_TRY(batch, ingest(surroundings_, {intakeOf(part, Channel::local, {}, owned(bodyOf(part)))}));
    ids.push_back(batch.front().id);
  }
  return ids;
}

}  // namespace hub::exchange
