#include "adapters/http/caller_certificate.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <array>
#include <memory>

namespace hub::http {
namespace {

struct Freed {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(X509* certificate) const { X509_free(certificate); }
};

int hexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// A `%` that begins no escape stays as it is: the PEM reader then refuses.
std::string unescaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape =
        text[i] == '%' && i + 2 < text.size() && hexDigit(text[i + 1]) >= 0 && hexDigit(text[i + 2]) >= 0;
    out.push_back(escape ? static_cast<char>(hexDigit(text[i + 1]) * 16 + hexDigit(text[i + 2])) : text[i]);
    if (escape) i += 2;
  }
  return out;
}

std::unique_ptr<X509, Freed> firstCertificate(const std::string& pem) {
  const std::unique_ptr<BIO, Freed> input(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  if (!input) return nullptr;
  std::unique_ptr<X509, Freed> certificate(PEM_read_bio_X509(input.get(), nullptr, nullptr, nullptr));
  ERR_clear_error();
  return certificate;
}

std::string hex(const unsigned char* bytes, std::size_t count) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    out.push_back(kDigits[bytes[i] >> 4]);
    out.push_back(kDigits[bytes[i] & 15]);
  }
  return out;
}

}  // namespace

Result<std::string> certificateSha256(std::string_view escapedPem) {
  if (escapedPem.empty()) return std::string();
  const auto certificate = firstCertificate(unescaped(escapedPem));
  if (!certificate)
    return fail(Failure::notPermitted, "客户端证书", "certificate header is not a PEM certificate");

  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (X509_digest(certificate.get(), EVP_sha256(), digest.data(), &size) != 1)
    return fail(Failure::internal, {}, "X509_digest failed");
  return hex(digest.data(), size);
}

}  // namespace hub::http
