// Words of others, made fit to be stored: a peer's answer or a library's text may hold any bytes.
#pragma once

#include <string>
#include <string_view>

namespace hub::delivery {

/// Well-formed UTF-8 of at most `bytesMax` bytes, cut between two characters; each byte that belongs to none
/// becomes '?'.
std::string plainWords(std::string_view text, std::size_t bytesMax);

}  // namespace hub::delivery
