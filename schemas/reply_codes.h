// Every return code of N (table 3, N-8.3-9) with its text; the only codes that N messages ever carry.
#pragma once

#include <string>
#include <string_view>

namespace schemas {

enum class ReplyCode { success, platformFault, databaseFault, missingMember, malformedMember };

struct ReplyCodeText {
  std::string_view code;
  std::string_view text;
};

constexpr ReplyCodeText textOf(ReplyCode code) {
  switch (code) {
    case ReplyCode::success:
      return {"0", "RECEIVE SUCCESS"};
    case ReplyCode::platformFault:
      return {"E1001", "平台服务异常"};
    case ReplyCode::databaseFault:
      return {"E1002", "服务器数据库异常"};
    case ReplyCode::missingMember:
      return {"E2001", "请求参数异常，缺少必填项"};
    case ReplyCode::malformedMember:
      return {"E2002", "请求参数异常，参数格式不合法"};
  }
  return {"E1001", "平台服务异常"};
}

/// `请求参数异常，缺少必填项: data[0].statDate`; without detail the text of table 3 alone (OQ-86).
inline std::string replyMessage(ReplyCode code, std::string_view detail) {
  std::string message(textOf(code).text);
  if (!detail.empty()) message.append(": ").append(detail);
  return message;
}

}  // namespace schemas
