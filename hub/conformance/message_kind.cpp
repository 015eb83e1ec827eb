#include "hub/conformance/message_kind.h"

#include "schemas/codes/logsign.h"
#include "schemas/mapping/g_mapping.h"
#include "schemas/messages/download_data.h"
#include "schemas/messages/g_messages.h"
#include "schemas/messages/register_device.h"
#include "schemas/messages/register_platform.h"
#include "schemas/messages/upload_config_data.h"
#include "schemas/messages/upload_energy_data.h"
#include "schemas/messages/upload_metering_data.h"
#include "schemas/messages/version_check.h"

namespace hub::conformance {
namespace {

using schemas::ReadContext;
using schemas::json::Value;

template <schemas::Declared M>
MessageKind kind(const char* name, const char* title, const char* path) {
  return {.name = name,
          .title = title,
          .path = path,
          .info = schemas::describe<M>(),
          .read = [](const Value& root, ReadContext& context) { (void)schemas::read<M>(root, context); }};
}

template <schemas::Declared M>
MessageKind gKind(const char* name, const char* title) {
  MessageKind made = kind<M>(name, title, "");
  made.isG = true;
  return made;
}

void readTag(const Value& root, ReadContext& context) {
  const auto message = schemas::read<schemas::g::Consistency>(root, context);
  if (message && !schemas::LogSign::parse(schemas::trimmed(message->logsign)))
    context.malformed(
        "logsign",
        "应为 日期-省编码-用能单位编码-MD5，如 2014-07-02-10010-14010702-4eb81dca9216cabf7e0a51bd48628044");
}

void readDelivery(const Value& root, ReadContext& context) {
  const auto message = schemas::read<schemas::g::Delivery>(root, context);
  if (!message) return;
  const auto records = schemas::readDeliveryRecords(message->data, context);
  if (records.empty() && context.faults.empty()) return context.malformed("data", "不得为空数组");
  for (std::size_t i = 0; i < records.size(); ++i)
    (void)schemas::fromG(records[i], "data[" + std::to_string(i) + "]", {.statTime = true}, context);
}

std::vector<MessageKind> made() {
  using namespace schemas;
  MessageKind device = kind<RegisterDevice>("registerDevice", "端设备注册", "/");
  device.isDevices = true;
  MessageKind tag = gKind<g::Consistency>("consistency", "数据一致性检查");
  tag.read = &readTag;
  MessageKind delivery = gKind<g::Delivery>("delivery", "数据补全（备份数据恢复）");
  delivery.read = &readDelivery;
  // On the wire `data` is a text; what it holds is described as if it stood there.
  delivery.info.fields.front().isList = true;
  delivery.info.fields.front().object = std::make_shared<MessageInfo>(describe<g::Record>());
  return {kind<RegisterPlatform>("register", "市级平台注册", "/"),
          device,
          kind<VersionCheck>("versionCheck", "平台版本校验（基础数据下载的请求与此相同）", "/versionCheck"),
          kind<UploadConfigData>("uploadConfigData", "用能单位基础信息上传", "/uploadConfigData"),
          kind<UploadMeteringData>("uploadMeteringData", "用能单位计量器具信息上传", "/uploadMeteringData"),
          kind<UploadEnergyData>("uploadEnergyData", "用能单位采集数据上传", "/uploadEnergyData"),
          kind<DownloadConfigData>("downloadConfigData", "用能单位基础信息下载", "/downloadConfigData"),
          kind<DownloadEnergyData>("downloadEnergyData", "用能单位采集数据下载", "/downloadEnergyData"),
          tag,
          delivery,
          gKind<g::BaseDataRequest>("baseDataRequest", "基础数据同步、用能单位配置数据同步")};
}

std::string_view nameFor(const Value& root) {
  const auto has = [&](const char* member) { return root.findFolded(member) != nullptr; };
  if (has("logsign") && !has("data")) return "consistency";
  if (has("restcode")) return "delivery";
  if (has("data")) return "uploadEnergyData";
  if (has("meteringData")) return "uploadMeteringData";
  if (has("collectItemConfig") || has("enterprise")) return "uploadConfigData";
  if (has("ascription")) return "register";
  if (has("region")) return has("enterpriseCode") ? "registerDevice" : "register";
  if (has("TYPE")) return "baseDataRequest";
  if (has("statType") || has("statDate")) return "downloadEnergyData";
  if (has("enterpriseCode")) return "downloadConfigData";
  return has("provinceId") || has("deviceId") ? "versionCheck" : "";
}

}  // namespace

const std::vector<MessageKind>& messageKinds() {
  static const std::vector<MessageKind> kinds = made();
  return kinds;
}

const MessageKind* kindNamed(std::string_view name) {
  for (const MessageKind& one : messageKinds())
    if (schemas::json::equalFolded(one.name, name)) return &one;
  return nullptr;
}

const MessageKind* kindOf(const Value& root) { return kindNamed(nameFor(root)); }

bool isDeviceMessage(const Value& root) {
  return root.findFolded("deviceId") != nullptr || nameFor(root) == "registerDevice";
}

}  // namespace hub::conformance
