// Enterprise base information and collect-item configuration (N-8.6, table 6). Downloaded again by N-8.9.
#pragma once

#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "schemas/codes/code.h"
#include "schemas/codes/decimal.h"
#include "schemas/declare/fault.h"
#include "schemas/declare/field.h"
#include "schemas/messages/member_rules.h"

namespace schemas {

/// One configured data item; its key is the seven codes and statType (N-8.6-D8).
struct CollectItemConfig {
  std::string name;
  TwoDigits processCode;
  TwoDigits processUnitCode;
  TwoDigits equipmentCode;
  TwoDigits equipmentUnitCode;
  TwoDigits energyClassCode;
  EnergyKind energyTypeCode;
  TwoDigits dataUsageCode;
  std::int32_t inputType = 0;
  std::optional<Decimal> dataValueMax;
  std::optional<Decimal> dataValueMin;
  std::optional<std::int32_t> statType;
  std::string collectSystemName;
  std::string remark;
  std::optional<std::int32_t> scope;

  static constexpr const char* kName = "collectItemConfig";
  static constexpr const char* kClause = "N-8.6";
  static constexpr auto fields() {
    using R = CollectItemConfig;
    return std::tuple{
        field("name", &R::name).unmarked().means("采集数据项指标名称").from("N-8.6-Q4"),
        field("processCode", &R::processCode).means("生产工序编码，00为全厂").from("N-8.6-Q5"),
        field("processUnitCode", &R::processUnitCode).means("工序单元编码").from("N-8.6-Q6"),
        field("equipmentCode", &R::equipmentCode).means("重点耗能设备类型").from("N-8.6-Q7"),
        field("equipmentUnitCode", &R::equipmentUnitCode).means("重点耗能设备编号").from("N-8.6-Q8"),
        field("energyClassCode", &R::energyClassCode).means("采集对象类型").from("N-8.6-Q9"),
        field("energyTypeCode", &R::energyTypeCode).means("能源分类+分项").from("N-8.6-Q10"),
        field("dataUsageCode", &R::dataUsageCode).means("用途编码").from("N-8.6-Q11"),
        field("inputType", &R::inputType).asText().between(1, 7).means("数据采集来源").from("N-8.6-Q12"),
        field("dataValueMax", &R::dataValueMax).optional().means("数据最大值").from("N-8.6-Q13"),
        field("dataValueMin", &R::dataValueMin).optional().means("数据最小值").from("N-8.6-Q14"),
        field("statType", &R::statType)
            .unmarked()
            .asText()
            .between(0, 3)
            .means("采集频率：0实时 1日 2月 3年")
            .from("N-8.6-Q15"),
        field("collectSystemName", &R::collectSystemName)
            .unmarked()
            .alsoNamed("collectSystemNam", "F-1.5")
            .means("采集系统名称")
            .from("N-8.6-Q16"),
        field("remark", &R::remark).unmarked().means("备注").from("N-8.6-Q17"),
        field("scope", &R::scope)
            .unmarked()
            .between(1, 4)
            .means("范围：1全厂 2生产工序 3生产工序单元 4重点耗能设备")
            .from("N-8.6-Q18"),
    };
  }
};

/// Base information of an enterprise: 36 members in the order of the document. Personal: corporationName and
/// the energy officers' names and telephones (OQ-82).
struct Enterprise {
  CreditCode code;
  std::string name;
  EnterpriseTypeCode typeCode;
  std::string typeName;
  IndustryCode industryCode;
  RegionCode regionCode;
  std::string regionName;
  bool center = false;
  CreditCode corporationCode;
  bool jgzh = false;
  std::int32_t energyConsumeLevel = 0;
  Decimal latitude;
  Decimal longitude;
  std::string phone;
  std::string fax;
  std::string email;
  std::string address;
  std::string zipCode;
  std::string url;
  std::string fieldCode;
  std::string fieldName;
  std::string corporationName;
  std::string registerDate;
  std::optional<Decimal> registerPrincipal;
  std::string energyOffice;
  std::string energyOfficial;
  std::string energyOfficialPosition;
  std::string energyOfficialPhone;
  std::optional<bool> energyPass;
  std::string energyRespName;
  std::string energyRespPhone;
  std::string passDate;
  std::string passOrg;
  std::string productionLine;
  std::string leadingProduct;
  std::string remark;

