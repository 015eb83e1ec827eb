// Metering instruments of an enterprise (N-8.7, table 7).
#pragma once

#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "schemas/codes/code.h"
#include "schemas/codes/data_code.h"
#include "schemas/codes/decimal.h"
#include "schemas/declare/field.h"
#include "schemas/messages/member_rules.h"

namespace schemas {

/// One instrument, 24 members in the order of the document. Its identity is manageCode, or name, type and
/// dataCode together (OQ-21).
struct MeteringInstrument {
  std::string meteringName;
  InstrumentType meteringType;
  std::optional<std::int32_t> meteringLevel;
  std::string meteringParameter;
  DataCode dataCode;
  std::optional<std::int32_t> dataCodeCalculate;
  std::optional<Decimal> dataCodeRatio;
  std::string manuFacturer;
  std::string typeSpecification;
  std::string accuracyLevel;
  std::string measureRange;
  std::string manageCode;
  std::string calibrationState;
  std::string calibrationCycle;
  std::string latelyCalibration;
  std::string inspectionOrganization;
  std::string nextCalibration;
  std::string notCalibration;
  std::string installationSite;
  std::optional<std::int32_t> installOrg;
  std::string installDate;
  std::optional<std::int32_t> usrSystem;
  std::optional<std::int32_t> measureState;
  std::string measureStateDate;

  static constexpr const char* kName = "meteringData";
  static constexpr const char* kClause = "N-8.7";
  static constexpr auto fields() {  // NOLINT(readability-function-size): a list
    using R = MeteringInstrument;
    return std::tuple{
        field("meteringName", &R::meteringName).means("计量器具简称或俗称").from("N-8.7-Q4"),
        field("meteringType", &R::meteringType).means("计量器具类型（JJF1051-2009）").from("N-8.7-Q5"),
        field("meteringLevel", &R::meteringLevel)
            .unmarked()
            .between(1, 3)
            .means("器具等级：1进出用能 2主要次级用能 3主要用能设备")
            .from("N-8.7-Q6"),
        field("meteringParameter", &R::meteringParameter).unmarked().means("计量相关参数").from("N-8.7-Q7"),
        field("dataCode", &R::dataCode).means("所属上报数据组合编码").from("N-8.7-Q8"),
        field("dataCodeCalculate", &R::dataCodeCalculate)
            .unmarked()
            .between(1, 4)
            .means("与上报数据组合编码算术关系：1加 2减 3乘 4除")
            .from("N-8.7-Q9"),
        field("dataCodeRatio", &R::dataCodeRatio)
            .unmarked()
            .checked(&isPositive, "应大于0")
            .means("与上报数据组合编码算术系数")
            .from("N-8.7-Q10"),
        field("manuFacturer", &R::manuFacturer)
            .unmarked()
            .alsoNamed("manuFacter", "N-8.7-D1")
            .means("生产厂家")
            .from("N-8.7-Q11"),
        field("typeSpecification", &R::typeSpecification).unmarked().means("型号规格").from("N-8.7-Q12"),
        field("accuracyLevel", &R::accuracyLevel).unmarked().means("准确度等级").from("N-8.7-Q13"),
        field("measureRange", &R::measureRange).unmarked().means("测量范围").from("N-8.7-Q14"),
        field("manageCode", &R::manageCode).unmarked().means("管理编号").from("N-8.7-Q15"),
        field("calibrationState", &R::calibrationState)
            .unmarked()
            .among("合格|不合格")
            .means("检定/校准状态")
            .from("N-8.7-Q16"),
        field("calibrationCycle", &R::calibrationCycle)
            .unmarked()
            .checked(&isCycle, "应为x月或x年", "^([0-9]+ *(月|年))?$")
            .means("检定/校准周期，x月或x年")
            .from("N-8.7-Q17"),
        field("latelyCalibration", &R::latelyCalibration)
            .unmarked()
            .dateText()
            .checked(&isWireDate, kDateRule)
            .means("最近一次检定/校准时间")
            .from("N-8.7-Q18"),
        field("inspectionOrganization", &R::inspectionOrganization)
            .unmarked()
            .means("检验机构")
            .from("N-8.7-Q19"),
        field("nextCalibration", &R::nextCalibration)
            .unmarked()
            .dateText()
            .checked(&isWireDate, kDateRule)
            .means("下一次检定/校准时间")
            .from("N-8.7-Q20"),
        field("notCalibration", &R::notCalibration).unmarked().means("未检定/校准原因").from("N-8.7-Q21"),
        field("installationSite", &R::installationSite).unmarked().means("安装地点").from("N-8.7-Q22"),
        field("installOrg", &R::installOrg)
            .unmarked()
            .between(1, 3)
            .means("安装方：1用能单位 2能源供应公司 3第三方公司")
            .from("N-8.7-Q23"),
        field("installDate", &R::installDate)
            .unmarked()
            .dateText()
            .checked(&isWireDate, kDateRule)
            .means("安装时间")
            .from("N-8.7-Q24"),
        field("usrSystem", &R::usrSystem)
            .unmarked()
            .between(1, 2)
            .means("接入系统：1用能单位自身管理系统 2能源供应公司系统")
            .from("N-8.7-Q25"),
        field("measureState", &R::measureState)
            .unmarked()
            .between(1, 3)
            .means("目前状态：1正常 2故障 3停用")
            .from("N-8.7-Q26"),
        field("measureStateDate", &R::measureStateDate)
            .unmarked()
            .dateText()
            .checked(&isWireDate, kDateRule)
            .means("状态发生时间")
            .from("N-8.7-Q27"),
    };
  }
};

struct UploadMeteringData {
  ProvinceId provinceId;
  CreditCode enterpriseCode;
  std::vector<MeteringInstrument> meteringData;

  static constexpr const char* kName = "uploadMeteringData";
  static constexpr const char* kClause = "N-8.7";
  static constexpr auto fields() {
    using R = UploadMeteringData;
    return std::tuple{
        field("provinceId", &R::provinceId).identity().means("省/市级平台序列号").from("N-8.7-Q1"),
        field("enterpriseCode", &R::enterpriseCode).means("统一社会信用代码").from("N-8.7-Q2"),
        field("meteringData", &R::meteringData).means("计量器具详细信息").from("N-8.7-Q3"),
    };
  }
};

}  // namespace schemas
