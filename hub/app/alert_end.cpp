#include "hub/app/alert_end.h"

namespace hub::app {

Result<std::optional<Alert>> endAlert(UnitOfWork& work, std::uint64_t id, const std::string& actor,
                                      const std::string& reason) {
  HUB_TRY(now, work.time());
  HUB_TRY(alert, work.alerts().find(id));
  if (!alert) return fail(Failure::missing, {}, "no alert " + std::to_string(id));
  if (alert->over) return std::nullopt;
  HUB_TRY(done, work.alerts().end(alert->kind, alert->subject, now));
  if (!done) return std::nullopt;
  HUB_CHECK(
      work.audit().append({now, actor, "alert_ended", alert->kind + " " + alert->subject, "ok", reason}));
  alert->over = now;
  return alert;
}

}  // namespace hub::app
