// One measured value as it stands on the N wire (tables 8, 9, 11, 13).
#pragma once

#include <cstdint>
#include <tuple>

#include "schemas/codes/civil_time.h"
#include "schemas/codes/data_code.h"
#include "schemas/codes/decimal.h"
#include "schemas/declare/field.h"

namespace schemas {

/// statType: 0 实时, 1 日, 2 月, 3 年.
enum class StatType : std::uint8_t { realTime = 0, daily = 1, monthly = 2, yearly = 3 };

struct EnergyRecord {
  DataCode dataCode;
  Decimal dataValue;
  std::int32_t inputType = 0;
  std::int32_t statType = 0;
  CivilTime statDate;
  CivilTime uploadDate;
  std::int32_t scope = 0;
  bool valid = true;

  static constexpr const char* kName = "energyRecord";
  static constexpr const char* kClause = "N-8.8";
  static constexpr auto fields() {
    using R = EnergyRecord;
    return std::tuple{
        field("dataCode", &R::dataCode).means("上传数据项编码").from("N-8.8-Q4"),
        field("dataValue", &R::dataValue).means("数据项的值，单位见基础数据字典").from("N-8.8-Q5"),
        field("inputType", &R::inputType)
            .between(1, 7)
            .means("数据采集类型：1管理信息系统 2生产监控管理系统 3分布式控制系统 4现场仪表 5手工填报 "
                   "6能源供应单位 7其他")
            .from("N-8.8-Q6"),
        field("statType", &R::statType)
            .between(0, 3)
            .means("数据采集频率：0实时 1日 2月 3年")
            .from("N-8.8-Q7"),
        field("statDate", &R::statDate).means("统计周期的起始时间").from("N-8.8-Q8"),
        field("uploadDate", &R::uploadDate).means("数据上传时间").from("N-8.8-Q9"),
        field("scope", &R::scope)
            .between(1, 4)
            .means("数据范围：1全厂 2生产工序 3生产工序单元 4重点耗能设备")
            .from("N-8.8-Q10"),
        field("valid", &R::valid)
            .validity()
            .deviceMayOmit("OQ-24")
            .means("数据有效性：true有效 false可疑")
            .from("N-8.8-Q11"),
    };
  }
};

}  // namespace schemas
