// One request and what came back, in a form that checks can ask.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "schemas/json/value.h"

namespace hub::conformance {

struct Exchange {
  std::string url;
  std::string request;
  bool wasSent = false;  // false: beyond the bound on requests, or no address is known
  bool wasAnswered = false;
  bool isStrangers = false;  // sent without client certificate
  std::string failure;       // why it was not sent or not answered, in Chinese
  int status = 0;
  std::string contentType;
  std::string body;
  std::optional<schemas::json::Value> root;  // of the reply, when it is JSON
  std::chrono::milliseconds took{0};

  /// A member of the reply, nullptr when there is none.
  const schemas::json::Value* member(std::string_view name) const {
    return root ? root->find(name) : nullptr;
  }
  /// The text of a member that is a string, else empty.
  std::string text(std::string_view name) const;
  /// HTTP 2xx and responseCode the string "0" (N-8.3-15).
  bool isSuccess() const;
  /// A G reply with `responsecode` true in whatever spelling.
  bool isTrue() const;
  /// `HTTP 200，{"responseCode":…`, shortened, without control characters.
  std::string observed() const;
};

/// At most `bytes` bytes, cut between characters.
std::string shortened(std::string_view text, std::size_t bytes = 160);

}  // namespace hub::conformance
