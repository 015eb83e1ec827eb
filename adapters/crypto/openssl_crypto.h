// Crypto by OpenSSL.
#pragma once

#include "hub/ports/crypto.h"

namespace hub::crypto {

class OpenSslCrypto final : public Crypto {
 public:
  std::string md5(std::string_view bytes) const override;
  std::string sha256(std::string_view bytes) const override;
  std::optional<std::string> sm4Encrypt(std::string_view key, std::string_view text) const override;
  std::optional<std::string> sm4Decrypt(std::string_view key, std::string_view hex) const override;
  std::string randomHex(int count) const override;
};

}  // namespace hub::crypto
