// Crypto by OpenSSL.
#pragma once

#include "hub/ports/crypto.h"

namespace hub::crypto {

class OpenSslCrypto final : public Crypto {
 public:
  std::string md5(std::string_view bytes) const override;
  std::string sha256(std::string_view bytes) const override;
  std::string randomHex(int count) const override;
};

}  // namespace hub::crypto
