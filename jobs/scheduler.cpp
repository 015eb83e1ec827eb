#include "jobs/scheduler.h"

#include <algorithm>
#include <exception>

namespace hub::jobs {
namespace {

std::string wordsOf(const Error& error) {
  if (error.detail.empty()) return error.cause;
  return error.cause.empty() ? error.detail : error.detail + " (" + error.cause + ")";
}

// A job that throws must not end the others; what it threw stands in the log.
Result<std::string> guarded(Job& job, TimePoint now) {
  try {
    return job.runOnce(now);
  } catch (const std::exception& thrown) {
    return fail(Failure::internal, {}, std::string("exception: ") + thrown.what());
  } catch (...) {
    return fail(Failure::internal, {}, "unknown exception");
  }
}

}  // namespace

int Scheduler::runDue(const std::function<bool()>& stopping) {
  const auto jobs = jobs_();
  if (!jobs) {
    log_.error("jobs_unavailable", {{"cause", wordsOf(jobs.error())}, {"do", "check the database"}});
    return 0;
  }
  int count = 0;
  for (const auto& job : *jobs) {
    if (stopping()) break;
    if (runOne(*job)) ++count;
  }
  return count;
}

TimePoint Scheduler::appointment(const Job& job, const std::optional<JobRun>& last) const {
  const TimePoint next = job.next(clock_.now(), last ? std::optional(last->planned) : std::nullopt);
  if (!last || last->ok || !last->finished) return next;
  return std::min(next, *last->finished + settings_.retry);
}

bool Scheduler::runOne(Job& job) {
  const auto last = lastOf(job);
  if (!last) {
    log_.error("job_unknown_state", {{"job", job.name()}, {"cause", wordsOf(last.error())}});
    return false;
  }
  const TimePoint now = clock_.now();
  const TimePoint planned = appointment(job, *last);
  if (planned > now) return false;
  const auto run = inUnit(storage_, [&](UnitOfWork& work) {
    return work.jobs().claim(job.name(), planned, settings_.worker, now, settings_.lease);
  });
  if (!run) {
    log_.error("job_not_claimed", {{"job", job.name()}, {"cause", wordsOf(run.error())}});
    return false;
  }
  if (!*run) return false;
  perform(job, **run);
  return true;
}

Result<std::string> Scheduler::perform(Job& job, const JobRun& run) {
  const TimePoint started = clock_.now();
  const Result<std::string> outcome = guarded(job, started);
  const std::string words = outcome ? *outcome : wordsOf(outcome.error());
  const TimePoint ended = clock_.now();
  const auto finished = inUnit(
      storage_, [&](UnitOfWork& work) { return work.jobs().finish(run, outcome.has_value(), words, ended); });
  const std::int64_t took = (ended - started).count();
  if (outcome)
    log_.info("job_done", {{"job", job.name()}, {"result", words}, {"ms", took}});
  else
    log_.warn("job_failed",
              {{"job", job.name()}, {"cause", words}, {"ms", took}, {"do", "nenghub jobs list"}});
  if (!finished) log_.error("job_not_noted", {{"job", job.name()}, {"cause", wordsOf(finished.error())}});
  return outcome;
}

Result<std::string> Scheduler::runNow(const std::string& name) {
  HUB_TRY(jobs, jobs_());
  for (const auto& job : jobs) {
    if (job->name() != name) continue;
    const TimePoint now = clock_.now();
    HUB_TRY(run, inUnit(storage_, [&](UnitOfWork& work) {
              return work.jobs().claim(name, now, settings_.worker, now, settings_.lease);
            }));
    if (!run) return fail(Failure::busy, {}, name + " is running already");
    return perform(*job, *run);
  }
  return fail(Failure::missing, {}, "no job " + name);
}

Result<std::vector<Scheduler::Plan>> Scheduler::plan() {
  HUB_TRY(jobs, jobs_());
  std::vector<Plan> plans;
  for (const auto& job : jobs) {
    HUB_TRY(last, lastOf(*job));
    plans.push_back({job->name(), appointment(*job, last), last});
  }
  return plans;
}

Result<std::optional<JobRun>> Scheduler::lastOf(const Job& job) {
  return inUnit(storage_, [&](UnitOfWork& work) { return work.jobs().last(job.name()); });
}

}  // namespace hub::jobs
