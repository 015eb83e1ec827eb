#include "schemas/protocol/inventory.h"

#include "schemas/messages/batch_receipt.h"
#include "schemas/messages/download_base_data.h"
#include "schemas/messages/download_data.h"
#include "schemas/messages/g_messages.h"
#include "schemas/messages/register_device.h"
#include "schemas/messages/register_platform.h"
#include "schemas/messages/reply.h"
#include "schemas/messages/upload_config_data.h"
#include "schemas/messages/upload_energy_data.h"
#include "schemas/messages/upload_metering_data.h"
#include "schemas/messages/version_check.h"

namespace schemas::protocol {
namespace {

template <Declared Request, Declared Answer>
Endpoint endpoint(const char* path, const char* id, const char* title, const char* clause) {
  const auto request = describe<Request>();
  return {path, {}, id, title, clause, {request}, {inDeviceProfile(request)}, {describe<Answer>()}};
}

Endpoint registration() {
  auto result =
      endpoint<RegisterPlatform, RegisterPlatformReply>("/", "register", "平台与端设备注册", "N-8.3");
  result.aliases = {"/register"};
  result.deviceRequests = {describe<RegisterDevice>()};
  result.replies.push_back(describe<RegisterDeviceReply>());
  return result;
}

// End devices are told more (OQ-16).
Endpoint energyUpload() {
  auto result = endpoint<UploadEnergyData, Reply>("/uploadEnergyData", "uploadEnergyData",
                                                  "用能单位采集数据上传", "N-8.8");
  result.replies.push_back(describe<UploadReceipt>());
  return result;
}

Endpoint betweenNodes() {
  return {
      "/necc", {"/necc/consistency", "/necc/data", "/necc/base", "/necc/config"},
      "necc",  "国家节点与省级节点：数据一致性检查、数据补全、基础数据与用能单位配置数据同步、备份数据恢复",
      "G-7",   {describe<g::Consistency>(), describe<g::Delivery>(), describe<g::BaseDataRequest>()},
      {},      {describe<g::Reply>(), describe<g::BaseDataReply>()}};
}

}  // namespace

std::vector<Endpoint> endpoints() {
  return {
      registration(),
      endpoint<VersionCheck, DownloadBaseDataReply>("/downloadBaseData", "downloadBaseData", "基础数据下载",
                                                    "N-8.4"),
      endpoint<VersionCheck, VersionCheckReply>("/versionCheck", "versionCheck", "平台版本校验", "N-8.5"),
      endpoint<UploadConfigData, Reply>("/uploadConfigData", "uploadConfigData", "用能单位基础信息上传",
                                        "N-8.6"),
      endpoint<UploadMeteringData, Reply>("/uploadMeteringData", "uploadMeteringData",
                                          "用能单位计量器具信息上传", "N-8.7"),
      energyUpload(),
      endpoint<DownloadConfigData, DownloadConfigDataReply>("/downloadConfigData", "downloadConfigData",
                                                            "用能单位基础信息下载", "N-8.9"),
      endpoint<DownloadEnergyData, DownloadEnergyDataReply>("/downloadEnergyData", "downloadEnergyData",
                                                            "用能单位采集数据下载", "N-8.10"),
      endpoint<BatchReceipt, BatchReceiptReply>("/batchReceipt", "batchReceipt", "批次回执查询（扩展）",
                                                "OQ-16"),
      betweenNodes(),
  };
}

}  // namespace schemas::protocol
