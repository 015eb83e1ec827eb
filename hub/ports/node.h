// What this node is. Read from the configuration once, immutable afterwards.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>

#include "hub/ports/peer.h"

namespace hub {

/// How accepted energy data reaches the node above.
enum class EnergyUplink : std::uint8_t {
  none,
  upload,  // N-8.8, each batch at once or at the upload time: a city to its province (or N on the hop above,
           // N-1-1)
  tags,    // G: tag push, and backfill of what the other side lacks (OQ-65)
};

struct NodeSettings {
  std::string name;  // ASCII, for logs and metrics
  Role role = Role::city;
  std::string region;        // six digits; sent in 8.3
  std::string provinceCode;  // G: ours in logsign; region by default (OQ-47)
  std::string wireUrl;       // https://host:port, what registration advertises (OQ-03)
  std::string gPath = "/necc";
  EnergyUplink energyUplink = EnergyUplink::none;
  bool configUplink = false;            // 8.6 and 8.7 to the node above
  bool autogenerateProvinceId = false;  // development switch (OQ-05)
  std::size_t bodyBytesMax = 32u << 20;

  // End devices (field-notes 1.2, OQ-17).
  std::string deviceUrl;  // https://host:port, what registration advertises to them; empty = as wireUrl
  schemas::CivilTime deviceSlotFrom{30 * 60};   // of the day: the first upload slot
  std::chrono::minutes deviceSlotSpan{5 * 60};  // slots lie within this time after it

  // Delivery (T-04, T-05, OQ-18).
  std::uint32_t resends = 3;
  std::chrono::seconds timeout{30};
  std::chrono::seconds uploadTimeout{120};
  std::vector<std::chrono::seconds> resendWaits{std::chrono::seconds{5}, std::chrono::seconds{15},
                                                std::chrono::seconds{45}};
};

}  // namespace hub