  static constexpr const char* kName = "enterprise";
  static constexpr const char* kClause = "N-8.6";
  static constexpr auto fields() {  // NOLINT(readability-function-size): a list
    using R = Enterprise;
    return std::tuple{
        field("code", &R::code).means("统一社会信用代码").from("N-8.6-Q20"),
        field("name", &R::name).means("单位名称").from("N-8.6-Q21"),
        field("typeCode", &R::typeCode).means("单位类型").from("N-8.6-Q22"),
        field("typeName", &R::typeName).unmarked().means("单位类型名").from("N-8.6-Q23"),
        field("industryCode", &R::industryCode).means("行业编码").from("N-8.6-Q24"),
        field("regionCode", &R::regionCode).means("区域编码").from("N-8.6-Q25"),
        field("regionName", &R::regionName).unmarked().means("地区名").from("N-8.6-Q26"),
        field("center", &R::center).means("是否央企").from("N-8.6-Q27"),
        field("corporationCode", &R::corporationCode).means("统一社会信用代码").from("N-8.6-Q28"),
        field("jgzh", &R::jgzh).means("是否能源加工转换类企业").from("N-8.6-Q29"),
        field("energyConsumeLevel", &R::energyConsumeLevel)
            .between(1, 6)
            .means("能耗等级：1为5000吨以下…6为300万吨以上")
            .from("N-8.6-Q30"),
        field("latitude", &R::latitude)
            .checked(&isLatitude, "应为-90至90")
            .deviceChecked(&isLongitude, "F-1.5")
            .means("主要厂址中心纬度")
            .from("N-8.6-Q31"),
        field("longitude", &R::longitude)
            .checked(&isLongitude, "应为-180至180")
            .means("主要厂址中心经度")
            .from("N-8.6-Q32"),
        field("phone", &R::phone).means("企业联系电话").from("N-8.6-Q33"),
        field("fax", &R::fax).unmarked().means("传真").from("N-8.6-Q34"),
        field("email", &R::email).unmarked().means("电子邮箱").from("N-8.6-Q35"),
        field("address", &R::address).unmarked().means("地址").from("N-8.6-Q36"),
        field("zipCode", &R::zipCode)
            .unmarked()
            .checked(&isZipCode, "应为6位数字", "^([0-9]{6})?$")
            .means("邮编")
            .from("N-8.6-Q37"),
        field("url", &R::url).unmarked().means("用能单位网站地址").from("N-8.6-Q38"),
        field("fieldCode", &R::fieldCode)
            .unmarked()
            .among("100|200|300|400|500|600")
            .means("领域编码：工业100 交通200 住宿餐饮300 批发零售400 教育500 其他600")
            .from("N-8.6-Q39"),
        field("fieldName", &R::fieldName).unmarked().means("领域名称").from("N-8.6-Q40"),
        field("corporationName", &R::corporationName).unmarked().means("法人代表").from("N-8.6-Q41"),
        field("registerDate", &R::registerDate)
            .unmarked()
            .dateText()
            .checked(&isWireDate, kDateRule)
            .means("注册日期")
            .from("N-8.6-Q42"),
        field("registerPrincipal", &R::registerPrincipal)
            .unmarked()
            .checked(&isNotNegative, "不得小于0")
            .means("注册资金，万元")
            .from("N-8.6-Q43"),
        field("energyOffice", &R::energyOffice).unmarked().means("能管机构名称").from("N-8.6-Q44"),
        field("energyOfficial", &R::energyOfficial).unmarked().means("主管节能领导姓名").from("N-8.6-Q45"),
        field("energyOfficialPosition", &R::energyOfficialPosition)
            .unmarked()
            .means("主管节能领导职位")
            .from("N-8.6-Q46"),
        field("energyOfficialPhone", &R::energyOfficialPhone)
            .unmarked()
            .means("主管节能领导联系电话")
            .from("N-8.6-Q47"),
        field("energyPass", &R::energyPass).unmarked().means("是否通过能源管理体系认证").from("N-8.6-Q48"),
        field("energyRespName", &R::energyRespName).unmarked().means("能管负责人姓名").from("N-8.6-Q49"),
        field("energyRespPhone", &R::energyRespPhone).unmarked().means("能管负责人电话").from("N-8.6-Q50"),
        field("passDate", &R::passDate)
            .unmarked()
            .dateText()
            .checked(&isWireDate, kDateRule)
            .means("认证日期")
            .from("N-8.6-Q51"),
        field("passOrg", &R::passOrg).unmarked().means("认证机构").from("N-8.6-Q52"),
        field("productionLine", &R::productionLine).unmarked().means("企业主要生产线名称").from("N-8.6-Q53"),
        field("leadingProduct", &R::leadingProduct).unmarked().means("企业主导产品").from("N-8.6-Q54"),
        field("remark", &R::remark).unmarked().means("备注").from("N-8.6-Q55"),
    };
  }
};

/// The group an enterprise belongs to.
struct EnterpriseGroup {
  std::string name;
  std::string address;
  std::string remark;

