// Digests and random numbers, so that the rules need no OpenSSL.
#pragma once

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
  /// `count` random bytes as lower-case hexadecimal.
  virtual std::string randomHex(int count) const = 0;
};

}  // namespace hub
