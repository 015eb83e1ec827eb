#include "adapters/mysql/quality_store.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "adapters/mysql/bulk_insert.h"
#include "adapters/mysql/clipped.h"
#include "adapters/mysql/finding_row.h"

namespace hub::mysql {
namespace {

constexpr const char* kSettingsSql = R"sql(
  SELECT rule, enterprise_code, peer_id, energy_kind, mode, parameters FROM quality_setting
  ORDER BY rule, enterprise_code, peer_id, energy_kind
)sql";
constexpr const char* kPutSettingSql = R"sql(
  INSERT INTO quality_setting (rule, enterprise_code, peer_id, energy_kind, mode, parameters)
  VALUES (?, ?, ?, ?, ?, ?)
  ON DUPLICATE KEY UPDATE mode = VALUES(mode), parameters = VALUES(parameters)
)sql";
constexpr const char* kDropSettingSql = R"sql(
  DELETE FROM quality_setting WHERE rule = ? AND enterprise_code = ? AND peer_id = ? AND energy_kind = ?
)sql";
constexpr BulkInsert kPutFindings{
    .head =
        "INSERT INTO quality_finding (batch_id, enterprise_code, rule, version, data_code, stat_type, "
        "value_count, first_at, last_at, evidence, clause, period, found) VALUES ",
    .tail =
        " ON DUPLICATE KEY UPDATE batch_id = VALUES(batch_id), version = VALUES(version), value_count = "
        "VALUES(value_count), first_at = VALUES(first_at), last_at = VALUES(last_at), evidence = "
        "VALUES(evidence), clause = VALUES(clause), found = VALUES(found)",
    .columns = 13};
constexpr const char* kClearSql =
    "DELETE FROM quality_finding WHERE enterprise_code = ? AND period = ? AND rule = ?";
constexpr const char* kFindingsSql = R"sql(
  SELECT batch_id, enterprise_code, rule, version, data_code, stat_type, value_count, first_at, last_at,
  evidence, clause, period, found FROM quality_finding
  WHERE enterprise_code = ? AND period BETWEEN ? AND ? ORDER BY period, rule, data_code, stat_type
)sql";
// As text: the client library rounds a double on its way into a string.
constexpr const char* kHabitsSql = R"sql(
  SELECT enterprise_code, data_code, interval_seconds, configured, CAST(median AS CHAR),
  CAST(maximum AS CHAR), days, learned FROM point_habit WHERE enterprise_code = ? ORDER BY data_code
)sql";
constexpr BulkInsert kPutHabits{
    .head =
        "INSERT INTO point_habit (enterprise_code, data_code, interval_seconds, configured, median, "
        "maximum, days, learned) VALUES ",
    .tail =
        " ON DUPLICATE KEY UPDATE interval_seconds = VALUES(interval_seconds), configured = "
        "VALUES(configured), median = VALUES(median), maximum = VALUES(maximum), days = VALUES(days), "
        "learned = VALUES(learned)",
    .columns = 8};

constexpr int kNoStatType = -1;

int statTypeColumn(const std::optional<schemas::StatType>& statType) {
  return statType ? static_cast<int>(*statType) : kNoStatType;
}

/// The shortest text that reads as the same number; a column holds no infinity.
std::string textOf(double number) {
  constexpr double kMost = std::numeric_limits<double>::max();
  std::array<char, 32> digits{};
  const double finite = std::isnan(number) ? 0 : std::clamp(number, -kMost, kMost);
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), finite).ptr;
  return std::string(digits.data(), end);
}

RuleSetting settingOf(const Row& row) {
  RuleSetting setting{.rule = row.text(0),
                      .enterprise = row.text(1),
                      .peer = row.number<PeerId>(2),
                      .energyKind = row.text(3),
                      .mode = std::nullopt,
                      .parameters = row.text(5)};
  if (!row.isNull(4)) setting.mode = row.number<RuleMode>(4);
  return setting;
}

PointHabit habitOf(const Row& row) {
  return {.enterprise = row.text(0),
          .code = row.text(1),
          .intervalSeconds = row.number<std::uint32_t>(2),
          .configured = row.flag(3),
          .median = row.number<double>(4),
          .maximum = row.number<double>(5),
          .days = row.number<std::uint32_t>(6),
          .learned = civilDateOf(row.view(7))};
}

}  // namespace

Result<std::vector<RuleSetting>> MySqlQualityStore::settings() {
  HUB_TRY(rows, session_.query(kSettingsSql));
  std::vector<RuleSetting> settings;
  for (const Row& row : rows) settings.push_back(settingOf(row));
  return settings;
}

Result<void> MySqlQualityStore::putSetting(const RuleSetting& setting) {
  Parameters parameters{setting.rule, setting.enterprise, setting.peer, setting.energyKind};
  if (!setting.mode && setting.parameters.empty()) {
    HUB_CHECK(session_.execute(kDropSettingSql, parameters));
    return {};
  }
  parameters.emplace_back(setting.mode);
  parameters.emplace_back(setting.parameters);
  HUB_CHECK(session_.execute(kPutSettingSql, parameters));
  return {};
}

Result<void> MySqlQualityStore::putFindings(const std::vector<PeriodFinding>& findings) {
  return insertAll(session_, kPutFindings, findings, [](const PeriodFinding& one) {
    const Finding& finding = one.finding;
    return Parameters{finding.batch,
                      finding.enterprise,
                      finding.rule,
                      finding.version,
                      finding.code,
                      statTypeColumn(finding.statType),
                      finding.count,
                      finding.first,
                      finding.last,
                      clipped(finding.evidence, kTextMax),
                      clipped(finding.clause, kWordMax),
                      one.period,
                      one.found};
  });
}

Result<void> MySqlQualityStore::clearFindings(const std::string& enterprise, const std::string& rule,
                                              schemas::CivilDate period) {
  HUB_CHECK(session_.execute(kClearSql, {enterprise, period, rule}));
  return {};
}

Result<std::vector<PeriodFinding>> MySqlQualityStore::findings(const std::string& enterprise,
                                                               schemas::CivilDate from,
                                                               schemas::CivilDate to) {
  HUB_TRY(rows, session_.query(kFindingsSql, {enterprise, from, to}));
  std::vector<PeriodFinding> findings;
  for (const Row& row : rows) findings.push_back({findingOf(row), civilDateOf(row.view(11)), row.time(12)});
  return findings;
}

Result<std::vector<PointHabit>> MySqlQualityStore::habits(const std::string& enterprise) {
  HUB_TRY(rows, session_.query(kHabitsSql, {enterprise}));
  std::vector<PointHabit> habits;
  for (const Row& row : rows) habits.push_back(habitOf(row));
  return habits;
}

Result<void> MySqlQualityStore::putHabits(const std::vector<PointHabit>& habits) {
  return insertAll(session_, kPutHabits, habits, [](const PointHabit& habit) {
    return Parameters{habit.enterprise, habit.code,           habit.intervalSeconds,
                      habit.configured, textOf(habit.median), textOf(habit.maximum),
                      habit.days,       habit.learned};
  });
}

}  // namespace hub::mysql
