#include "adapters/http/caller_certificate.h"

#include <gtest/gtest.h>

#include "tests/unit/adapters/http/test_certificate.h"

namespace hub::http {
namespace {

TEST(CallerCertificate, IsTheDigestOfTheDer) {
  EXPECT_EQ(certificateSha256(tests::escaped(tests::kPem)).value(), tests::kPemSha256);
}

TEST(CallerCertificate, OfAChainIsTheLeaf) {
  const std::string chain = tests::kPem + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

  EXPECT_EQ(certificateSha256(tests::escaped(chain)).value(), tests::kPemSha256);
}

TEST(CallerCertificate, IsEmptyWithoutCertificate) { EXPECT_EQ(certificateSha256("").value(), ""); }

TEST(CallerCertificate, RefusesWhatIsNoCertificate) {
  const std::string whole = tests::escaped(tests::kPem);

  for (const std::string& text : {std::string("x"), std::string("%"), std::string("%0"), whole.substr(0, 200),
                                  whole.substr(40), std::string("%00%00"), std::string(100'000, '%')}) {
    const auto digest = certificateSha256(text);
    ASSERT_FALSE(digest.has_value()) << text.substr(0, 40);
    EXPECT_EQ(digest.error().failure, Failure::notPermitted);
  }
}

}  // namespace
}  // namespace hub::http
