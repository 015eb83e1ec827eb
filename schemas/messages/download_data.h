// Downloads for confirmation: configuration (N-8.9, table 10) and energy data (N-8.10, tables 11 and 13).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "schemas/messages/energy_record.h"
#include "schemas/messages/upload_config_data.h"

namespace schemas {

struct DownloadConfigData {
  ProvinceId provinceId;
  CreditCode enterpriseCode;

  static constexpr const char* kName = "downloadConfigData";
  static constexpr const char* kClause = "N-8.9";
  static constexpr auto fields() {
    using R = DownloadConfigData;
    return std::tuple{
        field("provinceId", &R::provinceId).identity().means("省/市级平台序列号").from("N-8.9-Q1"),
        field("enterpriseCode", &R::enterpriseCode).means("统一社会信用代码").from("N-8.9-Q2"),
    };
  }
};

struct DownloadConfigDataReply {
  std::string responseCode;
  std::string responseMessage;
  CivilTime updateTime;  // when the answering node received the last upload (OQ-30)
  std::vector<CollectItemConfig> collectItemConfig;
  Enterprise enterprise;
  std::optional<EnterpriseGroup> group;
  std::optional<std::vector<EnterpriseProcess>> process;
  std::optional<std::vector<ProcessUnit>> processUnit;

  static constexpr const char* kName = "downloadConfigDataReply";
  static constexpr const char* kClause = "N-8.9";
  static constexpr auto fields() {
    using R = DownloadConfigDataReply;
    return std::tuple{
        field("responseCode", &R::responseCode).means("返回码，见表3").from("N-8.9-P1"),
        field("responseMessage", &R::responseMessage).means("返回码说明").from("N-8.9-P2"),
        field("updatetime", &R::updateTime)
            .alsoNamed("updateTime", "N-8.9-D1")
            .means("平台接收该数据的时间")
            .from("N-8.9-P3"),
        field("collectItemConfig", &R::collectItemConfig)
            .emptyAllowed()
            .means("采集数据项配置")
            .from("N-8.9-P4"),
        field("enterprise", &R::enterprise).means("用能单位").from("N-8.9-P5"),
        field("group", &R::group).optional().means("集团").from("N-8.9-P6"),
        field("process", &R::process).optional().means("生产工序").from("N-8.9-P7"),
        field("processUnit", &R::processUnit).optional().means("工序单元").from("N-8.9-P8"),
    };
  }
};

struct DownloadEnergyData {
  ProvinceId provinceId;
  CreditCode enterpriseCode;
  std::int32_t statType = 0;
  CivilTime statDate;  // written as a date (N-8.10-D2)

  static constexpr const char* kName = "downloadEnergyData";
  static constexpr const char* kClause = "N-8.10";
  static constexpr auto fields() {
    using R = DownloadEnergyData;
    return std::tuple{
        field("provinceId", &R::provinceId).identity().means("省/市级平台序列号").from("N-8.10-Q1"),
        field("enterpriseCode", &R::enterpriseCode).means("统一社会信用代码").from("N-8.10-Q2"),
        field("statType", &R::statType).between(0, 3).means("数据采集频率").from("N-8.10-Q3"),
        field("statDate", &R::statDate).dateForm().means("统计时间").from("N-8.10-Q4"),
    };
  }
};

struct DownloadEnergyDataReply {
  std::string responseCode;
  std::string responseMessage;
  std::vector<EnergyRecord> data;

  static constexpr const char* kName = "downloadEnergyDataReply";
  static constexpr const char* kClause = "N-8.10";
  static constexpr auto fields() {
    using R = DownloadEnergyDataReply;
    return std::tuple{
        field("responseCode", &R::responseCode).means("返回码，见表3").from("N-8.10-P1"),
        field("responseMessage", &R::responseMessage).means("返回码说明").from("N-8.10-P2"),
        field("data", &R::data).emptyAllowed().means("采集数据").from("N-8.10-P3"),
    };
  }
};

}  // namespace schemas
