// Proof that a request came through the edge of this installation (OQ-08).
#pragma once

#include <string_view>

namespace hub::http {

inline constexpr std::size_t kSecretCharsMin = 32;

/// The time taken tells nothing about where two values differ. An empty `expected` equals nothing.
bool sameSecret(std::string_view expected, std::string_view given);

/// At least 32 characters of [A-Za-z0-9_-], so that it needs no quoting anywhere.
bool isUsableSecret(std::string_view secret);

}  // namespace hub::http
