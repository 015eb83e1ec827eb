#include <algorithm>
#include <ranges>

#include "tests/fakes/fake_unit.h"

namespace fakes {

using hub::Alert;
using hub::Result;

namespace {

Alert* openOf(std::map<std::uint64_t, Alert>& rows, const std::string& kind, const std::string& subject) {
  for (auto& [id, row] : rows)
    if (!row.over && row.kind == kind && row.subject == subject) return &row;
  return nullptr;
}

}  // namespace

Result<bool> FakeAlerts::raise(const Alert& alert) {
  HUB_CHECK(session_.enter());
  auto& rows = session_.tables.alerts.edit();
  if (Alert* standing = openOf(rows, alert.kind, alert.subject)) {
    standing->severity = alert.severity;
    standing->text = alert.text;
    standing->last = alert.last;
    ++standing->count;
    return false;
  }
  const std::uint64_t id = ++session_.numbers.alert;
  rows[id] = {.id = id,
              .kind = alert.kind,
              .subject = alert.subject,
              .severity = alert.severity,
              .text = alert.text,
              .since = alert.last,
              .last = alert.last};
  return true;
}

Result<bool> FakeAlerts::end(const std::string& kind, const std::string& subject, hub::TimePoint now) {
  HUB_CHECK(session_.enter());
  Alert* standing = openOf(session_.tables.alerts.edit(), kind, subject);
  if (standing) standing->over = now;
  return standing != nullptr;
}

Result<std::vector<Alert>> FakeAlerts::list(const hub::AlertFilter& filter) {
  HUB_CHECK(session_.enter());
  std::vector<Alert> result;
  for (const auto& [id, row] : *session_.tables.alerts | std::views::reverse) {
    if (filter.open && row.over) continue;
    if (filter.kind && row.kind != *filter.kind) continue;
    if (filter.subject && row.subject != *filter.subject) continue;
    if (result.size() == filter.limit) break;
    result.push_back(row);
  }
  return result;
}

Result<std::optional<Alert>> FakeAlerts::find(std::uint64_t id) {
  HUB_CHECK(session_.enter());
  const auto& rows = *session_.tables.alerts;
  const auto found = rows.find(id);
  return found == rows.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace fakes
