#include "hub/app/disk_reserve.h"

#include <algorithm>
#include <filesystem>

namespace hub::app {

std::optional<DiskSpace> spaceAt(const std::string& path) {
  if (path.empty()) return std::nullopt;
  std::error_code failed;
  const auto space = std::filesystem::space(path, failed);
  if (failed) return std::nullopt;
  return DiskSpace{space.available, space.capacity};
}

std::uint64_t reserveBytes(const DiskConfig& config, const DiskSpace& space) {
  return std::max(space.totalBytes / 100 * config.reservePercent, std::uint64_t{config.reserveMib} << 20);
}

bool hasReserve(const DiskConfig& config, const std::optional<DiskSpace>& space) {
  return !space || space->freeBytes >= reserveBytes(config, *space);
}

}  // namespace hub::app
