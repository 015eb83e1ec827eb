// What an operation gets and gives. The operations themselves stand in operations.cpp.
#pragma once

#include <optional>
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

/// The same before anything of the body has been looked at.
struct RawInquiry {
  const Surroundings& around;
  const Peer& caller;
  const std::string& body;
  schemas::ReadContext& reading;
};

/// A request of somebody who is no peer, or not known to be one.
struct StrangerInquiry {
  const Surroundings& around;
  const WireRequest& request;
  schemas::ReadContext& reading;
  const Error& refusal;  // what everybody else hears
};

/// Whether the message speaks for the caller: a serial number of somebody else is `notPermitted`, and so is
/// another enterprise than its own in a device's message (OQ-08, OQ-09).
template <schemas::Declared M>
Result<void> checkIdentity(const M& message, const Peer& caller) {
  if constexpr (requires { message.provinceId; }) {
    if (message.provinceId.text() != caller.serialNumber())
      return fail(Failure::notPermitted, caller.isDevice() ? "deviceId" : "provinceId",
                  "serial number of another peer");
  }
  if constexpr (requires { message.enterpriseCode.text(); }) {
    if (caller.isDevice() && message.enterpriseCode.text() != caller.device->enterpriseCode)
      return fail(Failure::notPermitted, "enterpriseCode 与端设备序列号不符", "enterprise of another device");
  }
  return {};
}

/// The message of the request, bound to the caller.
template <schemas::Declared M>
Result<M> readFrom(const Inquiry& inquiry) {
  auto message = schemas::read<M>(inquiry.root, inquiry.reading);
  if (!message) return tl::unexpected(errorOf(message.error()));
  HUB_CHECK(checkIdentity(*message, inquiry.caller));
  return std::move(*message);
}

/// One row of the table of operations. Stateless; any thread.
struct Operation {
  std::string_view name;  // for logs and metrics
  ReplyForm form = ReplyForm::n;
  std::string_view identity;  // the member a refused identity is named by
  Result<Answer> (*run)(const Inquiry& inquiry) = nullptr;
  /// Optional, before the gate: the whole answer straight from the bytes, or nullopt when that is not sure,
  /// and nothing has happened then. Not asked for a peer with field encryption.
  Result<std::optional<Answer>> (*quick)(const RawInquiry& inquiry) = nullptr;
  /// Optional: what somebody hears who is not known.
  Result<Answer> (*strange)(const StrangerInquiry& inquiry) = nullptr;
  bool isAudited = false;  // also when it succeeds: it hands out an identity or a key
  bool hasFields = false;  // `data` of a peer with field encryption is encrypted
};

}  // namespace hub::exchange
