// Base-data download (N-8.4, table 4): the nine lists of the dictionary, in the order of the document.
#pragma once

#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "schemas/codes/code.h"
#include "schemas/codes/decimal.h"
#include "schemas/declare/field.h"
#include "schemas/declare/wire_type.h"

namespace schemas {

/// A number, or `""` for "no value" (N-8.4-D3, OQ-39).
struct NumberOrBlank {
  std::optional<Decimal> value;
};

template <>
struct WireType<NumberOrBlank> {
  static Broken read(const json::Value& value, NumberOrBlank& out, ReadContext& context,
                     const Spelling& spelling) {
    Decimal number;
    if (auto broken = WireType<Decimal>::read(value, number, context, spelling)) return broken;
    out.value = std::move(number);
    return std::nullopt;
  }
  static void write(json::Writer& writer, const NumberOrBlank& number, Shape, bool) {
    if (number.value)
      writer.number(number.value->isJsonNumber() ? number.value->lexeme() : number.value->plain());
    else
      writer.text("");
  }
  static bool isEmpty(const NumberOrBlank& number) { return !number.value; }
  static constexpr const char* kJsonType = "number or \"\"";
  static constexpr const char* kPattern = nullptr;
};

namespace base_data {

struct Region {
  RegionCode code;
  std::string fullName;
  std::string name;
  std::string pcode;
  std::int32_t type = 0;

  static constexpr const char* kName = "region";
  static constexpr const char* kClause = "N-8.4";
  static constexpr auto fields() {
    using R = Region;
    return std::tuple{
        field("code", &R::code).means("行政区划代码").from("N-8.4-P5"),
        field("fullName", &R::fullName).means("全称").from("N-8.4-P6"),
        field("name", &R::name).means("简称").from("N-8.4-P7"),
        field("pcode", &R::pcode).means("上一级行政区划代码，全国为000000").from("N-8.4-P8"),
        field("type", &R::type).between(1, 3).means("1省级 2市级 3县级").from("N-8.4-P9"),
    };
  }
};

struct Industry {
  IndustryCode code;
  std::string fullName;
  bool jgzh = false;
  std::string name;
  std::string pcode;

  static constexpr const char* kName = "industry";
  static constexpr const char* kClause = "N-8.4";
  static constexpr auto fields() {
    using R = Industry;
    return std::tuple{
        field("code", &R::code).means("行业代码").from("N-8.4-P11"),
        field("fullName", &R::fullName).means("行业全名").from("N-8.4-P12"),
        field("jgzh", &R::jgzh).means("是否能源加工转换类行业").from("N-8.4-P13"),
        field("name", &R::name).means("行业名称").from("N-8.4-P14"),
        field("pcode", &R::pcode).means("上一级行业代码，门类为0").from("N-8.4-P15"),
    };
  }
};

struct EnterpriseType {
  EnterpriseTypeCode code;
  std::string name;

  static constexpr const char* kName = "entType";
  static constexpr const char* kClause = "N-8.4";
  static constexpr auto fields() {
    using R = EnterpriseType;
    return std::tuple{
        field("code", &R::code).means("单位类别编码").from("N-8.4-P17"),
        field("name", &R::name).means("名称").from("N-8.4-P18"),
    };
  }
};

struct CollectSystemType {
  std::string code;
  std::string name;

  static constexpr const char* kName = "collectSystemType";
  static constexpr const char* kClause = "N-8.4";
  static constexpr auto fields() {
    using R = CollectSystemType;
    return std::tuple{
        field("code", &R::code).means("编码").from("N-8.4-P20"),
        field("name", &R::name).means("名称").from("N-8.4-P21"),
    };
  }
};

struct Process {
  TwoDigits code;
  std::string name;
  std::string industryCode;

  static constexpr const char* kName = "process";
  static constexpr const char* kClause = "N-8.4";
  static constexpr auto fields() {
    using R = Process;
    return std::tuple{
        field("code", &R::code).means("工序编码").from("N-8.4-P23"),
        field("name", &R::name).means("名称").from("N-8.4-P24"),
        field("industryCode", &R::industryCode).means("所属行业").from("N-8.4-P25"),
    };
  }
};

struct CollectItem {
  std::string code;
  std::string name;
  std::string pcode;
  std::int32_t type = 0;
  std::string pclass;
  std::string industryCode;
  std::string unit;

  static constexpr const char* kName = "collectItem";
  static constexpr const char* kClause = "N-8.4";
  static constexpr auto fields() {
    using R = CollectItem;
    return std::tuple{
        field("code", &R::code).means("编码").from("N-8.4-P27"),
        field("name", &R::name).means("名称").from("N-8.4-P28"),
        field("pcode", &R::pcode).emptyAllowed().orNumberOf(2).means("上一级指标编码").from("N-8.4-P29"),
        field("type", &R::type)
            .between(1, 3)
            .means("1采集数据类型 2分类编码 3分类编码+分项编码")
            .from("N-8.4-P30"),
        field("pclass", &R::pclass).emptyAllowed().means("采集数据类型").from("N-8.4-P31"),
        field("industryCode", &R::industryCode).emptyAllowed().means("行业代码").from("N-8.4-P32"),
        field("unit", &R::unit).emptyAllowed().means("采集项单位").from("N-8.4-P33"),
    };
  }
};

struct CollectItemUsage {
  TwoDigits code;
  std::string name;

