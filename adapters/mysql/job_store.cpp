#include "adapters/mysql/job_store.h"

#include "adapters/mysql/clipped.h"

namespace hub::mysql {
namespace {

// Makes the row or meets the one that stands, and locks it in either case.
constexpr const char* kTurnSql =
    "INSERT INTO job_turn (job) VALUES (?) ON DUPLICATE KEY UPDATE job = VALUES(job)";
// A lease that runs longer than any does was given under another clock.
constexpr const char* kLiveSql = R"sql(
  SELECT id FROM job_run
  WHERE job = ? AND finished IS NULL AND lease_until > UTC_TIMESTAMP(3)
    AND lease_until <= UTC_TIMESTAMP(3) + INTERVAL ? SECOND AND started IS NOT NULL AND id <> ?
  LIMIT 1
)sql";
// A row nobody has started has `started` NULL.
constexpr const char* kMakeSql = R"sql(
  INSERT INTO job_run (job, planned, result, worker, lease_until) VALUES (?, ?, '', '', UTC_TIMESTAMP(3))
  ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id)
)sql";
constexpr const char* kTakeSql = R"sql(
  UPDATE job_run
  SET started = ?, worker = ?, lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND, asked = ?
  WHERE id = ? AND finished IS NULL
)sql";
// A run taken over by another worker has another worker or another start.
#define STILL_OURS "WHERE id = ? AND worker = ? AND started = ? AND finished IS NULL"
constexpr const char* kExtendSql =
    "UPDATE job_run SET lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND " STILL_OURS;
constexpr const char* kFinishSql = "UPDATE job_run SET finished = ?, ok = ?, result = ? " STILL_OURS;

#define RUN_COLUMNS                                                              \
  "SELECT id, job, planned, started, finished, ok, result, worker, asked, "      \
  "finished IS NULL AND started IS NOT NULL AND lease_until > UTC_TIMESTAMP(3) " \
  "FROM job_run "
constexpr const char* kLastSql =
    RUN_COLUMNS "WHERE job = ? AND finished IS NOT NULL ORDER BY planned DESC LIMIT 1";
constexpr const char* kListSql = RUN_COLUMNS "ORDER BY id DESC LIMIT ?";
constexpr const char* kListOfJobSql = RUN_COLUMNS "WHERE job = ? ORDER BY id DESC LIMIT ?";

// Off the primary key, where the old ones stand first.
constexpr const char* kPruneSql = R"sql(
  DELETE FROM job_run WHERE id IN (SELECT id FROM (
    SELECT r.id FROM job_run r
    WHERE r.planned < ? AND EXISTS (
      SELECT 1 FROM job_run n WHERE n.job = r.job AND n.planned > r.planned AND n.finished IS NOT NULL)
    ORDER BY r.id LIMIT ?) old)
)sql";

// Who asked first is who asked.
constexpr const char* kAskSql = R"sql(
  INSERT INTO job_turn (job, asked_at, asked_by) VALUES (?, ?, ?)
  ON DUPLICATE KEY UPDATE
    asked_by = IF(asked_at IS NULL, VALUES(asked_by), asked_by), asked_at = COALESCE(asked_at, VALUES(asked_at))
)sql";
// The turn is locked, so nobody else answers it meanwhile.
constexpr const char* kWishSql = "SELECT job FROM job_turn WHERE job = ? AND asked_at IS NOT NULL";
constexpr const char* kLeftSql =
    "SELECT id FROM job_run WHERE job = ? AND planned = ? AND asked = 1 AND finished IS NULL";
constexpr const char* kAnsweredSql = "UPDATE job_turn SET asked_at = NULL, asked_by = '' WHERE job = ?";
constexpr const char* kAskedSql =
    "SELECT job FROM job_turn WHERE asked_at IS NOT NULL ORDER BY asked_at, job";

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
          .result = row.text(6),
          .worker = row.text(7),
          .asked = row.flag(8),
          .held = row.flag(9)};
}

auto leaseLost() { return fail(Failure::leaseLost, {}, "this run belongs to somebody else now"); }

}  // namespace

Result<bool> MySqlJobStore::runsElsewhere(const std::string& job, std::uint64_t but) {
  HUB_CHECK(session_.execute(kTurnSql, {job}));
  HUB_TRY(live, session_.query(kLiveSql, {job, kLongestLease.count(), but}));
  return !live.empty();
}

Result<std::optional<JobRun>> MySqlJobStore::claim(const std::string& job, TimePoint planned,
                                                   const std::string& worker, TimePoint now,
                                                   std::chrono::seconds lease, bool asked) {
  HUB_TRY(runs, runsElsewhere(job, 0));
  if (runs) return std::nullopt;
  bool answers = false;
  if (asked) {
    HUB_TRY(left, session_.query(kLeftSql, {job, planned}));
    HUB_TRY(wish, session_.query(kWishSql, {job}));
    if (left.empty() && wish.empty()) return std::nullopt;
    answers = left.empty();
  }
  HUB_CHECK(session_.execute(kMakeSql, {job, planned}));
  HUB_TRY(id, session_.lastId());
  HUB_TRY(taken, session_.execute(kTakeSql, {now, worker, lease.count(), asked, id}));
  if (taken == 0) return std::nullopt;
  if (answers) HUB_CHECK(session_.execute(kAnsweredSql, {job}));
  return JobRun{.id = id,
                .job = job,
                .planned = planned,
                .started = now,
                .worker = worker,
                .asked = asked,
                .held = true};
}

Result<void> MySqlJobStore::extend(const JobRun& run, std::chrono::seconds lease) {
  HUB_TRY(runs, runsElsewhere(run.job, run.id));
  if (runs) return leaseLost();
  HUB_TRY(found, session_.execute(kExtendSql, {lease.count(), run.id, run.worker, run.started}));
  if (found == 0) return leaseLost();
  return {};
}

Result<void> MySqlJobStore::finish(const JobRun& run, bool ok, const std::string& result, TimePoint now) {
  HUB_TRY(found, session_.execute(kFinishSql,
                                  {now, ok, clipped(result, kTextMax), run.id, run.worker, run.started}));
  if (found == 0) return leaseLost();
  return {};
}

Result<std::optional<JobRun>> MySqlJobStore::last(const std::string& job) {
  HUB_TRY(rows, session_.query(kLastSql, {job}));
  if (rows.empty()) return std::nullopt;
  return std::optional(runOf(rows[0]));
}

Result<std::vector<JobRun>> MySqlJobStore::list(std::uint32_t limit, const std::optional<std::string>& job) {
  HUB_TRY(rows, job ? session_.query(kListOfJobSql, {*job, limit}) : session_.query(kListSql, {limit}));
  std::vector<JobRun> runs;
  for (const Row& row : rows) runs.push_back(runOf(row));
  return runs;
}

Result<std::uint64_t> MySqlJobStore::prune(TimePoint before, std::uint32_t limit) {
  return session_.execute(kPruneSql, {before, limit});
}

Result<void> MySqlJobStore::ask(const std::string& job, const std::string& by, TimePoint now) {
  HUB_CHECK(session_.execute(kAskSql, {job, now, clipped(by, kLineMax)}));
  return {};
}

Result<std::vector<std::string>> MySqlJobStore::asked() {
  HUB_TRY(rows, session_.query(kAskedSql));
  std::vector<std::string> jobs;
  for (const Row& row : rows) jobs.push_back(row.text(0));
  return jobs;
}

}  // namespace hub::mysql
