#include "schemas/codes/data_code.h"

#include <algorithm>
#include <vector>

namespace schemas {
namespace {

constexpr std::size_t kDigits = 16;

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isOpaqueSign(char c) { return isDigit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

std::vector<std::size_t> groupLengths(std::string_view text) {
  std::vector<std::size_t> lengths(1, 0);
  for (const char c : text) {
    if (c == '-')
      lengths.push_back(0);
    else
      ++lengths.back();
  }
  return lengths;
}

std::string withoutDashes(std::string_view text) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits), [](char c) { return c != '-'; });
  return digits;
}

const std::vector<std::size_t>& printedGroups() {
  static const std::vector<std::size_t> kGroups{2, 2, 2, 2, 6, 2};
  return kGroups;
}

// Every dash must stand where the printed form has one, so that no group boundary is invented.
bool cutsWherePrinted(const std::vector<std::size_t>& lengths) {
  std::size_t position = 0;
  for (std::size_t i = 0; i + 1 < lengths.size(); ++i) {
    position += lengths[i];
    constexpr std::size_t kCuts[] = {2, 4, 6, 8, 14};
    if (std::find(std::begin(kCuts), std::end(kCuts), position) == std::end(kCuts)) return false;
  }
  return true;
}

}  // namespace

std::optional<DataCode> DataCode::parseStrict(std::string_view text) {
  if (groupLengths(text) != printedGroups()) return std::nullopt;
  return parse(text);
}

std::optional<DataCode> DataCode::parse(std::string_view text) {
  const std::string digits = withoutDashes(text);
  if (digits.size() != kDigits || !std::all_of(digits.begin(), digits.end(), isDigit)) return std::nullopt;
  const auto lengths = groupLengths(text);
  if (std::find(lengths.begin(), lengths.end(), 0U) != lengths.end() || !cutsWherePrinted(lengths)) return std::nullopt;
  DataCode code;
  code.raw_ = text;
  code.canonical_ = digits;
  code.structured_ = true;
  return code;
}

std::optional<DataCode> DataCode::parseOpaque(std::string_view text) {
  if (auto code = parse(text)) return code;
  const auto lengths = groupLengths(text);
  if (text.size() > 64 || lengths.size() < 4 || lengths.size() > 6) return std::nullopt;
  if (std::find(lengths.begin(), lengths.end(), 0U) != lengths.end()) return std::nullopt;
  if (!std::all_of(text.begin(), text.end(), [](char c) { return c == '-' || isOpaqueSign(c); })) return std::nullopt;
  DataCode code;
  code.raw_ = text;
  code.canonical_ = text;
  return code;
}

std::string_view DataCode::part(std::size_t from, std::size_t count) const {
  return structured_ ? std::string_view(canonical_).substr(from, count) : std::string_view{};
}

}  // namespace schemas
