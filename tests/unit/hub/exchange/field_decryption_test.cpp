#include "hub/exchange/field_decryption.h"

#include <gtest/gtest.h>

#include "adapters/crypto/openssl_crypto.h"
#include "schemas/json/parse.h"

namespace hub::exchange {
namespace {

const char* const kKey = "0123456789abcdeffedcba9876543210";
const hub::crypto::OpenSslCrypto kCrypto;

Peer device() {
  Peer peer;
  peer.role = Role::device;
  peer.device =
      Device{.deviceId = std::string(32, 'a'), .enterpriseCode = {}, .addresses = {}, .secretKey = kKey};
  return peer;
}

std::string encrypted(const std::string& text) {
  return "\"" + kCrypto.sm4Encrypt(kKey, text).value() + "\"";
}

Result<std::string> decrypted(const std::string& body, const Peer& caller = device()) {
  auto parsed = schemas::json::parse(body);
  EXPECT_TRUE(parsed) << body;
  HUB_CHECK(decryptFields(parsed->root, caller, kCrypto));
  return schemas::json::write(parsed->root);
}

// F-1.4
TEST(FieldDecryption, EveryValueOfEveryRecordBecomesItsTextAndTheRestStays) {
  const std::string body = R"({"deviceId":"d","data":[{"dataValue":)" + encrypted("123.45") + R"(,"名":)" +
                           encrypted("电力") + R"(},{"valid":)" + encrypted("true") +
                           R"(}],"other":["x",1]})";
  EXPECT_EQ(
      decrypted(body).value(),
      R"({"deviceId":"d","data":[{"dataValue":"123.45","名":"电力"},{"valid":"true"}],"other":["x",1]})");
}

TEST(FieldDecryption, WhatWasNotGivenStaysSo) {
  const std::string body = R"({"data":[{"a":null,"b":""}]})";
  EXPECT_EQ(decrypted(body).value(), body);
}

// F-1.4 OQ-16
TEST(FieldDecryption, AnyValueThatDoesNotDecryptIsNamed) {
  const std::string good = kCrypto.sm4Encrypt(kKey, "1").value();
  for (const std::string& wrong :
       {std::string("\"1\""), std::string("1"), std::string("true"), std::string("[]"), "[\"" + good + "\"]",
        "{\"x\":\"" + good + "\"}", "\"" + good.substr(1) + "\"", "\"" + good + "00\"",
        "\"zz" + good.substr(2) + "\"", "\"" + std::string(32, '0') + "\"",
        "\"" + std::string(1 << 20, 'a') + "\"", encrypted("\xC3\x28"), encrypted("\xED\xA0\x80")}) {
    SCOPED_TRACE(wrong.substr(0, 60));
    const auto result = decrypted(R"({"data":[{"a":"","b":")" + good + R"("},{"b":)" + wrong + "}]}");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().failure, Failure::malformed);
    EXPECT_EQ(result.error().detail, "data[1].b 解密失败");
  }
}

// What comes out of the cipher has not been through the gate.
TEST(FieldDecryption, ControlCharactersAreKeptAsTextAndEscapedWhenWritten) {
  EXPECT_EQ(decrypted(R"({"data":[{"a":)" + encrypted(std::string("x\0\"y", 4)) + "}]}").value(),
            R"({"data":[{"a":"x\u0000\"y"}]})");
}

TEST(FieldDecryption, AnotherKeyOpensNothing) {
  Peer other = device();
  other.device->secretKey = std::string(32, '7');
  const auto result = decrypted(R"({"data":[{"a":)" + encrypted("2021-10-08 00:00:00") + "}]}", other);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().detail, "data[0].a 解密失败");
}

TEST(FieldDecryption, WithoutAKeyItIsOurOwnFault) {
  Peer keyless = device();
  keyless.device->secretKey.clear();
  EXPECT_EQ(decrypted("{}", keyless).error().failure, Failure::internal);
  EXPECT_EQ(decrypted("{}", Peer{}).error().failure, Failure::internal);
}

TEST(FieldDecryption, LeavesToTheSchemaWhatIsNoListOfRecords) {
  for (const char* body :
       {"[]", "1", "{}", R"({"data":1})", R"({"data":{"a":1}})", R"({"data":[1,"a",null,[2]]})"})
    EXPECT_EQ(decrypted(body).value(), body);
}

TEST(FieldDecryption, NoSpellingOfDataEscapesIt) {
  EXPECT_FALSE(decrypted(R"({"data":[],"DATA":[{"a":1}]})"));
}

}  // namespace
}  // namespace hub::exchange
