#include "hub/delivery/service_url.h"

#include <algorithm>

#include "schemas/declare/wire_type.h"
#include "schemas/json/value.h"

namespace hub::delivery {
namespace {

constexpr std::string_view kScheme = "https://";

tl::unexpected<Error> refused(std::string_view advertised, std::string reason) {
  return fail(Failure::malformed, "地址不可用: " + std::string(advertised), std::move(reason));
}

bool isIpv6(std::string_view text) {
  const auto isPart = [](char c) {
    return c == ':' || c == '.' || std::isxdigit(static_cast<unsigned char>(c));
  };
  return std::count(text.begin(), text.end(), ':') >= 2 && std::all_of(text.begin(), text.end(), isPart);
}

// `[192.168.1.2/x]` -> `192.168.1.2/x`; `[::1]:8443/x` stays (R6).
std::string withoutTypographicBrackets(std::string_view text) {
  const auto closing = text.find(']');
  if (!text.starts_with('[') || closing == std::string_view::npos) return std::string(text);
  const std::string_view inside = text.substr(1, closing - 1);
  if (isIpv6(inside)) return std::string(text);
  return std::string(inside) + std::string(text.substr(closing + 1));
}

bool isPort(std::string_view text) {
  if (text.empty() || text.size() > 5 || text.find_first_not_of("0123456789") != std::string_view::npos)
    return false;
  const int port = std::stoi(std::string(text));
  return port >= 1 && port <= 65535;
}

// What is wrong with `host[:port]`, or nothing.
std::string faultOf(std::string_view authority) {
  if (authority.find('@') != std::string_view::npos) return "user-info in the address";
  std::string_view host = authority;
  std::string_view port;
  const auto colon = authority.rfind(':');
  const auto bracket = authority.rfind(']');
  if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
    host = authority.substr(0, colon);
    port = authority.substr(colon + 1);
    if (!isPort(port)) return "no such port";
  }
  const bool isLiteral =
      host.starts_with('[') && host.ends_with(']') && isIpv6(host.substr(1, host.size() - 2));
  if (isLiteral) return {};
  if (host.empty() || host.find_first_of("[]:\\") != std::string_view::npos) return "no host";
  return {};
}

}  // namespace

Result<std::string> serviceUrl(std::string_view advertised) {
  std::string_view text = schemas::trimmed(advertised);
  const auto isBad = [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f; };
  if (std::any_of(text.begin(), text.end(), isBad)) return refused(advertised, "blank inside the address");
  if (text.starts_with('[') && text.ends_with(']') && text.find("://") != std::string_view::npos)
    text = text.substr(1, text.size() - 2);

  const auto scheme = text.find("://");
  if (scheme != std::string_view::npos) {
    if (schemas::json::folded(text.substr(0, scheme + 3)) != kScheme)
      return refused(advertised, "only https is called");
    text.remove_prefix(scheme + 3);
  }
  const std::string rest = withoutTypographicBrackets(text);
  const auto end = std::min(rest.find_first_of("/?#"), rest.size());
  std::string authority = rest.substr(0, end);
  if (isIpv6(authority)) authority = "[" + authority + "]";
  if (std::string fault = faultOf(authority); !fault.empty()) return refused(advertised, std::move(fault));
  return std::string(kScheme) + authority + rest.substr(end);
}

}  // namespace hub::delivery
