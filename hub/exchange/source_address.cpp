#include "hub/exchange/source_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace hub::exchange {
namespace {

constexpr std::array<std::uint8_t, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr unsigned kMappedBits = 96;
constexpr unsigned kIpv4PrefixMin = 8, kIpv6PrefixMin = 16;

// 1 to 3 digits without sign or leading zero.
std::optional<unsigned> prefixLength(std::string_view digits, unsigned most) {
  unsigned bits = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  if (error != std::errc() || end != digits.data() + digits.size() || bits > most) return std::nullopt;
  if (digits.size() > 1 && digits.front() == '0') return std::nullopt;
  return bits;
}

}  // namespace

std::optional<SourceAddress> SourceAddress::parse(std::string_view text) {
  if (text.size() >= INET6_ADDRSTRLEN || text.find('\0') != std::string_view::npos) return std::nullopt;
  const std::string terminated(text);
  SourceAddress address;
  if (inet_pton(AF_INET, terminated.c_str(), address.bytes.data() + kMapped.size()) == 1) {
    std::copy(kMapped.begin(), kMapped.end(), address.bytes.begin());
    address.isIpv4 = true;
    return address;
  }
  if (inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) != 1) return std::nullopt;
  address.isIpv4 = std::equal(kMapped.begin(), kMapped.end(), address.bytes.begin());
  return address;
}

std::optional<SourceRange> SourceRange::parse(std::string_view text) {
  const auto slash = text.find('/');
  const auto base = SourceAddress::parse(text.substr(0, slash));
  if (!base) return std::nullopt;
  SourceRange range;
  range.base_ = *base;
  if (slash == std::string_view::npos) return range;
  // A prefix counts the bits of the form in which the address is written.
  const bool isMappedForm = base->isIpv4 && text.find(':') != std::string_view::npos;
  const unsigned skipped = base->isIpv4 && !isMappedForm ? kMappedBits : 0;
  const auto bits = prefixLength(text.substr(slash + 1), 128 - skipped);
  if (!bits) return std::nullopt;
  range.prefix_ = *bits + skipped;
  const unsigned least = base->isIpv4 ? kMappedBits + kIpv4PrefixMin : kIpv6PrefixMin;
  if (range.prefix_ < least) return std::nullopt;
  return range;
}

bool SourceRange::holds(const SourceAddress& address) const {
  if (address.isIpv4 != base_.isIpv4) return false;
  const unsigned whole = prefix_ / 8, rest = prefix_ % 8;
  if (!std::equal(base_.bytes.begin(), base_.bytes.begin() + whole, address.bytes.begin())) return false;
  if (rest == 0) return true;
  const unsigned mask = 0xFFu << (8 - rest) & 0xFFu;
  return ((base_.bytes[whole] ^ address.bytes[whole]) & mask) == 0;
}

bool comesFrom(const std::vector<std::string>& ranges, std::string_view address) {
  const auto source = SourceAddress::parse(address);
  if (!source) return false;
  return std::any_of(ranges.begin(), ranges.end(), [&](const std::string& text) {
    const auto range = SourceRange::parse(text);
    return range && range->holds(*source);
  });
}

}  // namespace hub::exchange
