// Digests and random numbers, so that the rules need no OpenSSL.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hub {

/// Thread-safe; never fails but by running out of memory or entropy, which ends the process.
class Crypto {
 public:
  virtual ~Crypto() = default;
  /// Lower-case hexadecimal. MD5 as the documents demand it, as a check value (OQ-44).
  virtual std::string md5(std::string_view bytes) const = 0;
  virtual std::string sha256(std::string_view bytes) const = 0;
  /// SM4-ECB with PKCS#7 padding (GB/T 32907), the field encryption of the Shandong profile (field-notes
  /// 1.4). `key` = 32 hex characters; text as lower-case hex. nullopt: the key or `hex` is no hex of whole
  /// blocks, or the padding is wrong.
  virtual std::optional<std::string> sm4Encrypt(std::string_view key, std::string_view text) const = 0;
  virtual std::optional<std::string> sm4Decrypt(std::string_view key, std::string_view hex) const = 0;
  /// `count` random bytes as lower-case hexadecimal.
  virtual std::string randomHex(int count) const = 0;
};

}  // namespace hub