  static constexpr const char* kName = "group";
  static constexpr const char* kClause = "N-8.6";
  static constexpr auto fields() {
    using R = EnterpriseGroup;
    return std::tuple{
        field("name", &R::name).unmarked().means("集团名称").from("N-8.6-Q57"),
        field("address", &R::address).unmarked().means("集团地址").from("N-8.6-Q58"),
        field("remark", &R::remark).unmarked().means("备注").from("N-8.6-Q59"),
    };
  }
};

/// A production process of an enterprise.
struct EnterpriseProcess {
  TwoDigits processCode;
  std::string processName;
  std::string remark;

  static constexpr const char* kName = "process";
  static constexpr const char* kClause = "N-8.6";
  static constexpr auto fields() {
    using R = EnterpriseProcess;
    return std::tuple{
        field("processCode", &R::processCode).means("生产工序编码").from("N-8.6-Q61"),
        field("processName", &R::processName).unmarked().means("生产工序名称").from("N-8.6-Q62"),
        field("remark", &R::remark).unmarked().means("备注").from("N-8.6-Q63"),
    };
  }
};

/// A unit of a production process.
struct ProcessUnit {
  TwoDigits code;
  std::string name;
  TwoDigits processCode;
  std::string commDate;
  std::string designedCapacity;
  std::string remark;

  static constexpr const char* kName = "processUnit";
  static constexpr const char* kClause = "N-8.6";
  static constexpr auto fields() {
    using R = ProcessUnit;
    return std::tuple{
        field("code", &R::code).means("工序单元编码").from("N-8.6-Q65"),
        field("name", &R::name).unmarked().means("工序单元名称").from("N-8.6-Q66"),
        field("processCode", &R::processCode).means("生产工序编码").from("N-8.6-Q67"),
        field("commDate", &R::commDate)
            .unmarked()
            .dateText()
            .checked(&isWireDate, kDateRule)
            .means("投产日期")
            .from("N-8.6-Q68"),
        field("designedCapacity", &R::designedCapacity).unmarked().means("生产能力").from("N-8.6-Q69"),
        field("remark", &R::remark).unmarked().means("备注").from("N-8.6-Q70"),
    };
  }
};

/// `group`, `process` and `processUnit`: absent means keep what is stored, present (also empty) means replace
/// (OQ-20).
struct UploadConfigData {
  ProvinceId provinceId;
  CreditCode enterpriseCode;
  std::vector<CollectItemConfig> collectItemConfig;
  Enterprise enterprise;
  std::optional<EnterpriseGroup> group;
  std::optional<std::vector<EnterpriseProcess>> process;
  std::optional<std::vector<ProcessUnit>> processUnit;

  static constexpr const char* kName = "uploadConfigData";
  static constexpr const char* kClause = "N-8.6";
  static constexpr auto fields() {
    using R = UploadConfigData;
    return std::tuple{
        field("provinceId", &R::provinceId).identity().means("省/市级平台序列号").from("N-8.6-Q1"),
        field("enterpriseCode", &R::enterpriseCode).means("统一社会信用代码").from("N-8.6-Q2"),
        field("collectItemConfig", &R::collectItemConfig).means("采集数据项配置").from("N-8.6-Q3"),
        field("enterprise", &R::enterprise).means("用能单位").from("N-8.6-Q19"),
        field("group", &R::group).optional().means("集团").from("N-8.6-Q56"),
        field("process", &R::process).optional().means("生产工序").from("N-8.6-Q60"),
        field("processUnit", &R::processUnit).optional().means("工序单元").from("N-8.6-Q64"),
    };
  }
};

/// dataValueMax not below dataValueMin (N-8.6-Q13); a unit's process is one of those listed, when any are
/// (N-8.6-Q67).
void check(const UploadConfigData& message, ReadContext& context);

}  // namespace schemas
