#include "hub/app/device_setup.h"

#include "hub/app/output.h"
#include "hub/app/peer_check.h"
#include "hub/app/peer_json.h"
#include "hub/exchange/upload_slot.h"

namespace hub::app {
namespace {

void apply(const DeviceWish& wish, Peer& device, const Crypto& crypto) {
  if (!wish.name.empty()) device.name = wish.name;
  if (!wish.region.empty()) device.regions = {wish.region};
  if (!wish.addresses.empty()) device.device->addresses = wish.addresses;
  if (!wish.fingerprints.empty()) device.fingerprints = wish.fingerprints;
  PeerProfile& profile = device.profile;
  profile.validNumeric = wish.validNumeric.value_or(profile.validNumeric);
  profile.faultyRecords = wish.faultyRecords.value_or(profile.faultyRecords);
  profile.asciiReplies = wish.asciiReplies.value_or(profile.asciiReplies);
  profile.strict = wish.strict.value_or(profile.strict);
  profile.rejectUnknown = wish.rejectUnknown.value_or(profile.rejectUnknown);
  profile.fieldEncryption = wish.fieldEncryption.value_or(profile.fieldEncryption);
  if (!wish.uploadTime.empty()) profile.uploadTime = wish.uploadTime;
  std::string& key = device.device->secretKey;
  if (!profile.fieldEncryption)
    key.clear();
  else if (key.empty() || wish.newKey)
    key = crypto.randomHex(16);
}

}  // namespace

Result<Peer> newDevice(const std::string& enterpriseCode, const DeviceWish& wish, const NodeSettings& node,
                       const Crypto& crypto) {
  Peer device;
  device.name = "device-" + enterpriseCode;
  device.role = Role::device;
  device.device = Device{.deviceId = crypto.randomHex(16), .enterpriseCode = enterpriseCode};
  device.profile.asciiReplies = true;
  device.profile.uploadTime = exchange::uploadSlot(node, enterpriseCode);
  apply(wish, device, crypto);
  HUB_CHECK(checkPeer(device));
  return device;
}

Result<Peer> changedDevice(Peer device, const DeviceWish& wish, const Crypto& crypto) {
  if (wish.newKey && !wish.fieldEncryption.value_or(device.profile.fieldEncryption))
    return fail(Failure::malformed, {}, "a key is of use with field encryption only");
  const std::string timeBefore = device.profile.uploadTime, keyBefore = device.device->secretKey;
  apply(wish, device, crypto);
  if (device.profile.uploadTime != timeBefore || device.device->secretKey != keyBefore) ++device.regVersion;
  HUB_CHECK(checkPeer(device));
  return device;
}

schemas::json::Object deviceRecord(const Peer& device) {
  const PeerProfile& profile = device.profile;
  return Row()
      .text("name", device.name)
      .text("enterprise", device.device->enterpriseCode)
      .texts("regions", device.regions)
      .flag("suspended", device.suspended)
      .text("deviceId", device.device->deviceId)
      .texts("addresses", device.device->addresses)
      .texts("fingerprints", device.fingerprints)
      .text("validNumeric", nameOf(profile.validNumeric))
      .text("faultyRecords", device.quarantines() ? "quarantine" : "reject")
      .flag("strict", profile.strict)
      .flag("rejectUnknown", profile.rejectUnknown)
      .flag("asciiReplies", profile.asciiReplies)
      .flag("fieldEncryption", profile.fieldEncryption)
      .text("secretKey", device.device->secretKey)
      .text("uploadTime", profile.uploadTime)
      .number("regVersion", static_cast<std::uint64_t>(device.regVersion))
      .time("lastVersionCheck", device.lastVersionCheck)
      .take();
}

schemas::json::Object deviceRow(const Peer& device) {
  return Row()
      .text("name", device.name)
      .text("enterprise", device.device->enterpriseCode)
      .texts("regions", device.regions)
      .flag("suspended", device.suspended)
      .number("certificates", device.fingerprints.size())
      .texts("addresses", device.device->addresses)
      .text("validNumeric", nameOf(device.profile.validNumeric))
      .text("faultyRecords", device.quarantines() ? "quarantine" : "reject")
      .flag("fieldEncryption", device.profile.fieldEncryption)
      .text("uploadTime", device.profile.uploadTime)
      .time("lastVersionCheck", device.lastVersionCheck)
      .take();
}

}  // namespace hub::app
