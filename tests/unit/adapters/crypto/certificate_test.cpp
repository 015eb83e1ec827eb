#include "adapters/crypto/certificate.h"

#include <gtest/gtest.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>

namespace hub::crypto {
namespace {

constexpr const char* kCertificate = R"(-----BEGIN CERTIFICATE-----
MIIBtTCCAVugAwIBAgIULvsZN8lbOxpzknFHNPRAKK0hO7UwCgYIKoZIzj0EAwIw
MDELMAkGA1UEBhMCQ04xDzANBgNVBAoMBuWNl+mAmjEQMA4GA1UEAwwHbmFudG9u
ZzAeFw0yNjExMjEwNDIyMDVaFw0zNjExMTgwNDIyMDVaMDAxCzAJBgNVBAYTAkNO
MQ8wDQYDVQQKDAbljZfpgJoxEDAOBgNVBAMMB25hbnRvbmcwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAAQmqB9HiqJUFjPuVJ/FTUOdm5/3A4geCqOlV49Dllsh8tPV
DGO/jq3wXbt1nF/aAXl74G/bD7gd64pIGhm1NdUPo1MwUTAdBgNVHQ4EFgQUdNb4
O+9g3SwRwQmaGzglbUZssoswHwYDVR0jBBgwFoAUdNb4O+9g3SwRwQmaGzglbUZs
soswDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiAtcpQavnDoNgyI
yUtd1UzKPKGcDoszrIPgd4u8T7V9+QIhAI1VNyCfKXY1mPP9Wt01pJm+1WAV6L/B
4MRpo/9GzQg4
-----END CERTIFICATE-----
)";

struct KeyPair {
  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key{EVP_EC_gen("P-256"), &EVP_PKEY_free};

  std::string pemOfKey() const {
    return written(
        [&](BIO* bio) { PEM_write_bio_PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
  }
  std::string pemOfCertificate() const {
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), &X509_free);
    X509_set_pubkey(certificate.get(), key.get());
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    return written([&](BIO* bio) { PEM_write_bio_X509(bio, certificate.get()); });
  }

 private:
  template <class Write>
  static std::string written(Write write) {
    const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new(BIO_s_mem()), &BIO_free);
    write(bio.get());
    char* bytes = nullptr;
    const long length = BIO_get_mem_data(bio.get(), &bytes);
    return {bytes, static_cast<std::size_t>(length)};
  }
};

// OQ-08
TEST(Certificate, TellsTheFingerprintThatAPeerRowHolds) {
  const auto facts = certificateIn(kCertificate);

  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->sha256, "6a8810a3ae3616be976c4c497fc3d8ca726512ef8a5c49758cec68826480cfc7");
}

TEST(Certificate, TellsSubjectAndValidity) {
  const auto facts = certificateIn(kCertificate);

  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->subject, "CN=nantong,O=南通,C=CN");
  EXPECT_EQ(facts->issuer, facts->subject);
  EXPECT_EQ(Clock::civil(facts->notBefore).text(), "2026-11-21 12:22:05");
  EXPECT_EQ(Clock::civil(facts->notAfter).text(), "2036-11-18 12:22:05");
}

TEST(Certificate, TakesTheLeafOfAChain) {
  const auto facts = certificateIn(std::string(kCertificate) + KeyPair().pemOfCertificate());

  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->subject, "CN=nantong,O=南通,C=CN");
}

TEST(Certificate, RefusesWhatIsNone) {
  EXPECT_FALSE(certificateIn(""));
  EXPECT_FALSE(certificateIn("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));
}

TEST(CertificateKey, BelongsToItsCertificate) {
  const KeyPair pair;

  EXPECT_TRUE(checkKeyOf(pair.pemOfCertificate(), pair.pemOfKey()));
}

TEST(CertificateKey, OfAnotherCertificateIsRefused) {
  const auto checked = checkKeyOf(kCertificate, KeyPair().pemOfKey());

  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().cause, "the key is not that of the certificate");
  EXPECT_FALSE(checkKeyOf(kCertificate, kCertificate));
}

}  // namespace
}  // namespace hub::crypto
