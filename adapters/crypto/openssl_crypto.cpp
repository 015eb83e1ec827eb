#include "adapters/crypto/openssl_crypto.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <climits>
#include <cstdlib>
#include <memory>
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

constexpr std::size_t kSm4Bytes = 16;  // of a key and of a block

int digitOf(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// The bytes of hex in either case; nullopt for an odd length or any other character.
std::optional<std::string> bytesOf(std::string_view hexText) {
  if (hexText.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  bytes.reserve(hexText.size() / 2);
  for (std::size_t i = 0; i < hexText.size(); i += 2) {
    const int high = digitOf(hexText[i]), low = digitOf(hexText[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

const unsigned char* octets(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

struct FreeCipher {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

EVP_CIPHER_CTX* newSm4() {
  EVP_CIPHER_CTX* const context = EVP_CIPHER_CTX_new();
  if (context && EVP_CipherInit_ex(context, EVP_sm4_ecb(), nullptr, nullptr, nullptr, 1) == 1) return context;
  EVP_CIPHER_CTX_free(context);
  return nullptr;
}

// One context serves all values of a message: a thread decrypts ten thousands of short texts in a row, and
// making a context or looking for the algorithm costs more than a block.
EVP_CIPHER_CTX* cipher() {
  thread_local const std::unique_ptr<EVP_CIPHER_CTX, FreeCipher> context(newSm4());
  return context.get();
}

/// nullopt also for a wrong padding. EVP adds and removes PKCS#7 by default.
std::optional<std::string> sm4(std::string_view key, std::string_view bytes, bool encrypts) {
  const auto keyBytes = bytesOf(key);
  if (!keyBytes || keyBytes->size() != kSm4Bytes || bytes.size() > INT_MAX - kSm4Bytes) return std::nullopt;
  EVP_CIPHER_CTX* const context = cipher();
  if (!context) return std::nullopt;
  if (EVP_CipherInit_ex(context, nullptr, nullptr, octets(*keyBytes), nullptr, encrypts ? 1 : 0) != 1)
    return std::nullopt;
  std::string out(bytes.size() + kSm4Bytes, '\0');
  auto* const written = reinterpret_cast<unsigned char*>(out.data());
  int head = 0, tail = 0;
  if (EVP_CipherUpdate(context, written, &head, octets(bytes), static_cast<int>(bytes.size())) != 1 ||
      EVP_CipherFinal_ex(context, written + head, &tail) != 1) {
    ERR_clear_error();  // the next user of TLS in this thread would take it for its own
    return std::nullopt;
  }
  out.resize(static_cast<std::size_t>(head + tail));
  return out;
}

}  // namespace

std::optional<std::string> OpenSslCrypto::sm4Encrypt(std::string_view key, std::string_view text) const {
  const auto bytes = sm4(key, text, true);
  if (!bytes) return std::nullopt;
  return hex(octets(*bytes), bytes->size());
}

std::optional<std::string> OpenSslCrypto::sm4Decrypt(std::string_view key, std::string_view hexText) const {
  const auto bytes = bytesOf(hexText);
  if (!bytes || bytes->empty() || bytes->size() % kSm4Bytes != 0) return std::nullopt;
  return sm4(key, *bytes, false);
}

std::string OpenSslCrypto::md5(std::string_view bytes) const { return digest(EVP_md5(), bytes); }
std::string OpenSslCrypto::sha256(std::string_view bytes) const { return digest(EVP_sha256(), bytes); }

std::string OpenSslCrypto::randomHex(int count) const {
  std::vector<unsigned char> bytes(static_cast<std::size_t>(count));
  if (RAND_bytes(bytes.data(), count) != 1) std::abort();
  return hex(bytes.data(), bytes.size());
}

}  // namespace hub::crypto
