// Registration of an end device (field-notes 1.2): the sister profile of N-8.3 on the same address.
#pragma once

#include <optional>
#include <string>
#include <tuple>

#include "schemas/codes/code.h"
#include "schemas/declare/field.h"

namespace schemas {

struct RegisterDevice {
  CreditCode enterpriseCode;
  RegionCode region;

  static constexpr const char* kName = "registerDevice";
  static constexpr const char* kClause = "F-1.2";
  static constexpr auto fields() {
    using R = RegisterDevice;
    return std::tuple{
        field("enterpriseCode", &R::enterpriseCode).means("统一社会信用代码").from("F-1.2"),
        field("region", &R::region).means("用能单位所在行政区划代码").from("F-1.2"),
    };
  }
};

/// The union of all address keys that real clients ask for: one that is missing makes a client fail.
struct RegisterDeviceReply {
  std::string responseCode;
  std::string responseMessage;
  ProvinceId deviceId;
  std::string baseDataUrl;
  std::string versionCheckUrl;
  std::string uploadConfigUrl;
  std::string uploadMeteringUrl;
  std::string uploadEnergyUrl;
  std::string downloadConfigUrl;
  std::string downloadEnergyUrl;
  std::string baseDataUrlAgain;
  std::string uploadTime;
  std::optional<std::string> secretKey;

  static constexpr const char* kName = "registerDeviceReply";
  static constexpr const char* kClause = "F-1.2";
  static constexpr auto fields() {
    using R = RegisterDeviceReply;
    return std::tuple{
        field("responseCode", &R::responseCode).means("返回码，见表3").from("F-1.2"),
        field("responseMessage", &R::responseMessage).means("返回码说明").from("F-1.2"),
        field("deviceId", &R::deviceId).means("端设备序列号").from("F-1.2"),
        field("loadConfigURL", &R::baseDataUrl).means("基础数据下载地址").from("F-1.2"),
        field("loadDicVersionURL", &R::versionCheckUrl).means("版本校验地址").from("F-1.2"),
        field("centerInfoURL", &R::uploadConfigUrl).means("用能单位基础信息配置上传地址").from("F-1.2"),
        field("centerMeteringDataURL", &R::uploadMeteringUrl).means("计量器具信息上传地址").from("F-1.2"),
        field("centerDataURL", &R::uploadEnergyUrl).means("采集数据上传地址").from("F-1.2"),
        field("centerInfoDownloadURL", &R::downloadConfigUrl).means("基础信息配置下载地址").from("F-1.2"),
        field("centerDataDownloadURL", &R::downloadEnergyUrl).means("采集数据下载地址").from("F-1.2"),
        field("downloadBaseDataURL", &R::baseDataUrlAgain).means("同loadConfigURL").from("F-1.2"),
        field("uploadTime", &R::uploadTime).means("每日上传时间 HH:mm:ss").from("F-1.2"),
        field("secretKey", &R::secretKey).optional().means("SM4密钥，仅字段加密的端设备").from("F-1.2"),
    };
  }
};

}  // namespace schemas
