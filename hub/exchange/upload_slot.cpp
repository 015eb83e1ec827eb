#include "hub/exchange/upload_slot.h"

#include <algorithm>
#include <cstdint>

namespace hub::exchange {
namespace {

constexpr std::int64_t kDay = 86400;

// FNV-1a with the final mixing of MurmurHash3: codes that differ in their last characters fall far apart.
std::uint64_t spread(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCDu;
  hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53u;
  return hash ^ (hash >> 33);
}

}  // namespace

std::string uploadSlot(const NodeSettings& node, std::string_view serial) {
  const auto window = std::chrono::duration_cast<std::chrono::seconds>(node.deviceSlotSpan).count();
  const auto slots = static_cast<std::uint64_t>(std::clamp<std::int64_t>(window, 1, kDay));
  const std::int64_t from = node.deviceSlotFrom.seconds;
  const schemas::CivilTime slot{(from + static_cast<std::int64_t>(spread(serial) % slots)) % kDay};
  constexpr std::size_t kDateAndBlank = 11;
  return slot.text().substr(kDateAndBlank);
}

}  // namespace hub::exchange
