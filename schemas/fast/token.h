// Scalars as they stand in the text, for decoders that have no tree.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace schemas::fast {

/// The characters between the quotes; nullopt when the token is no text or holds an escape.
std::optional<std::string_view> plainText(std::string_view token);

/// Whether the token is a scalar that every strict JSON parser accepts, whatever it means: a text with right
/// escapes and no surrogates, a number of moderate size, true, false or null. False says "not sure".
bool isSoundScalar(std::string_view token);

/// `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,2})?`, at most 48 characters.
bool isModerateNumber(std::string_view token);

/// An integer of at most nine digits without sign or leading zeros.
std::optional<std::int32_t> smallInteger(std::string_view digits);

}  // namespace schemas::fast
