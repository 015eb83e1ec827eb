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

namespace {

const char* const kKey = "0123456789abcdeffedcba9876543210";  // the sample key of GB/T 32907

struct Vector {
  const char* text;
  const char* hex;
};
// field-notes 1.4
const Vector kVectors[] = {
    {"1", "b265308ec733dc5cd02ea745329dc5f9"},
    {"0", "45a937871858b7cd3a55b42f8cae65bf"},
    {"123.45", "8903e2e3f6b843f58fa45deaf1b6a32a"},
    {"2021-10-08 00:00:00", "6da2b87cda5636ea4b8ced40b818ad80479c00b3cae05c920a9ce19063aadb57"},
    {"00-00-0000-023300-11", "ef49d2a4d631f9fc3ae6db23a5998f23aafd0fd6242c37e636e90e8e5e5b967a"},
    {"true", "22dfe0f0f2e5cf5973740a154f215070"},
};

}  // namespace

// F-1.4
TEST(OpenSslCrypto, AgreesWithTheVectorsOfTheFieldEncryptionBothWays) {
  const OpenSslCrypto crypto;
  for (const Vector& vector : kVectors) {
    EXPECT_EQ(crypto.sm4Encrypt(kKey, vector.text), vector.hex);
    EXPECT_EQ(crypto.sm4Decrypt(kKey, vector.hex), vector.text);
  }
}

TEST(OpenSslCrypto, BringsBackTextsOfEveryLengthAndOfEveryByte) {
  const OpenSslCrypto crypto;
  for (int length = 0; length < 50; ++length) {
    std::string text;
    for (int i = 0; i < length; ++i) text += static_cast<char>(i * 37 + length);
    const auto hex = crypto.sm4Encrypt(kKey, text);
    ASSERT_TRUE(hex);
    EXPECT_EQ(hex->size(), static_cast<std::size_t>(length / 16 + 1) * 32);
    EXPECT_EQ(crypto.sm4Decrypt(kKey, *hex), text);
  }
}

TEST(OpenSslCrypto, ReadsHexInCapitalsToo) {
  EXPECT_EQ(OpenSslCrypto().sm4Decrypt(kKey, "B265308EC733DC5CD02EA745329DC5F9"), "1");
  EXPECT_EQ(OpenSslCrypto().sm4Decrypt("0123456789ABCDEFFEDCBA9876543210", kVectors[0].hex), "1");
}

// F-1.4 OQ-16
TEST(OpenSslCrypto, RefusesWhatIsNoHexOfWholeBlocksWithRightPadding) {
  const OpenSslCrypto crypto;
  const std::string good = kVectors[0].hex;
  for (const std::string& wrong :
       {std::string(), good.substr(1), good.substr(2), good + "00", "zz" + good.substr(2), "0x" + good,
        good.substr(0, 31) + " ", std::string("123.45"), std::string(32, '0'),
        std::string(kVectors[3].hex).substr(0, 32), std::string(31, 'a') + '\0'}) {
    SCOPED_TRACE(wrong);
    EXPECT_EQ(crypto.sm4Decrypt(kKey, wrong), std::nullopt);
  }
}

TEST(OpenSslCrypto, RefusesAKeyThatIsNot32HexCharacters) {
  const OpenSslCrypto crypto;
  const std::string key = kKey;
  for (const std::string& wrong :
       {std::string(), key.substr(2), key + "00", "g" + key.substr(1), key.substr(1)}) {
    EXPECT_EQ(crypto.sm4Encrypt(wrong, "1"), std::nullopt) << wrong;
    EXPECT_EQ(crypto.sm4Decrypt(wrong, kVectors[0].hex), std::nullopt) << wrong;
  }
}

TEST(OpenSslCrypto, AWrongKeyDoesNotGiveTheText) {
  EXPECT_NE(OpenSslCrypto().sm4Decrypt("00000000000000000000000000000000", kVectors[3].hex),
            kVectors[3].text);
}

TEST(OpenSslCrypto, AFailureLeavesNothingBehindForTheNextText) {
  const OpenSslCrypto crypto;
  EXPECT_EQ(crypto.sm4Decrypt(kKey, std::string(32, '0')), std::nullopt);
  EXPECT_EQ(crypto.sm4Decrypt(kKey, kVectors[2].hex), "123.45");
}
