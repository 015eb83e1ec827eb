#include "adapters/crypto/openssl_crypto.h"

#include <gtest/gtest.h>

using hub::crypto::OpenSslCrypto;

TEST(OpenSslCrypto, AgreesWithThePublishedVectors) {
  const OpenSslCrypto crypto;

  EXPECT_EQ(crypto.md5(""), "d41d8cd98f00b204e9800998ecf8427e");
  EXPECT_EQ(crypto.md5("abc"), "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(crypto.sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(OpenSslCrypto, MakesDifferentRandomNumbersOfTheLengthAsked) {
  const OpenSslCrypto crypto;

  const auto first = crypto.randomHex(16);

  EXPECT_EQ(first.size(), 32U);
  EXPECT_NE(first, crypto.randomHex(16));
}
