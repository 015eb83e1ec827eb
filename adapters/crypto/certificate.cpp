#include "adapters/crypto/certificate.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <array>
#include <memory>

namespace hub::crypto {
namespace {

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

// A key with a passphrase would make OpenSSL ask on the terminal.
int noPassphrase(char*, int, int, void*) { return -1; }

Bio reading(std::string_view text) {
  return {BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), &BIO_free};
}

Certificate certificateOf(std::string_view pem) {
  const Bio bio = reading(pem);
  return {bio ? PEM_read_bio_X509(bio.get(), nullptr, &noPassphrase, nullptr) : nullptr, &X509_free};
}

std::string digestOf(const X509& certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned int length = 0;
  if (X509_digest(&certificate, EVP_sha256(), bytes.data(), &length) != 1) return {};
  constexpr char kHex[] = "0123456789abcdef";
  std::string text;
  for (unsigned int i = 0; i < length; ++i) text += {kHex[bytes[i] >> 4], kHex[bytes[i] & 0xF]};
  return text;
}

std::string textOf(const X509_NAME* name) {
  const Bio bio(BIO_new(BIO_s_mem()), &BIO_free);
  if (!bio || !name || X509_NAME_print_ex(bio.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) < 0)
    return {};
  char* bytes = nullptr;
  const long length = BIO_get_mem_data(bio.get(), &bytes);
  return bytes && length > 0 ? std::string(bytes, static_cast<std::size_t>(length)) : std::string();
}

TimePoint timeOf(const ASN1_TIME* time) {
  std::tm parts{};
  if (!time || ASN1_TIME_to_tm(time, &parts) != 1) return {};
  const std::chrono::year_month_day day{std::chrono::year(parts.tm_year + 1900),
                                        std::chrono::month(static_cast<unsigned>(parts.tm_mon) + 1),
                                        std::chrono::day(static_cast<unsigned>(parts.tm_mday))};
  return TimePoint(std::chrono::sys_days(day) + std::chrono::hours(parts.tm_hour) +
                   std::chrono::minutes(parts.tm_min) + std::chrono::seconds(parts.tm_sec));
}

}  // namespace

Result<CertificateFacts> certificateIn(std::string_view pem) {
  const Certificate certificate = certificateOf(pem);
  if (!certificate) return fail(Failure::malformed, {}, "no PEM certificate");
  CertificateFacts facts;
  facts.sha256 = digestOf(*certificate);
  facts.subject = textOf(X509_get_subject_name(certificate.get()));
  facts.issuer = textOf(X509_get_issuer_name(certificate.get()));
  facts.notBefore = timeOf(X509_get0_notBefore(certificate.get()));
  facts.notAfter = timeOf(X509_get0_notAfter(certificate.get()));
  return facts;
}

Result<void> checkKeyOf(std::string_view certificatePem, std::string_view keyPem) {
  const Certificate certificate = certificateOf(certificatePem);
  if (!certificate) return fail(Failure::malformed, {}, "no PEM certificate");
  const Bio bio = reading(keyPem);
  const Key key(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, &noPassphrase, nullptr) : nullptr,
                &EVP_PKEY_free);
  if (!key) return fail(Failure::malformed, {}, "no PEM private key without passphrase");
  if (X509_check_private_key(certificate.get(), key.get()) != 1)
    return fail(Failure::malformed, {}, "the key is not that of the certificate");
  return {};
}

}  // namespace hub::crypto
