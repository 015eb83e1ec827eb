#include "hub/app/upload_slots.h"

namespace hub::app {

std::map<std::string, std::uint64_t> uploadSlotsOf(const std::vector<Peer>& devices) {
  std::map<std::string, std::uint64_t> slots;
  for (const Peer& device : devices) {
    const std::string& time = device.profile.uploadTime;
    ++slots[time.size() < 5 ? "-" : time.substr(0, 4) + "0"];
  }
  return slots;
}

}  // namespace hub::app
