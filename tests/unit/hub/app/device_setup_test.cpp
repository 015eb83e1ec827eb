#include "hub/app/device_setup.h"

#include <gtest/gtest.h>

#include "adapters/crypto/openssl_crypto.h"
#include "hub/app/given_value.h"

namespace hub::app {
namespace {

constexpr const char* kEnterprise = "91330000573973053F";

class DeviceSetup : public testing::Test {
 protected:
  Peer made(const DeviceWish& wish) {
    const auto device = newDevice(kEnterprise, wish, node, crypto);
    EXPECT_TRUE(device) << device.error().cause;
    return device.value_or(Peer{});
  }
  static DeviceWish atAddress() {
    DeviceWish wish;
    wish.region = "320602";
    wish.addresses = {"10.3.0.7"};
    return wish;
  }
  static std::string textOf(const schemas::json::Object& object, const std::string& name) {
    const schemas::json::Value value(object);
    const auto* member = value.find(name);
    return member && member->text() ? *member->text() : "absent";
  }

  crypto::OpenSslCrypto crypto;
  NodeSettings node;
};

// F-1.2
TEST_F(DeviceSetup, GivesEachDeviceAnIdThatCannotBeGuessed) {
  const Peer one = made(atAddress()), other = made(atAddress());

  EXPECT_EQ(one.role, Role::device);
  EXPECT_EQ(one.device->deviceId.size(), 32u);
  EXPECT_NE(one.device->deviceId, other.device->deviceId);
  EXPECT_EQ(one.name, std::string("device-") + kEnterprise);
}

// F-1.2
TEST_F(DeviceSetup, RefusesOneThatAnybodyCouldClaim) {
  DeviceWish wish;
  wish.region = "320602";

  EXPECT_FALSE(newDevice(kEnterprise, wish, node, crypto));
}

TEST_F(DeviceSetup, RefusesACodeWithAWrongCheckCharacter) {
  EXPECT_FALSE(newDevice("91330000573973053A", atAddress(), node, crypto));
}

// OQ-17
TEST_F(DeviceSetup, AssignsASlotWithinTheConfiguredSpan) {
  node.deviceSlotFrom = *timeOfDayIn("22:00:00");
  node.deviceSlotSpan = std::chrono::minutes(60);

  const Peer device = made(atAddress());

  EXPECT_GE(device.profile.uploadTime, "22:00:00");
  EXPECT_LT(device.profile.uploadTime, "23:00:00");
}

// OQ-17
TEST_F(DeviceSetup, TakesTheSlotThatIsGiven) {
  DeviceWish wish = atAddress();
  wish.uploadTime = "01:38:00";

  EXPECT_EQ(made(wish).profile.uploadTime, "01:38:00");
}

// F-1.4
TEST_F(DeviceSetup, MakesAKeyForFieldEncryptionOnly) {
  EXPECT_EQ(made(atAddress()).device->secretKey, "");
  DeviceWish wish = atAddress();
  wish.fieldEncryption = true;

  const Peer device = made(wish);

  EXPECT_TRUE(device.profile.fieldEncryption);
  EXPECT_EQ(device.device->secretKey.size(), 32u);
}

// OQ-16 OQ-24
TEST_F(DeviceSetup, ShowsWhatCountsWithoutASilentDefault) {
  DeviceWish wish = atAddress();
  const auto shown = deviceRecord(made(wish));
  EXPECT_EQ(textOf(shown, "validNumeric"), "refused");
  EXPECT_EQ(textOf(shown, "faultyRecords"), "quarantine");

  wish.validNumeric = schemas::ValidNumeric::oneIsValid;
  wish.faultyRecords = FaultyRecords::reject;
  const auto changed = deviceRecord(made(wish));

  EXPECT_EQ(textOf(changed, "validNumeric"), "one_is_valid");
  EXPECT_EQ(textOf(changed, "faultyRecords"), "reject");
}

TEST_F(DeviceSetup, RepliesInAsciiUnlessToldOtherwise) {
  DeviceWish wish = atAddress();
  EXPECT_TRUE(made(wish).profile.asciiReplies);

  wish.asciiReplies = false;

  EXPECT_FALSE(made(wish).profile.asciiReplies);
}

TEST_F(DeviceSetup, TableHasNoSecrets) {
  DeviceWish wish = atAddress();
  wish.fieldEncryption = true;
  const Peer device = made(wish);

  const std::string row = schemas::json::write(schemas::json::Value(deviceRow(device)));

  EXPECT_EQ(row.find(device.device->deviceId), row.npos);
  EXPECT_EQ(row.find(device.device->secretKey), row.npos);
}

TEST_F(DeviceSetup, ChangeKeepsWhatIsNotNamed) {
  DeviceWish wish = atAddress();
  wish.validNumeric = schemas::ValidNumeric::zeroIsValid;
  const Peer before = made(wish);
  DeviceWish change;
  change.addresses = {"10.4.0.0/24"};

  const auto after = changedDevice(before, change, crypto);

  ASSERT_TRUE(after);
  EXPECT_EQ(after->device->addresses, std::vector<std::string>{"10.4.0.0/24"});
  EXPECT_EQ(after->device->deviceId, before.device->deviceId);
  EXPECT_EQ(after->profile.validNumeric, schemas::ValidNumeric::zeroIsValid);
  EXPECT_EQ(after->regVersion, before.regVersion);
}

// OQ-32
TEST_F(DeviceSetup, NewSlotOrKeyMakesItRegisterAgain) {
  DeviceWish wish = atAddress();
  wish.fieldEncryption = true;
  const Peer before = made(wish);
  DeviceWish slot, key;
  slot.uploadTime = "09:00:00";
  key.newKey = true;

  const auto moved = changedDevice(before, slot, crypto), rekeyed = changedDevice(before, key, crypto);

  ASSERT_TRUE(moved && rekeyed);
  EXPECT_EQ(moved->regVersion, before.regVersion + 1);
  EXPECT_EQ(moved->device->secretKey, before.device->secretKey);
  EXPECT_EQ(rekeyed->regVersion, before.regVersion + 1);
  EXPECT_NE(rekeyed->device->secretKey, before.device->secretKey);
}

TEST_F(DeviceSetup, KeyIsForFieldEncryptionOnly) {
  DeviceWish key;
  key.newKey = true;

  EXPECT_FALSE(changedDevice(made(atAddress()), key, crypto));
}

TEST_F(DeviceSetup, EndOfEncryptionDropsTheKey) {
  DeviceWish wish = atAddress();
  wish.fieldEncryption = true;
  DeviceWish change;
  change.fieldEncryption = false;

  const auto after = changedDevice(made(wish), change, crypto);

  ASSERT_TRUE(after);
  EXPECT_EQ(after->device->secretKey, "");
}

}  // namespace
}  // namespace hub::app
