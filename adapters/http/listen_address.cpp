#include "adapters/http/listen_address.h"

#include <arpa/inet.h>

#include <cstdint>
#include <optional>

namespace hub::http {
namespace {

std::optional<std::uint32_t> ipv4(const std::string& address) {
  in_addr parsed{};
  if (inet_pton(AF_INET, address.c_str(), &parsed) != 1) return std::nullopt;
  return ntohl(parsed.s_addr);
}

}  // namespace

bool isLoopbackAddress(const std::string& address) {
  const auto ip = ipv4(address);
  return ip && *ip >> 24 == 127;
}

bool isPrivateAddress(const std::string& address) {
  const auto ip = ipv4(address);
  if (!ip) return false;
  return *ip >> 24 == 127 || *ip >> 24 == 10 || *ip >> 20 == 0xAC1 || *ip >> 16 == 0xC0A8;
}

}  // namespace hub::http
