#include "adapters/http/caller_certificate.h"

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <array>
#include <memory>

namespace hub::http {
namespace {

struct Freed {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(unsigned char* bytes) const { OPENSSL_free(bytes); }
  void operator()(char* text) const { OPENSSL_free(text); }
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

/// The DER of the first block, empty when that is no certificate. The edge has verified it; taking it apart
/// once more cost half of a small request.
std::string firstCertificate(const std::string& pem) {
  const std::unique_ptr<BIO, Freed> input(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  char *name = nullptr, *header = nullptr;
  unsigned char* bytes = nullptr;
  long count = 0;
  const bool isBlock = input && PEM_read_bio(input.get(), &name, &header, &bytes, &count) == 1;
  ERR_clear_error();
  if (!isBlock) return {};
  const std::unique_ptr<char, Freed> ownedName(name), ownedHeader(header);
  const std::unique_ptr<unsigned char, Freed> ownedBytes(bytes);
  if (std::string_view(name) != PEM_STRING_X509) return {};
  return std::string(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(count));
}

/// One SEQUENCE that fills the whole text.
bool isSequence(const std::string& der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const unsigned char* const end = at + der.size();
  long length = 0;
  int tag = 0, kind = 0;
  const int form = ASN1_get_object(&at, &length, &tag, &kind, static_cast<long>(der.size()));
  ERR_clear_error();
  return (form & (0x80 | 0x01)) == 0 && tag == V_ASN1_SEQUENCE && end - at == length;
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
  const std::string certificate = firstCertificate(unescaped(escapedPem));
  if (certificate.empty() || !isSequence(certificate))
    return fail(Failure::notPermitted, "客户端证书", "certificate header is not a PEM certificate");

  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (EVP_Digest(certificate.data(), certificate.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
    return fail(Failure::internal, {}, "EVP_Digest failed");
  return hex(digest.data(), size);
}

}  // namespace hub::http
