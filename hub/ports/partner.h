// One HTTPS call to another node. What it means is hub/delivery's business.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <tl/expected.hpp>

#include "hub/clock.h"

namespace hub {

/// Why no answer came. `body` faults: an answer came but is no use.
enum class TransportFault { badUrl, dns, connect, tls, timeout, reset, tooLarge };
std::string_view nameOf(TransportFault fault);

struct CallFailure {
  TransportFault fault = TransportFault::connect;
  std::string cause;  // English, for the log and the operator
};

struct CallReply {
  int status = 0;
  std::string body;
  std::optional<std::chrono::seconds> retryAfter;
  std::string contentType = {};
  std::optional<TimePoint> date = {};  // of the header Date, to the second
};

struct Call {
  std::string url;  // https only; `http://` is refused as badUrl (N-6-2)
  std::string body;
  std::chrono::seconds timeout{30};  // T-04; connecting takes at most 10 s of it
  std::string method = "POST";       // anything else only to see how a node answers; without a body
};

/// POSTs JSON over mutual TLS. No redirects, answers capped at 64 MiB. Thread-safe.
class Partner {
 public:
  virtual ~Partner() = default;
  virtual tl::expected<CallReply, CallFailure> post(const Call& call) = 0;
};

}  // namespace hub
