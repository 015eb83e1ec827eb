#include <algorithm>
#include <ranges>

#include "tests/fakes/fake_unit.h"

namespace fakes {

using hub::JobRun;
using hub::Result;
using hub::TimePoint;

namespace {

JobRow& rowFor(FakeSession& session, const std::string& job, TimePoint planned) {
  auto& rows = session.tables.jobs.edit();
  for (auto& [id, row] : rows)
    if (row.run.job == job && row.run.planned == planned) return row;
  const std::uint64_t id = ++session.numbers.job;
  rows[id].run.id = id;
  rows[id].run.job = job;
  rows[id].run.planned = planned;
  return rows[id];
}

}  // namespace

Result<std::optional<JobRun>> FakeJobs::claim(const std::string& job, TimePoint planned,
                                              const std::string& worker, TimePoint now,
                                              std::chrono::seconds lease) {
  HUB_CHECK(session_.enter());
  JobRow& row = rowFor(session_, job, planned);
  const bool runsElsewhere = row.run.started && row.leaseUntil > now;
  if (row.run.finished || runsElsewhere) return std::optional<JobRun>{};
  row.run.started = now;
  row.worker = worker;
  row.leaseUntil = now + lease;
  return std::optional{row.run};
}

Result<void> FakeJobs::finish(const JobRun& run, bool ok, const std::string& result, TimePoint now) {
  HUB_CHECK(session_.enter());
  auto& rows = session_.tables.jobs.edit();
  const auto found = rows.find(run.id);
  if (found == rows.end() || found->second.run.finished || found->second.run.started != run.started)
    return hub::fail(hub::Failure::leaseLost, {}, "this run belongs to somebody else now");
  found->second.run.finished = now;
  found->second.run.ok = ok;
  found->second.run.result = result;
  return {};
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

Result<std::vector<JobRun>> FakeJobs::list(std::uint32_t limit) {
  HUB_CHECK(session_.enter());
  std::vector<JobRun> result;
  for (const auto& [id, row] : *session_.tables.jobs | std::views::reverse) {
    if (result.size() == limit) break;
    result.push_back(row.run);
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
