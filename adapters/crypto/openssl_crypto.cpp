#include "adapters/crypto/openssl_crypto.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <cstdlib>
#include <vector>

namespace hub::crypto {
namespace {

std::string hex(const unsigned char* bytes, std::size_t count) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(count * 2);
  for (std::size_t i = 0; i < count; ++i) {
    text += kDigits[bytes[i] >> 4];
    text += kDigits[bytes[i] & 0xF];
  }
  return text;
}

std::string digest(const EVP_MD* algorithm, std::string_view bytes) {
  unsigned char buffer[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  // Fails only without memory or with a broken provider; a wrong digest must never be returned instead.
  if (EVP_Digest(bytes.data(), bytes.size(), buffer, &length, algorithm, nullptr) != 1) std::abort();
  return hex(buffer, length);
}

}  // namespace

std::string OpenSslCrypto::md5(std::string_view bytes) const { return digest(EVP_md5(), bytes); }
std::string OpenSslCrypto::sha256(std::string_view bytes) const { return digest(EVP_sha256(), bytes); }

std::string OpenSslCrypto::randomHex(int count) const {
  std::vector<unsigned char> bytes(static_cast<std::size_t>(count));
  if (RAND_bytes(bytes.data(), count) != 1) std::abort();
  return hex(bytes.data(), bytes.size());
}

}  // namespace hub::crypto
