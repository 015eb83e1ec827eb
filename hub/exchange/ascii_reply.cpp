#include "hub/exchange/ascii_reply.h"

#include <cstdint>

namespace hub::exchange {
namespace {

constexpr std::uint32_t kReplacement = 0xFFFD;

struct Character {
  std::uint32_t point;
  std::size_t bytes;
};

// Our replies are UTF-8; a byte that is not becomes the replacement character.
Character characterAt(std::string_view text, std::size_t i) {
  const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
  const unsigned lead = byte(i);
  const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || i + bytes > text.size()) return {kReplacement, 1};
  std::uint32_t point = lead & (0x7Fu >> bytes);
  for (std::size_t k = 1; k < bytes; ++k) {
    if ((byte(i + k) & 0xC0) != 0x80) return {kReplacement, 1};
    point = point << 6 | (byte(i + k) & 0x3Fu);
  }
  return {point, bytes};
}

void appendUnit(std::string& out, std::uint32_t unit) {
  constexpr char kHex[] = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kHex[unit >> shift & 0xF];
}

void appendEscaped(std::string& out, std::uint32_t point) {
  if (point < 0x10000) return appendUnit(out, point);
  appendUnit(out, 0xD800 + ((point - 0x10000) >> 10));
  appendUnit(out, 0xDC00 + ((point - 0x10000) & 0x3FF));
}

}  // namespace

std::string asciiReply(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (std::size_t i = 0; i < json.size();) {
    if (static_cast<unsigned char>(json[i]) < 0x80) {
      out += json[i++];
      continue;
    }
    const Character character = characterAt(json, i);
    appendEscaped(out, character.point);
    i += character.bytes;
  }
  return out;
}

}  // namespace hub::exchange
