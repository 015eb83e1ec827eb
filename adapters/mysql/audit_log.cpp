#include "adapters/mysql/audit_log.h"

#include "adapters/mysql/clipped.h"

namespace hub::mysql {
namespace {

constexpr const char* kAppendSql =
    "INSERT INTO audit_event (time, actor, act, object, result, detail) VALUES (?, ?, ?, ?, ?, ?)";
constexpr const char* kListSql =
    "SELECT time, actor, act, object, result, detail FROM audit_event ORDER BY id DESC LIMIT ?";

}  // namespace

Result<void> MySqlAuditLog::append(const AuditEvent& event) {
  // What an unknown caller sends may be of any length; an event is never lost for that.
  HUB_CHECK(session_.execute(kAppendSql, {event.time, clipped(event.actor, kLineMax),
                                          clipped(event.act, kWordMax), clipped(event.object, kLineMax),
                                          clipped(event.result, kLineMax), clipped(event.detail, kTextMax)}));
  return {};
}

Result<std::vector<AuditEvent>> MySqlAuditLog::list(std::uint32_t limit) {
  HUB_TRY(rows, session_.query(kListSql, {limit}));
  std::vector<AuditEvent> events;
  for (const Row& row : rows)
    events.push_back({row.time(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5)});
  return events;
}

}  // namespace hub::mysql
