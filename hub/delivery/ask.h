// A question to a peer: one call, and its reply only when it says success.
#pragma once

#include <string>

#include "hub/delivery/surroundings.h"
#include "schemas/json/value.h"

namespace hub::delivery {

struct Question {
  std::string url;
  std::string body;
  std::chrono::seconds timeout;
};

/// The whole reply. `unreachable` with the transport fault as detail, or `malformed` with the peer's code and
/// words.
Result<schemas::json::Value> ask(const Surroundings& around, const Question& question);

/// Logs what was accepted though it is not as printed.
void logTolerated(Log& log, const schemas::Tolerated& tolerated);

}  // namespace hub::delivery
