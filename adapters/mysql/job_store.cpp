#include "adapters/mysql/job_store.h"

#include "adapters/mysql/clipped.h"

namespace hub::mysql {
namespace {

// Makes the row, or locks the one that stands; a row nobody has started has `started` NULL.
constexpr const char* kMakeSql = R"sql(
  INSERT INTO job_run (job, planned, result, worker, lease_until) VALUES (?, ?, '', '', ?) ON
  DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id)
)sql";
constexpr const char* kTakeSql = R"sql(
  UPDATE job_run SET started = ?, worker = ?, lease_until = ? WHERE id = ? AND finished IS NULL AND
  (started IS NULL OR lease_until <= ?)
)sql";
// A run taken over by another worker has another start.
constexpr const char* kFinishSql =
    "UPDATE job_run SET finished = ?, ok = ?, result = ? WHERE id = ? AND started = ? AND finished IS NULL";
#define RUN_COLUMNS "SELECT id, job, planned, started, finished, ok, result FROM job_run "
constexpr const char* kLastSql =
    RUN_COLUMNS "WHERE job = ? AND finished IS NOT NULL ORDER BY planned DESC LIMIT 1";
constexpr const char* kListSql = RUN_COLUMNS "ORDER BY id DESC LIMIT ?";

std::optional<TimePoint> optionalTime(const Row& row, std::size_t column) {
  return row.isNull(column) ? std::nullopt : std::optional(row.time(column));
}

JobRun runOf(const Row& row) {
  return {.id = row.number<std::uint64_t>(0),
          .job = row.text(1),
          .planned = row.time(2),
          .started = optionalTime(row, 3),
          .finished = optionalTime(row, 4),
          .ok = row.flag(5),
          .result = row.text(6)};
}

}  // namespace

Result<std::optional<JobRun>> MySqlJobStore::claim(const std::string& job, TimePoint planned,
                                                   const std::string& worker, TimePoint now,
                                                   std::chrono::seconds lease) {
  HUB_CHECK(session_.execute(kMakeSql, {job, planned, now}));
  HUB_TRY(id, session_.lastId());
  HUB_TRY(taken, session_.execute(kTakeSql, {now, worker, now + lease, id, now}));
  if (taken == 0) return std::nullopt;
  return JobRun{.id = id, .job = job, .planned = planned, .started = now};
}

Result<void> MySqlJobStore::finish(const JobRun& run, bool ok, const std::string& result, TimePoint now) {
  HUB_TRY(found, session_.execute(kFinishSql, {now, ok, clipped(result, kTextMax), run.id, run.started}));
  if (found == 0) return fail(Failure::leaseLost, {}, "this run belongs to somebody else now");
  return {};
}

Result<std::optional<JobRun>> MySqlJobStore::last(const std::string& job) {
  HUB_TRY(rows, session_.query(kLastSql, {job}));
  if (rows.empty()) return std::nullopt;
  return std::optional(runOf(rows[0]));
}

Result<std::vector<JobRun>> MySqlJobStore::list(std::uint32_t limit) {
  HUB_TRY(rows, session_.query(kListSql, {limit}));
  std::vector<JobRun> runs;
  for (const Row& row : rows) runs.push_back(runOf(row));
  return runs;
}

}  // namespace hub::mysql
