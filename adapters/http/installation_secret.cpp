#include "adapters/http/installation_secret.h"

#include <openssl/crypto.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>

namespace hub::http {
namespace {

std::array<unsigned char, SHA256_DIGEST_LENGTH> digestOf(std::string_view text) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  return digest;
}

bool isPlain(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
}

}  // namespace

bool sameSecret(std::string_view expected, std::string_view given) {
  if (expected.empty()) return false;
  // Digests have one length, so that the comparison does not tell the length of the secret either.
  const auto left = digestOf(expected);
  const auto right = digestOf(given);
  return CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

bool isUsableSecret(std::string_view secret) {
  return secret.size() >= kSecretCharsMin && std::all_of(secret.begin(), secret.end(), isPlain);
}

}  // namespace hub::http
