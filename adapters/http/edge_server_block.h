// The parts of the edge's configuration that every listener has: where it listens, its TLS, what it tells the
// hub about a request, what it says when it refuses one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/edge_config.h"

namespace hub::http {

enum class ClientCertificate : std::uint8_t {
  required,
  optional  // one that does not verify is refused all the same
};

enum class TlsVersions : std::uint8_t {
  modern,  // 1.2 and 1.3, forward secrecy and AEAD (OQ-40)
  legacy   // 1.0 to 1.2 with whatever suites such a box has
};

/// A path with limits of its own beside "everything".
struct EdgeLocation {
  std::string path;    // as `location` has it: "/", "= /register"
  std::string limits;  // directives, each on a line of its own
};

struct EdgeServerBlock {
  std::string name;       // in the access log; of its session cache too
  std::string_view says;  // value of kListenerHeader
  std::string listen;     // address:port
  std::string certificateFile, keyFile;
  ClientCertificate certificate = ClientCertificate::required;
  TlsVersions versions = TlsVersions::modern;
  bool asciiFaults = false;  // Chinese in ASCII escapes, for clients with a GBK platform charset
  std::string upstream;      // name of an upstream block
  std::string limits;        // directives of the whole block
  std::vector<EdgeLocation> locations;
};

/// `upstream NAME {...}`: the hub of the wire listener, with at most `insideMax` requests in it by this way.
std::string upstreamBlock(const EdgeSettings& settings, const std::string& name, int insideMax);
/// `server {...}` with the CAs and the revocation list of the wire listener.
std::string serverBlock(const EdgeSettings& settings, const EdgeServerBlock& block);

}  // namespace hub::http
