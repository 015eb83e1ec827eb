#include <algorithm>
#include <atomic>

#include "tests/contract/contract.h"

namespace {

using contract::fresh;
using contract::freshHex;
using hub::Device;
using hub::Peer;
using hub::PeerId;

class DevicesContract : public contract::StorageContract {
 protected:
  Peer newDevice() {
    Peer peer;
    peer.name = fresh("device-");
    peer.role = hub::Role::device;
    peer.device =
        Device{freshHex(32), newEnterprise(), {"192.168.1.7", "10.0.0.0/8", "fd00::/64"}, freshHex(32)};
    return peer;
  }
  PeerId put(const Peer& peer) {
    return unit([&](auto& work) { return work.peers().put(peer); });
  }
  std::optional<Peer> byDeviceId(const std::string& deviceId) {
    return unit([&](auto& work) { return work.peers().findByDeviceId(deviceId); });
  }
  std::optional<Peer> deviceOf(const std::string& enterprise) {
    return unit([&](auto& work) { return work.peers().findDeviceOf(enterprise); });
  }
  /// Expects that the peer is refused and that the words name whom it collides with.
  void expectRefused(const Peer& peer, const std::string& inTheWay) {
    const auto refused = tryUnit([&](auto& work) { return work.peers().put(peer); });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().failure, hub::Failure::malformed);
    EXPECT_NE(refused.error().detail.find(inTheWay), std::string::npos) << refused.error().detail;
  }
};
INSTANTIATE_TEST_SUITE_P(Of, DevicesContract, testing::ValuesIn(contract::kinds()), contract::nameOf);

TEST_P(DevicesContract, ADeviceIsFoundByItsIdByItsEnterpriseAndAsAPeer) {
  Peer peer = newDevice();
  peer.fingerprints = {freshHex(64)};

  peer.id = put(peer);

  const auto found = {byDeviceId(peer.device->deviceId), deviceOf(peer.device->enterpriseCode),
                      unit([&](auto& work) { return work.peers().find(peer.id); }),
                      unit([&](auto& work) { return work.peers().findByName(peer.name); }),
                      unit([&](auto& work) { return work.peers().findByFingerprint(peer.fingerprints[0]); })};
  for (const auto& one : found) {
    ASSERT_TRUE(one);
    EXPECT_EQ(one->id, peer.id);
    EXPECT_TRUE(one->isDevice());
    EXPECT_EQ(one->device, peer.device);
    EXPECT_EQ(one->fingerprints, peer.fingerprints);
    EXPECT_EQ(one->serialNumber(), peer.device->deviceId);
  }
}

TEST_P(DevicesContract, ADeviceWithoutAddressesAndKeyComesBackSo) {
  Peer peer = newDevice();
  peer.device->addresses.clear();
  peer.device->secretKey.clear();
  put(peer);

  EXPECT_EQ(byDeviceId(peer.device->deviceId)->device, peer.device);
}

TEST_P(DevicesContract, PlatformsAreAllButTheDevices) {
  Peer device = newDevice(), withoutRole = newDevice(), withoutDevice = newDevice();
  withoutRole.role = hub::Role::city;
  withoutDevice.device.reset();
  for (Peer* peer : {&device, &withoutRole, &withoutDevice}) peer->id = put(*peer);

  const auto platforms = unit([&](auto& work) { return work.peers().platforms(); });

  const auto listed = [&](const Peer& peer) { return std::ranges::count(platforms, peer.id, &Peer::id); };
  EXPECT_EQ(listed(device), 0);
  EXPECT_EQ(listed(withoutRole), 1);
  EXPECT_EQ(listed(withoutDevice), 1);
  EXPECT_TRUE(std::ranges::is_sorted(platforms, {}, &Peer::id));
}

TEST_P(DevicesContract, NobodyIsFoundByWhatNobodyHas) {
  Peer peer = newDevice();
  const std::string deviceId = peer.device->deviceId;
  put(peer);
  Peer unassigned = newDevice();
  unassigned.device->deviceId.clear();
  unassigned.device->enterpriseCode.clear();
  put(unassigned);
  std::string upper = deviceId;
  upper[0] = 'A';

  for (const std::string& other :
       {std::string(), upper, deviceId + " ", freshHex(32), std::string(5000, 'a')})
    EXPECT_FALSE(byDeviceId(other)) << other;
  for (const std::string& other : {std::string(), peer.device->enterpriseCode + " ", newEnterprise()})
    EXPECT_FALSE(deviceOf(other)) << other;
}

TEST_P(DevicesContract, ADeviceIdBelongsToOnePeer) {
  const Peer owner = newDevice();
  put(owner);
  Peer thief = newDevice();
  thief.device->deviceId = owner.device->deviceId;

  expectRefused(thief, owner.name);

  EXPECT_EQ(byDeviceId(owner.device->deviceId)->name, owner.name);
  EXPECT_FALSE(deviceOf(thief.device->enterpriseCode));
}

TEST_P(DevicesContract, AnEnterpriseHasOneDevice) {
  const Peer owner = newDevice();
  put(owner);
  Peer second = newDevice();
  second.device->enterpriseCode = owner.device->enterpriseCode;

  expectRefused(second, owner.name);

  EXPECT_EQ(deviceOf(owner.device->enterpriseCode)->name, owner.name);
}

TEST_P(DevicesContract, AnExistingPeerCannotTakeTheDeviceIdOfAnother) {
  const Peer owner = newDevice();
  put(owner);
  Peer other = newDevice();
  other.id = put(other);
  Peer thief = other;
  thief.device->deviceId = owner.device->deviceId;

  expectRefused(thief, owner.name);

  EXPECT_EQ(byDeviceId(other.device->deviceId)->device, other.device);
}

TEST_P(DevicesContract, ReplacingKeepsWhatIsTheSame) {
  Peer peer = newDevice();
  peer.id = put(peer);
  peer.device->addresses = {"192.168.1.8"};

  EXPECT_EQ(put(peer), peer.id);

  EXPECT_EQ(byDeviceId(peer.device->deviceId)->device, peer.device);
}

TEST_P(DevicesContract, WhatADeviceGaveUpIsFreeForAnother) {
  Peer peer = newDevice();
  peer.id = put(peer);
  const Device old = *peer.device;
  peer.device.reset();
  put(peer);

  EXPECT_FALSE(byDeviceId(old.deviceId));
  EXPECT_FALSE(deviceOf(old.enterpriseCode));
  EXPECT_FALSE(unit([&](auto& work) { return work.peers().find(peer.id); })->device);
  Peer next = newDevice();
  next.device = old;
  next.id = put(next);
  EXPECT_EQ(byDeviceId(old.deviceId)->id, next.id);
}

TEST_P(DevicesContract, OfTwoRegistrationsAtOnceForOneEnterpriseOneSucceeds) {
  const std::string enterprise = newEnterprise();
  std::vector<Peer> rivals;
  for (int i = 0; i < 4; ++i) {
    rivals.push_back(newDevice());
    rivals.back().device->enterpriseCode = enterprise;
  }
  std::atomic<int> stored{0}, refused{0};

  contract::together(4, [&](int i) {
    const auto put =
        tryUnit([&](auto& work) { return work.peers().put(rivals[static_cast<std::size_t>(i)]); });
    if (put) return void(++stored);
    EXPECT_EQ(put.error().failure, hub::Failure::malformed) << put.error().cause;
    ++refused;
  });

  EXPECT_EQ(stored, 1);
  EXPECT_EQ(refused, 3);
}

}  // namespace
