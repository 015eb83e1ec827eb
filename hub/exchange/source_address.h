// Network addresses from which an end device may come without a client certificate.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hub::exchange {

/// An IPv4 or IPv6 address; an IPv4 address mapped into IPv6 is the IPv4 address.
struct SourceAddress {
  std::array<std::uint8_t, 16> bytes{};  // an IPv4 address as ::ffff:a.b.c.d
  bool isIpv4 = false;

  /// nullopt for anything else: names, ports, zones, blanks, shortened IPv4.
  static std::optional<SourceAddress> parse(std::string_view text);
};

/// One address, or all that share its first bits. Ranges that hold a large part of the internet (IPv4 below
/// /8, IPv6 below /16) are refused: they would let everybody in.
class SourceRange {
 public:
  /// `10.1.2.3`, `10.1.0.0/16`, `2001:db8::/32`. Bits behind the prefix are ignored.
  static std::optional<SourceRange> parse(std::string_view text);
  bool holds(const SourceAddress& address) const;

 private:
  SourceAddress base_;
  unsigned prefix_ = 128;  // bits of the 16 bytes
};

/// False also when `address` or a range is none; such a range holds nothing.
bool comesFrom(const std::vector<std::string>& ranges, std::string_view address);

}  // namespace hub::exchange
