#include "adapters/mysql/schema_version.h"

namespace hub::mysql {
namespace {

constexpr const char* kMakeTableSql = R"sql(
  CREATE TABLE IF NOT EXISTS schema_migration (version INT UNSIGNED NOT NULL, file VARCHAR(255) NOT
  NULL, checksum VARBINARY(64) NOT NULL, started DATETIME(3) NOT NULL, finished DATETIME(3) NULL,
  PRIMARY KEY (version)) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin
)sql";
constexpr const char* kHasTableSql = R"sql(
  SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name =
  'schema_migration'
)sql";
constexpr const char* kAppliedSql =
    "SELECT version, file, checksum, finished IS NOT NULL FROM schema_migration ORDER BY version";
constexpr const char* kStartSql = R"sql(
  INSERT INTO schema_migration (version, file, checksum, started) VALUES (?, ?, ?, UTC_TIMESTAMP(3))
  ON DUPLICATE KEY UPDATE file = VALUES(file), checksum = VALUES(checksum)
)sql";
constexpr const char* kFinishSql =
    "UPDATE schema_migration SET finished = UTC_TIMESTAMP(3) WHERE version = ?";

struct Applied {
  std::uint32_t version = 0;
  std::string file;
  std::string checksum;
  bool isFinished = false;
};

auto refused(std::string cause) { return fail(Failure::database, {}, std::move(cause)); }

Result<std::vector<Applied>> appliedIn(Session& session) {
  std::vector<Applied> applied;
  HUB_TRY(table, session.query(kHasTableSql));
  if (table.empty()) return applied;
  HUB_TRY(rows, session.query(kAppliedSql));
  for (const Row& row : rows)
    applied.push_back({row.number<std::uint32_t>(0), row.text(1), row.text(2), row.flag(3)});
  return applied;
}

// A step that was cut off may have been repaired since; one that is complete must be what it was.
Result<void> checkKnown(const Applied& applied, const std::vector<Migration>& migrations) {
  if (applied.version == 0 || applied.version > migrations.size())
    return refused("the database has schema version " + std::to_string(applied.version) + " (" +
                   applied.file + "), this program knows up to " + std::to_string(migrations.size()));
  const Migration& known = migrations[applied.version - 1];
  if (applied.isFinished && applied.checksum != known.checksum)
    return refused("migration " + known.file + " was changed after it had been applied");
  return {};
}

Result<void> apply(Session& session, const Migration& migration) {
  HUB_CHECK(session.execute(kStartSql, {migration.version, migration.file, migration.checksum}));
  for (const std::string& statement : migration.statements) HUB_CHECK(session.run(statement));
  HUB_CHECK(session.execute(kFinishSql, {migration.version}));
  return {};
}

}  // namespace

Result<void> checkVersion(Session& session, const std::vector<Migration>& migrations) {
  HUB_TRY(applied, appliedIn(session));
  std::size_t finished = 0;
  for (const Applied& one : applied) {
    HUB_CHECK(checkKnown(one, migrations));
    if (one.isFinished) ++finished;
  }
  if (finished != migrations.size())
    return refused("schema version is " + std::to_string(finished) + ", needed is " +
                   std::to_string(migrations.size()) + ": run `nenghub migrate`");
  return {};
}

Result<MigrationReport> applyMissing(Session& session, const std::vector<Migration>& migrations) {
  HUB_CHECK(session.run(kMakeTableSql));
  HUB_TRY(applied, appliedIn(session));
  MigrationReport report;
  for (const Applied& one : applied) {
    HUB_CHECK(checkKnown(one, migrations));
    if (one.isFinished) report.from = one.version;
  }
  for (const Migration& migration : migrations) {
    if (migration.version <= report.from) continue;
    HUB_CHECK(apply(session, migration));
    report.applied.push_back(migration.file);
  }
  report.to = static_cast<std::uint32_t>(migrations.size());
  return report;
}

}  // namespace hub::mysql
