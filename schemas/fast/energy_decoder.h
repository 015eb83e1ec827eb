// uploadEnergyData (N-8.8) straight from its bytes, without a tree in between: the way nearly every value
// comes in.
#pragma once

#include <optional>
#include <string>

#include "schemas/declare/fault.h"
#include "schemas/messages/upload_energy_data.h"

namespace schemas::fast {

struct DecodedEnergy {
  UploadEnergyData message;
  Tolerated tolerated;
};

/// What json::parse() and read<UploadEnergyData>() give, several times as fast, or nullopt: the text is not
/// one of the forms this decoder is sure about, and the declared schema has to decide. It is sure about the
/// printed form with any order and number of members, further members with simple values, numbers in quotes,
/// the tolerated data codes, and in the device profile a missing `valid`. Reads in place when `body` has
/// `kPadding` bytes of capacity behind its end, else copies. Any thread; the memory it takes besides the
/// message is about one byte for each byte of `body`.
std::optional<DecodedEnergy> decodeEnergy(const std::string& body, const ReadProfile& profile,
                                          const json::Limits& limits = {});

inline constexpr std::size_t kPadding = 64;

}  // namespace schemas::fast
