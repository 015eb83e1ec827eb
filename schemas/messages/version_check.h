// Version check (N-8.5, table 5). Its request, `provinceId` alone, is also the request of the base-data
// download (N-8.4).
#pragma once

#include <string>
#include <tuple>

#include "schemas/codes/code.h"
#include "schemas/declare/field.h"

namespace schemas {

struct VersionCheck {
  ProvinceId provinceId;

  static constexpr const char* kName = "versionCheck";
  static constexpr const char* kClause = "N-8.5";
  static constexpr auto fields() {
    return std::tuple{field("provinceId", &VersionCheck::provinceId)
                          .identity()
                          .means("省/市级平台序列号")
                          .from("N-8.5-Q1")};
  }
};

struct VersionCheckReply {
  std::string responseCode;
  std::string responseMessage;
  std::string regVersion;  // decimal digits, compared for inequality only (OQ-31)
  std::string dicVersion;

  static constexpr const char* kName = "versionCheckReply";
  static constexpr const char* kClause = "N-8.5";
  static constexpr auto fields() {
    using R = VersionCheckReply;
    return std::tuple{
        field("responseCode", &R::responseCode).means("返回码，见表3").from("N-8.5-P1"),
        field("responseMessage", &R::responseMessage).means("返回码说明").from("N-8.5-P2"),
        field("regVersion", &R::regVersion).means("注册服务版本信息").from("N-8.5-P3"),
        field("dicVersion", &R::dicVersion).means("基础数据版本信息").from("N-8.5-P4"),
    };
  }
};

}  // namespace schemas
