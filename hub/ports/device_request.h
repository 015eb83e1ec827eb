// Registrations of enterprises that nobody has approved yet: they wait here for an administrator.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hub/clock.h"
#include "hub/result.h"

namespace hub {

struct DeviceRequest {
  std::string enterpriseCode;
  std::string region;
  std::string address;      // the last one it came from
  std::string fingerprint;  // of the client certificate, empty without one
  TimePoint first{}, last{};
  std::uint32_t count = 0;
};

/// What became of a request that was handed in.
enum class Noted : std::uint8_t { fresh, again, forgotten };

class DeviceRequestStore {
 public:
  virtual ~DeviceRequestStore() = default;
  /// One row an enterprise, counted up by repetition, which also renews address, fingerprint, region and
  /// `last`. Beyond `kRequestsMax` rows a new enterprise is forgotten at once: strangers must not fill the
  /// disk.
  virtual Result<Noted> note(const DeviceRequest& request) = 0;
  /// Newest first.
  virtual Result<std::vector<DeviceRequest>> list(std::uint32_t limit) = 0;
  virtual Result<bool> drop(const std::string& enterpriseCode) = 0;

  static constexpr std::uint32_t kRequestsMax = 10'000;
};

}  // namespace hub
