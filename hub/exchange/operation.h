// What an operation gets and gives. The operations themselves stand in operations.cpp.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hub/exchange/dispatcher.h"
#include "hub/exchange/reply_of.h"
#include "hub/ports/peer.h"
#include "schemas/declare/read.h"

namespace hub::exchange {

/// One request behind the gate: who asks, and what it says. Lives as long as the call.
struct Inquiry {
  const Surroundings& around;
  const Peer& caller;
  const schemas::json::Value& root;
  const std::string& body;
  schemas::ReadContext& reading;  // collects tolerated spellings for the log
};

/// The message of the request, bound to the caller: a provinceId of somebody else is `notPermitted` (OQ-08,
/// OQ-09).
template <schemas::Declared M>
Result<M> readFrom(const Inquiry& inquiry) {
  auto message = schemas::read<M>(inquiry.root, inquiry.reading);
  if (!message) return tl::unexpected(errorOf(message.error()));
  if constexpr (requires { message->provinceId; }) {
    if (message->provinceId.text() != inquiry.caller.provinceId)
      return fail(Failure::notPermitted, "provinceId", "provinceId of another platform");
  }
  return std::move(*message);
}

/// One row of the table of operations. Stateless; any thread.
struct Operation {
  std::string_view name;  // for logs and metrics
  ReplyForm form = ReplyForm::n;
  std::string_view identity;  // the member a refused identity is named by
  Result<Answer> (*run)(const Inquiry& inquiry) = nullptr;
};

}  // namespace hub::exchange
