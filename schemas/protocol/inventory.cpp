#include "schemas/protocol/inventory.h"

#include "schemas/messages/download_base_data.h"
#include "schemas/messages/download_data.h"
#include "schemas/messages/g_messages.h"
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
  return {path, {}, id, title, clause, {describe<Request>()}, {describe<Answer>()}};
}

Endpoint registration() {
  auto result = endpoint<RegisterPlatform, RegisterPlatformReply>("/", "register", "市级平台注册", "N-8.3");
  result.aliases = {"/register"};
  return result;
}

Endpoint betweenNodes() {
  return {"/necc",
          {"/necc/consistency", "/necc/data", "/necc/base", "/necc/config"},
          "necc",
          "国家节点与省级节点：数据一致性检查、数据补全、基础数据与用能单位配置数据同步、备份数据恢复",
          "G-7",
          {describe<g::Consistency>(), describe<g::Delivery>(), describe<g::BaseDataRequest>()},
          {describe<g::Reply>(), describe<g::BaseDataReply>()}};
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
      endpoint<UploadEnergyData, Reply>("/uploadEnergyData", "uploadEnergyData", "用能单位采集数据上传",
                                        "N-8.8"),
      endpoint<DownloadConfigData, DownloadConfigDataReply>("/downloadConfigData", "downloadConfigData",
                                                            "用能单位基础信息下载", "N-8.9"),
      endpoint<DownloadEnergyData, DownloadEnergyDataReply>("/downloadEnergyData", "downloadEnergyData",
                                                            "用能单位采集数据下载", "N-8.10"),
      betweenNodes(),
  };
}

}  // namespace schemas::protocol
