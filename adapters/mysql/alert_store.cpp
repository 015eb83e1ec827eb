#include "adapters/mysql/alert_store.h"

#include "adapters/mysql/clipped.h"

namespace hub::mysql {
namespace {

constexpr const char* kRaiseSql = R"sql(
  INSERT INTO alert (kind, subject, open, severity, text, since, last) VALUES (?, ?, 1, ?, ?, ?, ?)
  ON DUPLICATE KEY UPDATE
    severity = VALUES(severity), text = VALUES(text), last = VALUES(last), count = count + 1
)sql";
constexpr std::uint64_t kInserted = 1;  // the server counts 2 for a row that stood and was changed
constexpr const char* kEndSql =
    "UPDATE alert SET open = NULL, over_at = ? WHERE kind = ? AND subject = ? AND open = 1";
#define ALERT_COLUMNS "SELECT id, kind, subject, severity, text, since, last, count, over_at FROM alert "
constexpr const char* kFindSql = ALERT_COLUMNS "WHERE id = ?";
constexpr const char* kListSql = ALERT_COLUMNS R"sql(
  WHERE (? = 0 OR open = 1) AND (? IS NULL OR kind = ?) AND (? IS NULL OR subject = ?)
  ORDER BY id DESC LIMIT ?
)sql";

Alert alertOf(const Row& row) {
  return {.id = row.number<std::uint64_t>(0),
          .kind = row.text(1),
          .subject = row.text(2),
          .severity = row.number<Severity>(3),
          .text = row.text(4),
          .since = row.time(5),
          .last = row.time(6),
          .count = row.number<std::uint32_t>(7),
          .over = row.isNull(8) ? std::nullopt : std::optional(row.time(8))};
}

}  // namespace

Result<bool> MySqlAlertStore::raise(const Alert& alert) {
  HUB_TRY(changed, session_.execute(kRaiseSql,
                                    {clipped(alert.kind, kWordMax), clipped(alert.subject, kLineMax),
                                     alert.severity, clipped(alert.text, kTextMax), alert.last, alert.last}));
  return changed == kInserted;
}

Result<bool> MySqlAlertStore::end(const std::string& kind, const std::string& subject, TimePoint now) {
  HUB_TRY(ended, session_.execute(kEndSql, {now, clipped(kind, kWordMax), clipped(subject, kLineMax)}));
  return ended > 0;
}

Result<std::vector<Alert>> MySqlAlertStore::list(const AlertFilter& filter) {
  HUB_TRY(rows, session_.query(kListSql, {filter.open, filter.kind, filter.kind, filter.subject,
                                          filter.subject, filter.limit}));
  std::vector<Alert> alerts;
  for (const Row& row : rows) alerts.push_back(alertOf(row));
  return alerts;
}

Result<std::optional<Alert>> MySqlAlertStore::find(std::uint64_t id) {
  HUB_TRY(rows, session_.query(kFindSql, {id}));
  if (rows.empty()) return std::nullopt;
  return std::optional(alertOf(rows[0]));
}

}  // namespace hub::mysql
