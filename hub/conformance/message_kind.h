// The messages that can be explained, and which of them a text is.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schemas/declare/describe.h"

namespace hub::conformance {

struct MessageKind {
  std::string name;   // uploadEnergyData: what --message takes
  std::string title;  // 采集数据上传
  std::string path;   // where it goes; empty for G, whose address is agreed
  bool isG = false;
  bool isDevices = false;  // in the device profile only
  schemas::MessageInfo info;
  /// Reads it; faults and tolerances are in the context afterwards.
  std::function<void(const schemas::json::Value&, schemas::ReadContext&)> read;
};

const std::vector<MessageKind>& messageKinds();
const MessageKind* kindNamed(std::string_view name);
/// By its members, in whatever case; nullptr when they name none.
const MessageKind* kindOf(const schemas::json::Value& root);
/// Whether its identity is that of an end device.
bool isDeviceMessage(const schemas::json::Value& root);

}  // namespace hub::conformance
