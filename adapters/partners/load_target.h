// Where a load run goes: an https address, resolved once, and whether it stays inside.
#pragma once

#include <sys/socket.h>

#include <string>

#include "hub/result.h"

namespace hub::partners {

struct LoadTarget {
  std::string authority;  // as in the address: the Host header
  std::string path;       // with the query, at least "/"
  sockaddr_storage address{};
  socklen_t addressBytes = 0;
  bool isInside = false;  // loopback, link-local or private (RFC 1918, RFC 4193)
};

/// The first address that the name resolves to. Waits for the resolver.
Result<LoadTarget> loadTargetOf(const std::string& url);

}  // namespace hub::partners
