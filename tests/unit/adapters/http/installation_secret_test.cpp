#include "adapters/http/installation_secret.h"

#include <gtest/gtest.h>

#include <string>

namespace hub::http {
namespace {

TEST(InstallationSecret, EqualsItselfOnly) {
  const std::string secret(64, 'a');

  EXPECT_TRUE(sameSecret(secret, secret));
  EXPECT_FALSE(sameSecret(secret, ""));
  EXPECT_FALSE(sameSecret(secret, secret.substr(1)));
  EXPECT_FALSE(sameSecret(secret, secret + "a"));
  EXPECT_FALSE(sameSecret(secret, std::string(63, 'a') + "b"));
}

TEST(InstallationSecret, AnEmptyOneOpensNothing) { EXPECT_FALSE(sameSecret("", "")); }

TEST(InstallationSecret, IsLongAndNeedsNoQuoting) {
  EXPECT_TRUE(isUsableSecret(std::string(32, 'f')));
  EXPECT_TRUE(isUsableSecret("0123456789abcdefABCDEF_-0123456789"));
  EXPECT_FALSE(isUsableSecret(std::string(31, 'f')));
  EXPECT_FALSE(isUsableSecret(std::string(32, 'f') + ";"));
  EXPECT_FALSE(isUsableSecret(std::string(32, 'f') + "\n"));
  EXPECT_FALSE(isUsableSecret(std::string(32, 'f') + "$host"));
}

}  // namespace
}  // namespace hub::http
