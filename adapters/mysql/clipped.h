// Texts from outside that must fit a column: words of a peer, names, results. Never for what identifies
// something.
#pragma once

#include <string>
#include <string_view>

namespace hub::mysql {

/// At most `bytesMax` bytes, cut between two characters of UTF-8.
inline std::string clipped(std::string_view text, std::size_t bytesMax) {
  if (text.size() <= bytesMax) return std::string(text);
  std::size_t end = bytesMax;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end));
}

inline constexpr std::size_t kWordMax = 64;
inline constexpr std::size_t kLineMax = 255;
inline constexpr std::size_t kNoteMax = 1000;
inline constexpr std::size_t kTextMax = 20'000;

}  // namespace hub::mysql
