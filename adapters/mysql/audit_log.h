// The audit log. Rows are only added.
#pragma once

#include "adapters/mysql/session.h"
#include "hub/ports/audit.h"

namespace hub::mysql {

class MySqlAuditLog final : public AuditLog {
 public:
  explicit MySqlAuditLog(Session& session) : session_(session) {}
  Result<void> append(const AuditEvent& event) override;
  /// The youngest first.
  Result<std::vector<AuditEvent>> list(std::uint32_t limit) override;

 private:
  Session& session_;
};

}  // namespace hub::mysql
