// Room left on the data volume. Below the reserve the hub refuses data with 503, before the database aborts
// (design.md 4).
#pragma once

#include <cstdint>
#include <optional>

#include "hub/app/config.h"

namespace hub::app {

struct DiskSpace {
  std::uint64_t freeBytes = 0, totalBytes = 0;
};

/// nullopt when `path` is empty or cannot be asked.
std::optional<DiskSpace> spaceAt(const std::string& path);

/// The larger of both reserves.
std::uint64_t reserveBytes(const DiskConfig& config, const DiskSpace& space);

/// Whether data may still be taken; true when the volume is not watched or not known.
bool hasReserve(const DiskConfig& config, const std::optional<DiskSpace>& space);

}  // namespace hub::app
