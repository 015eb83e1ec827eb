#include "hub/exchange/operations.h"

#include <optional>

#include "hub/exchange/batch_receipt.h"
#include "hub/exchange/download_base_data.h"
#include "hub/exchange/download_config_data.h"
#include "hub/exchange/download_energy_data.h"
#include "hub/exchange/g_base_data.h"
#include "hub/exchange/g_consistency.h"
#include "hub/exchange/g_delivery.h"
#include "hub/exchange/g_entry.h"
#include "hub/exchange/register_device.h"
#include "hub/exchange/register_platform.h"
#include "hub/exchange/upload_config_data.h"
#include "hub/exchange/upload_energy_data.h"
#include "hub/exchange/upload_metering_data.h"
#include "hub/exchange/version_check.h"

namespace hub::exchange {
namespace {

struct Row {
  std::string_view path;
  Operation operation;
};

// Both profiles come to the same addresses; the caller decides (field-notes 1.2).
Result<Answer> registerPeer(const Inquiry& inquiry) {
  return inquiry.caller.isDevice() ? registerDevice(inquiry) : registerPlatform(inquiry);
}

constexpr Operation kRegister{.name = "register",
                              .form = ReplyForm::n,
                              .identity = "region",
                              .run = &registerPeer,
                              .strange = &registerStranger,
                              .isAudited = true};

constexpr Operation bySerial(std::string_view name, Result<Answer> (*run)(const Inquiry&)) {
  return {.name = name, .form = ReplyForm::n, .identity = "provinceId", .run = run};
}

constexpr Operation kUploadEnergy{.name = "uploadEnergyData",
                                  .form = ReplyForm::n,
                                  .identity = "provinceId",
                                  .run = &uploadEnergyData,
                                  .quick = &uploadEnergyQuickly,
                                  .hasFields = true};

// Registration has no path of its own in N: the root, and /register as alias (OQ-01).
constexpr Row kPlatform[] = {
    {"/", kRegister},
    {"/register", kRegister},
    {"/downloadBaseData", bySerial("downloadBaseData", &downloadBaseData)},
    {"/versionCheck", bySerial("versionCheck", &versionCheck)},
    {"/uploadConfigData", bySerial("uploadConfigData", &uploadConfigData)},
    {"/uploadMeteringData", bySerial("uploadMeteringData", &uploadMeteringData)},
    {"/uploadEnergyData", kUploadEnergy},
    {"/downloadConfigData", bySerial("downloadConfigData", &downloadConfigData)},
    {"/downloadEnergyData", bySerial("downloadEnergyData", &downloadEnergyData)},
    {"/batchReceipt", bySerial("batchReceipt", &batchReceipt)},
};

constexpr Operation ofG(std::string_view name, ReplyForm form, std::string_view identity,
                        Result<Answer> (*run)(const Inquiry&)) {
  return {.name = name, .form = form, .identity = identity, .run = run};
}

constexpr Operation kConsistency = ofG("g_consistency", ReplyForm::gConsistency, "restcode", &gConsistency);
constexpr Operation kDelivery = ofG("g_delivery", ReplyForm::gDelivery, "restcode", &gDelivery);
constexpr Operation kBaseData = ofG("g_base_data", ReplyForm::gBaseData, "TYPE", &gBaseData);

// Below NodeSettings::gPath. The first is the one address that tables 1, 3, 4, 6 and 8 print.
constexpr Row kNodes[] = {
    {"", ofG("g_entry", ReplyForm::gDelivery, "restcode", nullptr)},
    {"/consistency", kConsistency},
    {"/data", kDelivery},
    {"/base", kBaseData},
    {"/config", kBaseData},
};

template <std::size_t N>
const Operation* find(const Row (&rows)[N], std::string_view path) {
  for (const Row& row : rows)
    if (row.path == path) return &row.operation;
  return nullptr;
}

// What follows gPath; nullopt outside of it.
std::optional<std::string_view> belowG(std::string_view path, const NodeSettings& node) {
  if (node.gPath.empty() || !path.starts_with(node.gPath)) return std::nullopt;
  const std::string_view rest = path.substr(node.gPath.size());
  if (!rest.empty() && rest.front() != '/') return std::nullopt;
  return rest;
}

}  // namespace

const Operation* operationAt(std::string_view path, const NodeSettings& node) {
  if (const auto rest = belowG(path, node)) return find(kNodes, *rest);
  return find(kPlatform, path);
}

ReplyForm formAt(std::string_view path, const NodeSettings& node) {
  return belowG(path, node) ? ReplyForm::gDelivery : ReplyForm::n;
}

const Operation* chosenBy(const Operation& operation, const schemas::json::Value& root) {
  if (operation.run) return &operation;
  switch (messageIn(root)) {
    case GMessage::consistency:
      return &kConsistency;
    case GMessage::delivery:
      return &kDelivery;
    case GMessage::baseData:
      return &kBaseData;
    case GMessage::unknown:
      break;
  }
  return nullptr;
}

}  // namespace hub::exchange
