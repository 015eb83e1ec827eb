// What was refused or done, by whom. Append-only.
#pragma once

#include <string>
#include <vector>

#include "hub/clock.h"
#include "hub/result.h"

namespace hub {

struct AuditEvent {
  TimePoint time{};
  std::string actor;   // peer name, user, or "unknown"
  std::string act;     // refused_identity, ownership_conflict, peer_changed …
  std::string object;  // what it was about
  std::string result;
  std::string detail;
};

class AuditLog {
 public:
  virtual ~AuditLog() = default;
  virtual Result<void> append(const AuditEvent& event) = 0;
  virtual Result<std::vector<AuditEvent>> list(std::uint32_t limit) = 0;
};

}  // namespace hub