  static constexpr const char* kName = "collectItemUsage";
  static constexpr const char* kClause = "N-8.4";
  static constexpr auto fields() {
    using R = CollectItemUsage;
    return std::tuple{
        field("code", &R::code).means("用途编码").from("N-8.4-P35"),
        field("name", &R::name).means("名称").from("N-8.4-P36"),
    };
  }
};

struct EnergyType {
  std::string code;
  std::string name;
  std::string pcode;
  std::string unit;
  TwoDigits classCode;
  std::string nhzbdw;
  std::int32_t type = 0;
  std::string zbckz;
  Decimal dwzbx;

  static constexpr const char* kName = "energyType";
  static constexpr const char* kClause = "N-8.4";
  static constexpr auto fields() {
    using R = EnergyType;
    return std::tuple{
        field("code", &R::code).means("能源编码").from("N-8.4-P38"),
        field("name", &R::name).means("名称").from("N-8.4-P39"),
        field("pcode", &R::pcode).orNumberOf(2).means("父编码").from("N-8.4-P40"),
        field("unit", &R::unit).means("单位").from("N-8.4-P41"),
        field("classCode", &R::classCode).means("大类编码").from("N-8.4-P42"),
        field("nhzbdw", &R::nhzbdw).means("能耗折标单位").from("N-8.4-P43"),
        field("type", &R::type).between(1, 2).means("1分类 2分类+分项").from("N-8.4-P44"),
        field("zbckz", &R::zbckz).emptyAllowed().means("折标量参考值").from("N-8.4-P45"),
        field("dwzbx", &R::dwzbx).means("单位折标系数").from("N-8.4-P46"),
    };
  }
};

struct ProductQuota {
  std::string code;
  std::string name;
  RegionCode regionCode;
  IndustryCode industryCode;
  NumberOrBlank gbValue;
  NumberOrBlank dbValue;
  std::string elemUnit;
  std::string denoUnit;
  std::string quotaUnit;
  Decimal zbx;

  static constexpr const char* kName = "productQuota";
  static constexpr const char* kClause = "N-8.4";
  static constexpr auto fields() {
    using R = ProductQuota;
    return std::tuple{
        field("code", &R::code).means("指标编码").from("N-8.4-P48"),
        field("name", &R::name).means("指标名").from("N-8.4-P49"),
        field("regionCode", &R::regionCode).means("地区编码").from("N-8.4-P50"),
        field("industryCode", &R::industryCode).means("行业编码").from("N-8.4-P51"),
        field("gbValue", &R::gbValue).emptyAllowed().means("国标").from("N-8.4-P52"),
        field("dbValue", &R::dbValue).emptyAllowed().means("地方标准").from("N-8.4-P53"),
        field("elemUnit", &R::elemUnit).means("分子单位").from("N-8.4-P54"),
        field("denoUnit", &R::denoUnit).means("分母单位").from("N-8.4-P55"),
        field("quotaUnit", &R::quotaUnit).means("指标单位").from("N-8.4-P56"),
        field("zbx", &R::zbx).means("单位换算系数").from("N-8.4-P57"),
    };
  }
};

}  // namespace base_data

/// The dictionary itself.
struct BaseData {
  std::vector<base_data::Region> region;
  std::vector<base_data::Industry> industry;
  std::vector<base_data::EnterpriseType> entType;
  std::vector<base_data::CollectSystemType> collectSystemType;
  std::vector<base_data::Process> process;
  std::vector<base_data::CollectItem> collectItem;
  std::vector<base_data::CollectItemUsage> collectItemUsage;
  std::vector<base_data::EnergyType> energyType;
  std::vector<base_data::ProductQuota> productQuota;

  static constexpr const char* kName = "baseData";
  static constexpr const char* kClause = "N-8.4";
  static constexpr auto fields() {
    using R = BaseData;
    return std::tuple{
        field("region", &R::region).emptyAllowed().means("行政区划（GB/T 2260）").from("N-8.4-P4"),
        field("industry", &R::industry).emptyAllowed().means("行业（GB/T 4754）").from("N-8.4-P10"),
        field("entType", &R::entType)
            .emptyAllowed()
            .means("单位类别编码（国统字〔1998〕200号）")
            .from("N-8.4-P16"),
        field("collectSystemType", &R::collectSystemType)
            .emptyAllowed()
            .means("采集系统分类（NECC-NHJC-02 9.2）")
            .from("N-8.4-P19"),
        field("process", &R::process).emptyAllowed().means("生产工序（NECC-NHJC-02 4.3）").from("N-8.4-P22"),
        field("collectItem", &R::collectItem)
            .emptyAllowed()
            .means("采集数据项（NECC-NHJC-02 第6章）")
            .from("N-8.4-P26"),
        field("collectItemUsage", &R::collectItemUsage)
            .emptyAllowed()
            .means("采集数据项数据用途（NECC-NHJC-02 8.2）")
            .from("N-8.4-P34"),
        field("energyType", &R::energyType).emptyAllowed().means("能源类型及折标系数").from("N-8.4-P37"),
        field("productQuota", &R::productQuota).emptyAllowed().means("产品指标").from("N-8.4-P47"),
    };
  }
};

struct DownloadBaseDataReply {
  std::string responseCode;
  std::string responseMessage;
  BaseData data;

  static constexpr const char* kName = "downloadBaseDataReply";
  static constexpr const char* kClause = "N-8.4";
  static constexpr auto fields() {
    using R = DownloadBaseDataReply;
    return std::tuple{
        field("responseCode", &R::responseCode).means("返回码，见表3").from("N-8.4-P1"),
        field("responseMessage", &R::responseMessage).means("返回码说明").from("N-8.4-P2"),
        field("data", &R::data).means("基础数据字典").from("N-8.4-P3"),
    };
  }
};

}  // namespace schemas
