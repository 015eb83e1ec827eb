// The two members of table 3 for whatever is answered before an operation is known (N-8.3-9, OQ-10, OQ-86).
#pragma once

#include <string>
#include <string_view>

#include "schemas/json/writer.h"
#include "schemas/reply_codes.h"

namespace hub::http {

/// `detail` is Chinese and for the sender; it never comes from an exception.
inline std::string faultBody(schemas::ReplyCode code, std::string_view detail = {}) {
  schemas::json::Writer writer;
  writer.beginObject();
  writer.member("responseCode", schemas::textOf(code).code);
  writer.member("responseMessage", schemas::replyMessage(code, detail));
  writer.endObject();
  return std::move(writer).take();
}

}  // namespace hub::http
