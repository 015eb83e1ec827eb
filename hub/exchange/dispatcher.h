// The only path of a request: find the operation, find the caller, read, run, reply.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hub/clock.h"
#include "hub/exchange/audit_limit.h"
#include "hub/exchange/config_memory.h"
#include "hub/exchange/tolerance_counts.h"
#include "hub/exchange/verdict_counts.h"
#include "hub/log.h"
#include "hub/ports/crypto.h"
#include "hub/ports/node.h"
#include "hub/ports/storage.h"
#include "hub/quality/rule_book.h"

namespace hub::exchange {

class IngestGroup;

/// By which door of the edge a request came (design.md 3).
enum class Listener : std::uint8_t {
  wire,    // client certificate required
  device,  // client certificate optional: end devices of approved enterprises
};

/// What the edge hands over. The certificate has been verified there; here it is looked up (OQ-08).
struct WireRequest {
  std::string method;
  std::string path;
  std::string body;
  std::string certificateSha256;  // of the leaf, lower-case hex; empty = none
  std::string address;
  std::string requestId;
  Listener listener = Listener::wire;
};

struct WireReply {
  int status = 200;
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  // besides Content-Type
};

/// Everything an operation needs; lives as long as the process.
struct Surroundings {
  Storage& storage;
  const Clock& clock;
  const Crypto& crypto;
  Log& log;
  const NodeSettings& node;
  const quality::RulesInForce* rules = nullptr;  // nullptr: every rule with its defaults
  IngestGroup* group = nullptr;                  // nullptr: each batch by itself
  ToleranceCounts* tolerances = nullptr;         // nullptr: not counted
  VerdictWatch* verdicts = nullptr;              // nullptr: not counted
  ConfigMemory* configs = nullptr;               // nullptr: read for each batch
};

/// Thread-safe. Never throws: whatever happens is a reply with the two documented members.
class Dispatcher {
 public:
  explicit Dispatcher(Surroundings surroundings) : surroundings_(surroundings) {}
  WireReply handle(const WireRequest& request) const noexcept;

 private:
  Surroundings surroundings_;
  mutable AuditLimit strangers_;
};

}  // namespace hub::exchange
