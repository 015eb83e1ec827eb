// The two members that begin every N reply (N-8.3-9, OQ-86).
#pragma once

#include <string>

#include "schemas/declare/field.h"

namespace schemas {

struct Reply {
  std::string responseCode;
  std::string responseMessage;

  static constexpr const char* kName = "reply";
  static constexpr const char* kClause = "N-8.3";
  static constexpr auto fields() {
    return std::tuple{
        field("responseCode", &Reply::responseCode).means("返回码，见表3").from("N-8.8-P1"),
        field("responseMessage", &Reply::responseMessage).unmarked().means("返回码说明").from("N-8.8-P2"),
    };
  }
};

}  // namespace schemas
