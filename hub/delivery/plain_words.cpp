#include "hub/delivery/plain_words.h"

#include <cstdint>

namespace hub::delivery {
namespace {

unsigned byteAt(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

/// Bytes of the character that begins there; 0 when none does.
std::size_t characterAt(std::string_view text, std::size_t at) {
  const unsigned first = byteAt(text, at);
  if (first < 0x80) return 1;
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() - at < size) return 0;
  std::uint32_t code = first & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byteAt(text, at + i) & 0xC0U) != 0x80) return 0;
    code = code << 6U | (byteAt(text, at + i) & 0x3FU);
  }
  const bool isOverlong = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
  const bool isNone = (code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF;
  return isOverlong || isNone ? 0 : size;
}

}  // namespace

std::string plainWords(std::string_view text, std::size_t bytesMax) {
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = characterAt(text, at);
    if (plain.size() + (size == 0 ? 1 : size) > bytesMax) break;
    if (size == 0)
      plain += '?';
    else
      plain += text.substr(at, size);
    at += size == 0 ? 1 : size;
  }
  return plain;
}

}  // namespace hub::delivery
