#include "schemas/fast/token.h"

#include <algorithm>

namespace schemas::fast {
namespace {

constexpr std::size_t kNumberMax = 48;

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isHex(char c) { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

std::size_t digitsAt(std::string_view text, std::size_t from) {
  std::size_t end = from;
  while (end < text.size() && isDigit(text[end])) ++end;
  return end - from;
}

// \uD800 to \uDFFF need a partner: left to the parser that checks it.
bool isSoundUnicodeEscape(std::string_view digits) {
  if (digits.size() < 4 || !std::all_of(digits.begin(), digits.begin() + 4, isHex)) return false;
  const bool isSurrogate =
      (digits[0] == 'd' || digits[0] == 'D') && digits[1] != '0' && (digits[1] > '7' || !isDigit(digits[1]));
  return !isSurrogate;
}

bool hasSoundEscapes(std::string_view inner) {
  for (auto at = inner.find('\\'); at != inner.npos; at = inner.find('\\', at)) {
    const std::string_view rest = inner.substr(at + 1);
    if (rest.empty()) return false;
    if (rest.front() == 'u') {
      if (!isSoundUnicodeEscape(rest.substr(1))) return false;
      at += 6;
    } else {
      if (std::string_view("\"\\/bfnrt").find(rest.front()) == std::string_view::npos) return false;
      at += 2;
    }
  }
  return true;
}

bool isText(std::string_view token) {
  return token.size() >= 2 && token.front() == '"' && token.back() == '"';
}

}  // namespace

std::optional<std::string_view> plainText(std::string_view token) {
  if (!isText(token)) return std::nullopt;
  const std::string_view inner = token.substr(1, token.size() - 2);
  if (inner.find('\\') != inner.npos) return std::nullopt;
  return inner;
}

bool isModerateNumber(std::string_view token) {
  if (token.empty() || token.size() > kNumberMax) return false;
  std::size_t at = token.front() == '-' ? 1 : 0;
  const std::size_t integer = digitsAt(token, at);
  if (integer == 0 || (integer > 1 && token[at] == '0')) return false;
  at += integer;
  if (at < token.size() && token[at] == '.') {
    const std::size_t fraction = digitsAt(token, at + 1);
    if (fraction == 0) return false;
    at += 1 + fraction;
  }
  if (at < token.size() && (token[at] == 'e' || token[at] == 'E')) {
    at += at + 1 < token.size() && (token[at + 1] == '+' || token[at + 1] == '-') ? 2 : 1;
    const std::size_t exponent = digitsAt(token, at);
    if (exponent == 0 || exponent > 2) return false;
    at += exponent;
  }
  return at == token.size();
}

bool isSoundScalar(std::string_view token) {
  if (isText(token)) return hasSoundEscapes(token.substr(1, token.size() - 2));
  return token == "true" || token == "false" || token == "null" || isModerateNumber(token);
}

std::optional<std::int32_t> smallInteger(std::string_view digits) {
  constexpr std::size_t kDigitsMax = 9;
  if (digits.empty() || digits.size() > kDigitsMax) return std::nullopt;
  if (digits.size() > 1 && digits.front() == '0') return std::nullopt;
  std::int32_t value = 0;
  for (const char c : digits) {
    if (!isDigit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace schemas::fast
