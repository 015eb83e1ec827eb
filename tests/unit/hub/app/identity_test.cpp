#include "hub/app/identity.h"

#include <gmock/gmock.h>

#include "adapters/crypto/openssl_crypto.h"

namespace hub::app {
namespace {

// OQ-05
TEST(Identity, ProvinceIdHas32LowerCaseHexDigits) {
  const crypto::OpenSslCrypto crypto;

  EXPECT_THAT(newProvinceId(crypto), testing::MatchesRegex("[0-9a-f]{32}"));
  EXPECT_NE(newProvinceId(crypto), newProvinceId(crypto));
}

// OQ-42
TEST(Identity, RestcodeIsAnUpperCaseGuid) {
  const crypto::OpenSslCrypto crypto;

  for (int i = 0; i < 64; ++i)
    EXPECT_THAT(newRestcode(crypto),
                testing::MatchesRegex("[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}"));
  EXPECT_NE(newRestcode(crypto), newRestcode(crypto));
}

// OQ-05
TEST(Identity, OnlyTheNationalNodeIssues) {
  EXPECT_TRUE(mayIssue(Role::national));
  EXPECT_FALSE(mayIssue(Role::province));
  EXPECT_FALSE(mayIssue(Role::city));
}

}  // namespace
}  // namespace hub::app
