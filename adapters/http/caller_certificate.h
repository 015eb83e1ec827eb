// The identity of a caller: SHA-256 of the certificate that the edge has verified (N-8.1-1, OQ-08).
#pragma once

#include <string>
#include <string_view>

#include "hub/result.h"

namespace hub::http {

/// `escapedPem` is nginx's $ssl_client_escaped_cert. Answers the digest of the first certificate's DER in
/// lower-case hexadecimal; empty stays empty (no certificate). Anything else is notPermitted. Thread-safe.
Result<std::string> certificateSha256(std::string_view escapedPem);

}  // namespace hub::http
