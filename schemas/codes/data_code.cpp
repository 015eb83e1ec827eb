#include "schemas/codes/data_code.h"

#include <algorithm>

namespace schemas {
namespace {

constexpr std::size_t kDigits = 16;
constexpr std::size_t kPrintedLength = 21;
constexpr std::size_t kOpaqueMax = 64;

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isOpaqueSign(char c) { return isDigit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

// The printed form has its dashes after so many digits.
bool isCut(std::size_t digits) {
  return digits == 2 || digits == 4 || digits == 6 || digits == 8 || digits == 14;
}

// The digits of a code whose dashes all stand where the printed form has one, so that no group boundary is
// invented.
std::optional<std::string> digitsOf(std::string_view text) {
  if (text.size() > kPrintedLength) return std::nullopt;
  std::string digits;
  digits.reserve(kDigits);
  char previous = '-';
  for (const char c : text) {
    const bool isGood = isDigit(c) || (c == '-' && previous != '-' && isCut(digits.size()));
    if (!isGood) return std::nullopt;
    if (c != '-') digits += c;
    previous = c;
  }
  return digits.size() == kDigits && previous != '-' ? std::optional(std::move(digits)) : std::nullopt;
}

bool isOpaque(std::string_view text) {
  if (text.empty() || text.size() > kOpaqueMax || text.front() == '-' || text.back() == '-') return false;
  const auto dashes = std::count(text.begin(), text.end(), '-');
  return dashes >= 3 && dashes <= 5 && text.find("--") == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), [](char c) { return c == '-' || isOpaqueSign(c); });
}

bool isOld(std::string_view text) {
  constexpr std::string_view kShape = "dddd-dd-ddddd-dd";
  return std::equal(text.begin(), text.end(), kShape.begin(), kShape.end(),
                    [](char c, char shape) { return shape == 'd' ? isDigit(c) : c == shape; });
}

}  // namespace

std::optional<DataCode> DataCode::parseStrict(std::string_view text) {
  return text.size() == kPrintedLength ? parse(text) : std::nullopt;
}

std::optional<DataCode> DataCode::parse(std::string_view text) {
  auto digits = digitsOf(text);
  if (!digits) return std::nullopt;
  return DataCode(text, std::move(*digits), true);
}

std::optional<DataCode> DataCode::parseOpaque(std::string_view text) {
  if (auto code = parse(text)) return code;
  if (!isOpaque(text)) return std::nullopt;
  return DataCode(text, std::string(text), false);
}

std::optional<DataCode> DataCode::parseOld(std::string_view text) {
  return isOld(text) ? parseOpaque(text) : std::nullopt;
}

const DataCode::Content& DataCode::content() const {
  static const Content none;
  return content_ ? *content_ : none;
}

std::string_view DataCode::part(std::size_t from, std::size_t count) const {
  return isStructured() ? std::string_view(canonical()).substr(from, count) : std::string_view{};
}

}  // namespace schemas
