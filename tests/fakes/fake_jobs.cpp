#include <algorithm>
#include <ranges>

#include "tests/fakes/fake_unit.h"

namespace fakes {

using hub::JobRun;
using hub::Result;
using hub::TimePoint;

namespace {

JobRow* runOf(std::map<std::uint64_t, JobRow>& rows, const std::string& job, TimePoint planned) {
  for (auto& [id, row] : rows)
    if (row.run.job == job && row.run.planned == planned) return &row;
  return nullptr;
}

bool isLive(const JobRow& row, TimePoint now) {
  return row.run.started && !row.run.finished && row.leaseUntil > now &&
         row.leaseUntil <= now + hub::JobStore::kLongestLease;
}

JobRun asRead(const JobRow& row, TimePoint now) {
  JobRun run = row.run;
  run.held = isLive(row, now);
  return run;
}

/// The row of a run that still belongs to who claimed it.
JobRow* heldBy(std::map<std::uint64_t, JobRow>& rows, const JobRun& run) {
  const auto found = rows.find(run.id);
  if (found == rows.end()) return nullptr;
  const JobRun& stored = found->second.run;
  const bool holds = !stored.finished && stored.started == run.started && stored.worker == run.worker;
  return holds ? &found->second : nullptr;
}

auto leaseLost() { return hub::fail(hub::Failure::leaseLost, {}, "this run belongs to somebody else now"); }

}  // namespace

Result<std::optional<JobRun>> FakeJobs::claim(const std::string& job, TimePoint planned,
                                              const std::string& worker, TimePoint now,
                                              std::chrono::seconds lease, bool asked) {
  HUB_CHECK(session_.enter());
  const TimePoint time = session_.storage.time();
  for (const auto& [id, row] : *session_.tables.jobs)
    if (row.run.job == job && isLive(row, time)) return std::optional<JobRun>{};
  auto& rows = session_.tables.jobs.edit();
  JobRow* row = runOf(rows, job, planned);
  if (row && row->run.finished) return std::optional<JobRun>{};
  const bool isLeft = row && row->run.asked;
  const auto& wishes = *session_.tables.askedJobs;
  if (asked && !isLeft && std::ranges::find(wishes, job) == wishes.end()) return std::optional<JobRun>{};
  const std::uint64_t id = row ? row->run.id : ++session_.numbers.job;
  if (!row) row = &rows[id];
  row->run = {.id = id, .job = job, .planned = planned, .started = now, .worker = worker, .asked = asked};
  row->leaseUntil = time + lease;
  if (asked && !isLeft) std::erase(session_.tables.askedJobs.edit(), job);
  return std::optional{asRead(*row, time)};
}

Result<void> FakeJobs::extend(const JobRun& run, std::chrono::seconds lease) {
  HUB_CHECK(session_.enter());
  const TimePoint time = session_.storage.time();
  for (const auto& [id, other] : *session_.tables.jobs)
    if (id != run.id && other.run.job == run.job && isLive(other, time)) return leaseLost();
  JobRow* row = heldBy(session_.tables.jobs.edit(), run);
  if (!row) return leaseLost();
  row->leaseUntil = time + lease;
  return {};
}

Result<void> FakeJobs::finish(const JobRun& run, bool ok, const std::string& result, TimePoint now) {
  HUB_CHECK(session_.enter());
  JobRow* row = heldBy(session_.tables.jobs.edit(), run);
  if (!row) return leaseLost();
  row->run.finished = now;
  row->run.ok = ok;
  row->run.result = result;
  return {};
}

Result<std::uint64_t> FakeJobs::prune(TimePoint before, std::uint32_t limit) {
  HUB_CHECK(session_.enter());
  std::map<std::string, TimePoint> latest;
  for (const auto& [id, row] : *session_.tables.jobs)
    if (row.run.finished) latest[row.run.job] = std::max(latest[row.run.job], row.run.planned);
  std::uint64_t pruned = 0;
  std::erase_if(session_.tables.jobs.edit(), [&](const auto& entry) {
    const JobRun& run = entry.second.run;
    const auto last = latest.find(run.job);
    const bool goes =
        pruned < limit && run.planned < before && last != latest.end() && run.planned < last->second;
    pruned += goes ? 1 : 0;
    return goes;
  });
  return pruned;
}

Result<void> FakeJobs::ask(const std::string& job, const std::string&, TimePoint) {
  HUB_CHECK(session_.enter());
  auto& asked = session_.tables.askedJobs.edit();
  if (std::find(asked.begin(), asked.end(), job) == asked.end()) asked.push_back(job);
  return {};
}

Result<std::vector<std::string>> FakeJobs::asked() {
  HUB_CHECK(session_.enter());
  return *session_.tables.askedJobs;
}

Result<std::optional<JobRun>> FakeJobs::last(const std::string& job) {
  HUB_CHECK(session_.enter());
  std::optional<JobRun> latest;
  for (const auto& [id, row] : *session_.tables.jobs) {
    if (row.run.job != job || !row.run.finished) continue;
    if (!latest || row.run.planned > latest->planned) latest = row.run;
  }
  return latest;
}

Result<std::vector<JobRun>> FakeJobs::list(std::uint32_t limit, const std::optional<std::string>& job) {
  HUB_CHECK(session_.enter());
  std::vector<JobRun> result;
  for (const auto& [id, row] : *session_.tables.jobs | std::views::reverse) {
    if (job && row.run.job != *job) continue;
    if (result.size() == limit) break;
    result.push_back(asRead(row, session_.storage.time()));
  }
  return result;
}

Result<void> FakeAudit::append(const hub::AuditEvent& event) {
  HUB_CHECK(session_.enter());
  session_.tables.audit.edit().push_back(event);
  return {};
}

Result<std::vector<hub::AuditEvent>> FakeAudit::list(std::uint32_t limit) {
  HUB_CHECK(session_.enter());
  const auto& all = *session_.tables.audit;
  const auto count = std::min<std::size_t>(limit, all.size());
  return std::vector<hub::AuditEvent>(all.rbegin(), all.rbegin() + static_cast<std::ptrdiff_t>(count));
}

}  // namespace fakes
