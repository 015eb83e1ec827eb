#include "adapters/partners/load_target.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>

#include <cstring>
#include <memory>

namespace hub::partners {
namespace {

struct Authority {
  std::string host, port;
};

// "[::1]:8443", "127.0.0.1:8443" or "localhost".
Authority split(const std::string& text) {
  const auto closing = text.find(']');
  if (text.starts_with('[') && closing != std::string::npos)
    return {text.substr(1, closing - 1), closing + 2 < text.size() ? text.substr(closing + 2) : "443"};
  const auto colon = text.rfind(':');
  if (colon == std::string::npos) return {text, "443"};
  return {text.substr(0, colon), text.substr(colon + 1)};
}

bool isInside4(std::uint32_t address) {
  const auto within = [address](std::uint32_t net, int bits) {
    return address >> (32 - bits) == net >> (32 - bits);
  };
  return within(0x7F000000, 8) || within(0x0A000000, 8) || within(0xAC100000, 12) || within(0xC0A80000, 16) ||
         within(0xA9FE0000, 16);
}

bool isInside6(const in6_addr& address) {
  if (IN6_IS_ADDR_V4MAPPED(&address)) {
    std::uint32_t inner = 0;
    std::memcpy(&inner, address.s6_addr + 12, sizeof inner);
    return isInside4(ntohl(inner));
  }
  const bool isUniqueLocal = (address.s6_addr[0] & 0xFE) == 0xFC;
  return isUniqueLocal || IN6_IS_ADDR_LOOPBACK(&address) || IN6_IS_ADDR_LINKLOCAL(&address);
}

bool isInside(const sockaddr* address) {
  if (address->sa_family == AF_INET)
    return isInside4(ntohl(reinterpret_cast<const sockaddr_in*>(address)->sin_addr.s_addr));
  return address->sa_family == AF_INET6 &&
         isInside6(reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr);
}

}  // namespace

Result<LoadTarget> loadTargetOf(const std::string& url) {
  constexpr std::string_view kScheme = "https://";
  if (!url.starts_with(kScheme)) return fail(Failure::malformed, {}, url + ": only https is called");
  const auto path = url.find_first_of("/?#", kScheme.size());
  LoadTarget target;
  target.authority = url.substr(kScheme.size(), path - kScheme.size());
  target.path = path == std::string::npos ? "/" : url.substr(path);
  if (target.authority.find('@') != std::string::npos || url.find_first_of(" \r\n") != std::string::npos)
    return fail(Failure::malformed, {}, url + ": user-info or a blank in the address");
  const auto [host, port] = split(target.authority);
  addrinfo wish{}, *found = nullptr;
  wish.ai_socktype = SOCK_STREAM;
  if (const int code = getaddrinfo(host.c_str(), port.c_str(), &wish, &found); code != 0)
    return fail(Failure::unreachable, {}, target.authority + ": " + gai_strerror(code));
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, freeaddrinfo);
  std::memcpy(&target.address, found->ai_addr, found->ai_addrlen);
  target.addressBytes = found->ai_addrlen;
  target.isInside = isInside(found->ai_addr);
  return target;
}

}  // namespace hub::partners
