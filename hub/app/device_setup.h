// How an end device of an enterprise comes into the registry, and what may be changed on it (field-notes 1.2,
// issue of a deviceId, key and upload slot).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hub/ports/crypto.h"
#include "hub/ports/node.h"
#include "hub/ports/peer.h"
#include "schemas/json/value.h"

namespace hub::app {

/// What an administrator says about a device; what is not said keeps its value, lists are replaced whole.
struct DeviceWish {
  std::string name, region;
  std::vector<std::string> addresses, fingerprints;
  std::optional<schemas::ValidNumeric> validNumeric;
  std::optional<FaultyRecords> faultyRecords;
  std::optional<bool> asciiReplies, strict, rejectUnknown;
  std::optional<bool> fieldEncryption;  // true makes a key when there is none
  bool newKey = false;
  std::string uploadTime;
};

/// A device with a random deviceId, replies in ASCII and an upload slot of its own. malformed: a code,
/// region, address or time that is none, or neither certificate nor address.
Result<Peer> newDevice(const std::string& enterpriseCode, const DeviceWish& wish, const NodeSettings& node,
                       const Crypto& crypto);

/// A new upload time or key raises regVersion, so that the device registers again and hears of it (OQ-32).
Result<Peer> changedDevice(Peer device, const DeviceWish& wish, const Crypto& crypto);

/// All settings that count for a device, none left to a silent default.
schemas::json::Object deviceRecord(const Peer& device);
/// The same as a row of a table, without its secrets.
schemas::json::Object deviceRow(const Peer& device);

}  // namespace hub::app
