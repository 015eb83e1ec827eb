// Registration of a platform (N-8.3, tables 2 and 3).
#pragma once

#include <string>
#include <tuple>

#include "schemas/codes/code.h"
#include "schemas/declare/field.h"

namespace schemas {

struct RegisterPlatform {
  RegionCode region;
  std::string ascription;

  static constexpr const char* kName = "register";
  static constexpr const char* kClause = "N-8.3";
  static constexpr auto fields() {
    return std::tuple{
        field("region", &RegisterPlatform::region).means("平台所在行政区划代码").from("N-8.3-Q1"),
        field("ascription", &RegisterPlatform::ascription)
            .among("province")
            .means("注册归属，固定为province")
            .from("N-8.3-Q2"),
    };
  }
};

/// The wire names do not say what the addresses are for (N-8.3-D1); the C++ names do.
struct RegisterPlatformReply {
  std::string responseCode;
  std::string responseMessage;
  ProvinceId provinceId;
  std::string baseDataUrl;
  std::string versionCheckUrl;
  std::string uploadConfigUrl;
  std::string uploadMeteringUrl;
  std::string uploadEnergyUrl;
  std::string downloadConfigUrl;
  std::string downloadEnergyUrl;

  static constexpr const char* kName = "registerReply";
  static constexpr const char* kClause = "N-8.3";
  static constexpr auto fields() {
    using R = RegisterPlatformReply;
    return std::tuple{
        field("responseCode", &R::responseCode).means("返回码，见表3").from("N-8.3-P1"),
        field("responseMessage", &R::responseMessage).means("返回码说明").from("N-8.3-P2"),
        field("provinceId", &R::provinceId).means("省/市级平台序列号").from("N-8.3-P3"),
        field("loadConfigURL", &R::baseDataUrl)
            .alsoNamed("downloadBaseDataURL", "N-8.3-D1")
            .means("基础数据下载地址")
            .from("N-8.3-P4"),
        field("loadDicVersionURL", &R::versionCheckUrl).means("平台版本校验地址").from("N-8.3-P5"),
        field("centerInfoURL", &R::uploadConfigUrl).means("用能单位基础信息配置上传地址").from("N-8.3-P6"),
        field("centerMeteringDataURL", &R::uploadMeteringUrl).means("计量器具信息上传地址").from("N-8.3-P7"),
        field("centerDataURL", &R::uploadEnergyUrl).means("采集数据上传地址").from("N-8.3-P8"),
        field("centerInfoDownloadURL", &R::downloadConfigUrl).means("基础信息配置下载地址").from("N-8.3-P9"),
        field("centerDataDownloadURL", &R::downloadEnergyUrl).means("采集数据下载地址").from("N-8.3-P10"),
    };
  }
};

}  // namespace schemas
