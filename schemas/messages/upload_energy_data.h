// Energy data upload (N-8.8, tables 8 and 9): one enterprise, one batch.
#pragma once

#include <tuple>
#include <vector>

#include "schemas/codes/code.h"
#include "schemas/messages/energy_record.h"

namespace schemas {

struct UploadEnergyData {
  ProvinceId provinceId;
  CreditCode enterpriseCode;
  std::vector<EnergyRecord> data;

  static constexpr const char* kName = "uploadEnergyData";
  static constexpr const char* kClause = "N-8.8";
  static constexpr auto fields() {
    using R = UploadEnergyData;
    return std::tuple{
        field("provinceId", &R::provinceId).identity().means("省/市级平台序列号").from("N-8.8-Q1"),
        field("enterpriseCode", &R::enterpriseCode).means("统一社会信用代码").from("N-8.8-Q2"),
        field("data", &R::data).means("采集数据，全部属性均必填").from("N-8.8-Q3"),
    };
  }
};

}  // namespace schemas
