#include "hub/app/peer_check.h"

#include <gtest/gtest.h>

namespace hub::app {
namespace {

Peer device() {
  Peer peer;
  peer.name = "box";
  peer.role = Role::device;
  peer.regions = {"320602"};
  peer.device = Device{
      .deviceId = std::string(32, 'a'), .enterpriseCode = "91330000573973053F", .addresses = {"10.3.0.7"}};
  return peer;
}

std::string causeOf(const Peer& peer) {
  const auto checked = checkPeer(peer);
  return checked ? "ok" : checked.error().cause;
}

bool isAbout(const Peer& peer, const std::string& member) { return causeOf(peer).starts_with(member); }

TEST(PeerCheck, AcceptsADeviceWithAnAddress) { EXPECT_EQ(causeOf(device()), "ok"); }

// F-1.2
TEST(PeerCheck, DeviceNeedsACertificateOrAnAddress) {
  Peer peer = device();
  peer.device->addresses.clear();
  EXPECT_EQ(causeOf(peer), "a device needs a certificate or at least one source address");

  peer.fingerprints = {std::string(64, 'b')};

  EXPECT_EQ(causeOf(peer), "ok");
}

TEST(PeerCheck, AddressesAreNetworksAndNotTheWorld) {
  for (const char* good : {"10.0.0.0/8", "2001:db8::1", "2001:db8::/32"}) {
    Peer peer = device();
    peer.device->addresses = {good};
    EXPECT_EQ(causeOf(peer), "ok") << good;
  }
  for (const char* bad : {"0.0.0.0/0", "::/0", "10.0.0.0/33", "box.example", "10.0.0.1:443", ""}) {
    Peer peer = device();
    peer.device->addresses = {"10.3.0.7", bad};
    EXPECT_TRUE(isAbout(peer, "addresses:")) << bad;
  }
}

// N-2-1
TEST(PeerCheck, EnterpriseOfADeviceHasItsCheckCharacter) {
  Peer peer = device();
  peer.device->enterpriseCode = "91330000573973053G";

  EXPECT_TRUE(isAbout(peer, "enterpriseCode:"));
}

TEST(PeerCheck, ChecksEveryOtherMemberOfADevice) {
  Peer peer = device();
  peer.device->deviceId = std::string(32, 'A');
  EXPECT_TRUE(isAbout(peer, "deviceId:"));
  peer = device();
  peer.regions.clear();
  EXPECT_TRUE(isAbout(peer, "regions:"));
  peer = device();
  peer.device->secretKey = "ab";
  EXPECT_TRUE(isAbout(peer, "secretKey:"));
  peer = device();
  peer.gUrl = "https://a/necc";
  EXPECT_EQ(causeOf(peer), "a device is never called by us");
}

// F-1.4
TEST(PeerCheck, FieldEncryptionNeedsAKey) {
  Peer peer = device();
  peer.profile.fieldEncryption = true;
  EXPECT_TRUE(isAbout(peer, "fieldEncryption:"));

  peer.device->secretKey = std::string(32, '0');

  EXPECT_EQ(causeOf(peer), "ok");
}

TEST(PeerCheck, RoleAndDeviceBelongTogether) {
  Peer peer = device();
  peer.role = Role::city;
  EXPECT_TRUE(isAbout(peer, "device:"));

  peer.device.reset();
  EXPECT_EQ(causeOf(peer), "ok");

  peer.role = Role::device;
  EXPECT_NE(causeOf(peer).find("nenghub device add"), std::string::npos);
}

TEST(PeerCheck, FieldEncryptionIsOfDevicesOnly) {
  Peer peer;
  peer.name = "city";
  peer.profile.fieldEncryption = true;

  EXPECT_TRUE(isAbout(peer, "fieldEncryption:"));
}

// OQ-17
TEST(PeerCheck, UploadTimeIsATimeOfDay) {
  Peer peer = device();
  peer.profile.uploadTime = "01:38:00";
  EXPECT_EQ(causeOf(peer), "ok");

  for (const char* bad : {"1:38:00", "24:00:00", "01:38", "01:38:00 "}) {
    peer.profile.uploadTime = bad;
    EXPECT_TRUE(isAbout(peer, "uploadTime:")) << bad;
  }
}

}  // namespace
}  // namespace hub::app
