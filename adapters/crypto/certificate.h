// What the command line needs to know about certificate files.
#pragma once

#include <string>
#include <string_view>

#include "hub/clock.h"
#include "hub/result.h"

namespace hub::crypto {

struct CertificateFacts {
  std::string sha256;   // of the DER, lower-case hex: what a peer row holds (OQ-08)
  std::string subject;  // RFC 2253
  std::string issuer;
  TimePoint notBefore{}, notAfter{};
};

/// The first certificate of a PEM text, which is the leaf of a chain file. malformed when there is none. Any
/// thread.
Result<CertificateFacts> certificateIn(std::string_view pem);

/// malformed unless `keyPem` is the private key of the first certificate. Encrypted keys are refused.
Result<void> checkKeyOf(std::string_view certificatePem, std::string_view keyPem);

}  // namespace hub::crypto
