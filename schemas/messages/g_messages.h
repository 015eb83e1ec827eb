// The messages between national and provincial nodes (G-7.1 to G-7.5, tables 1 to 9).
#pragma once

#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "schemas/codes/civil_time.h"
#include "schemas/codes/data_code.h"
#include "schemas/codes/decimal.h"
#include "schemas/declare/field.h"
#include "schemas/json/value.h"

namespace schemas::g {

/// G-7.1, table 1: one tag a request.
struct Consistency {
  std::string logsign;
  std::string restcode;

  static constexpr const char* kName = "consistency";
  static constexpr const char* kClause = "G-7.1";
  static constexpr auto fields() {
    return std::tuple{
        field("logsign", &Consistency::logsign)
            .means("数据发送日志标签：日期-省编码-用能单位编码-MD5")
            .from("G-7.1-Q1"),
        field("restcode", &Consistency::restcode).means("通道编码").from("G-7.1-Q2"),
    };
  }
};

/// A measured value on the G wire: all members are strings, in the alphabetical order of the example
/// (G-7.2-7). The texts are kept as received so that a relayed batch equals the first one (G-7.2-8).
struct Record {
  std::string dataCode;
  std::string dataValue;
  std::string enterpriseCode;
  std::string inputType;
  std::string insertDate;
  std::optional<std::string> isValid;   // "1" = suspicious; written only then (OQ-53)
  std::string statDate;                 // the period: 1 day, 2 month, 3 year (G-7.2-D6)
  std::optional<std::string> statTime;  // extension, only to peers that have it on (OQ-51)
  std::string type;                     // scope; "-" and absent = not given (OQ-52)
  std::string uploadDate;

  static constexpr const char* kName = "record";
  static constexpr const char* kClause = "G-7.2";
  static constexpr auto fields() {
    using R = Record;
    return std::tuple{
        field("DATA_CODE", &R::dataCode).means("上传数据项编码").from("G-7.2-Q3"),
        field("DATA_VALUE", &R::dataValue).means("数据项值").from("G-7.2-Q4"),
        field("ENTERPRISE_CODE", &R::enterpriseCode).means("用能单位编码").from("G-7.2-Q5"),
        field("INPUT_TYPE", &R::inputType).means("数据采集类型").from("G-7.2-Q6"),
        field("INSERT_DATE", &R::insertDate).unmarked().means("发送节点的入库时间").from("G-7.2-Q7"),
        field("IS_VALID", &R::isValid).optional().among("0|1").means("0有效 1可疑").from("G-7.2-Q8"),
        field("STAT_DATE", &R::statDate).means("周期：1日 2月 3年").from("G-7.2-Q9"),
        field("STAT_TIME", &R::statTime).optional().means("统计周期起始时间（扩展）").from("X-G-2"),
        field("TYPE", &R::type)
            .unmarked()
            .means("数据类型：1全厂 2生产工序 3生产工序单元 4重点耗能设备")
            .from("G-7.2-Q10"),
        field("UPLOAD_DATE", &R::uploadDate).means("上传时间").from("G-7.2-Q11"),
    };
  }
};

/// G-7.2 and G-7.5, tables 2, 3, 8, 9: `data` is a JSON text inside a string (OQ-58).
struct Delivery {
  json::Value data;
  std::string restcode;

  static constexpr const char* kName = "delivery";
  static constexpr const char* kClause = "G-7.2";
  static constexpr auto fields() {
    return std::tuple{
        field("data", &Delivery::data).means("传输数据内容").from("G-7.2-Q1"),
        field("restcode", &Delivery::restcode).means("通道编码").from("G-7.2-Q2"),
    };
  }
};

/// G-7.3 and G-7.4, tables 4 and 6: TYPE 1 asks for the dictionaries, TYPE 3 for enterprise configuration.
struct BaseDataRequest {
  std::optional<std::string> enterpriseId;
  std::string type;

  static constexpr const char* kName = "baseDataRequest";
  static constexpr const char* kClause = "G-7.3";
  static constexpr auto fields() {
    return std::tuple{
        field("ENTERPRISEID", &BaseDataRequest::enterpriseId).optional().means("企业编码").from("G-7.3-Q1"),
        field("TYPE", &BaseDataRequest::type)
            .among("1|3")
            .means("1获取规范 3获取企业配置信息")
            .from("G-7.3-Q2"),
    };
  }
};

struct Region {
  std::string code;
  std::string name;
  std::string parentCode;
  std::string type;
  std::string fullName;

  static constexpr const char* kName = "DIC_REGION";
  static constexpr const char* kClause = "G-7.3";
  static constexpr auto fields() {
    return std::tuple{
        field("CODE", &Region::code).means("行政区划代码").from("G-7.3-P4"),
        field("NAME", &Region::name).means("名称").from("G-7.3-P5"),
        field("PARENT_CODE", &Region::parentCode).means("父节点编码").from("G-7.3-P6"),
        field("TYPE", &Region::type).means("1省 2市 3县").from("G-7.3-P7"),
        field("FULL_NAME", &Region::fullName).means("全名").from("G-7.3-P8"),
    };
  }
};

/// The reply of 7.1, 7.2 and 7.5, in lower case (OQ-59).
struct Reply {
  std::string responsecode;
  std::string responsemessage;

  static constexpr const char* kName = "gReply";
  static constexpr const char* kClause = "G-7.1";
  static constexpr auto fields() {
    return std::tuple{
        field("responsecode", &Reply::responsecode).orFlag().means("true或false").from("G-7.1-P1"),
        field("responsemessage", &Reply::responsemessage).unmarked().means("响应描述").from("G-7.1-P2"),
    };
  }
};

/// The reply of 7.3 and 7.4, in capitals; DATA is absent on failure.
struct BaseDataReply {
  std::string responseCode;
  std::string responseMessage;
  std::optional<json::Value> data;

  static constexpr const char* kName = "baseDataReply";
  static constexpr const char* kClause = "G-7.3";
  static constexpr auto fields() {
    using R = BaseDataReply;
    return std::tuple{
        field("RESPONSECODE", &R::responseCode).orFlag().means("TRUE或FALSE").from("G-7.3-P1"),
        field("RESPONSEMESSAGE", &R::responseMessage).unmarked().means("响应描述").from("G-7.3-P2"),
        field("DATA", &R::data).optional().means("规范内容或企业配置内容").from("G-7.3-P3"),
    };
  }
};

}  // namespace schemas::g
