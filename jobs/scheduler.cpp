#include "jobs/scheduler.h"

#include <algorithm>

#include "jobs/job_alert.h"

namespace hub::jobs {
namespace {

constexpr std::uint32_t kRunsToSearch = 100;
constexpr std::chrono::seconds kJumpMin{60};

std::string wordsOf(const Error& error) {
  if (error.detail.empty()) return error.cause;
  return error.cause.empty() ? error.detail : error.detail + " (" + error.cause + ")";
}

}  // namespace

struct Scheduler::Look {
  TimePoint now{};
  std::optional<JobRun> last;  // the latest kept
  std::optional<JobRun> left;  // begun and not finished: still runs, or its process is gone
};

struct Scheduler::Wanted {
  TimePoint planned{};
  bool asked = false;
};

/// The right to look at a job: one thread of this process at a time, and a thread is left for short ones.
class Scheduler::Place {
 public:
  Place(Scheduler& scheduler, const Job& job, bool isAsked) : scheduler_(scheduler), job_(job) {
    const std::lock_guard lock(scheduler_.stateMutex_);
    const std::uint32_t longMax = std::max(scheduler_.settings_.threads, 2u) - 1;
    if (job.isLong() && scheduler_.longInHand_ >= longMax) return;
    const auto now = std::chrono::steady_clock::now();
    const auto looked = scheduler_.lookedAt_.find(job.name());
    const bool isRecent =
        looked != scheduler_.lookedAt_.end() && now - looked->second < scheduler_.settings_.lookPeriod;
    if (isRecent && !isAsked) return;
    taken_ = scheduler_.inHand_.insert(job.name()).second;
    if (!taken_) return;
    scheduler_.lookedAt_[job.name()] = now;
    if (job.isLong()) ++scheduler_.longInHand_;
  }
  ~Place() {
    if (!taken_) return;
    const std::lock_guard lock(scheduler_.stateMutex_);
    scheduler_.inHand_.erase(job_.name());
    if (job_.isLong()) --scheduler_.longInHand_;
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  explicit operator bool() const { return taken_; }

 private:
  Scheduler& scheduler_;
  const Job& job_;
  bool taken_ = false;
};

int Scheduler::runDue(std::stop_token stop) {
  const auto jobs = jobs_();
  if (!jobs) {
    log_.error("jobs_unavailable", {{"cause", wordsOf(jobs.error())}, {"do", "check the database"}});
    return 0;
  }
  const auto asked = askedFor();
  int count = 0;
  for (const auto& job : *jobs) {
    if (stop.stop_requested()) break;
    const bool isAsked = asked.contains(job->name());
    const Place place(*this, *job, isAsked);
    if (!place || !runOne(*job, isAsked, stop)) continue;
    ++count;
    if (job->isLong()) break;  // the list may be out of date by now
  }
  return count;
}

std::set<std::string> Scheduler::askedFor() {
  const auto asked = inUnit(storage_, [](UnitOfWork& work) { return work.jobs().asked(); });
  if (!asked) return {};
  return {asked->begin(), asked->end()};
}

Result<Scheduler::Look> Scheduler::lookAt(const Job& job) {
  const std::string name = job.name();
  return inUnit(storage_, [&](UnitOfWork& work) -> Result<Look> {
    Look look;
    HUB_TRY(now, work.time());
    HUB_TRY(last, lastKept(work, name, now));
    HUB_TRY(latest, work.jobs().list(1, name));
    look.now = now;
    look.last = last;
    if (!latest.empty() && latest.front().started && !latest.front().finished) look.left = latest.front();
    return look;
  });
}

// A run whose appointment lies in the future keeps nothing now. If the store's clock goes as it always has,
// that run was made while it was wrong, and the appointment is kept again when its time comes. If the clock
// has just been set back, the run was in time, and is not made twice.
Result<std::optional<JobRun>> Scheduler::lastKept(UnitOfWork& work, const std::string& job, TimePoint now) {
  HUB_TRY(last, work.jobs().last(job));
  const bool onCourse = isOnCourse(now);
  if (last && last->planned > now && onCourse) noteAhead(job, last->planned);
  const auto ahead = runAhead(job);
  const auto isVoid = [&](const JobRun& run) { return run.planned > now || run.planned == ahead; };
  std::optional<JobRun> kept = last, success = last;
  if (last && (isVoid(*last) || (!last->ok && !isKnown(job)))) {
    HUB_TRY(runs, work.jobs().list(kRunsToSearch, job));
    kept.reset();
    success.reset();
    for (const JobRun& run : runs) {
      if (!run.finished || isVoid(run)) continue;
      if (!kept || run.planned > kept->planned) kept = run;
      if (run.ok && (!success || run.planned > success->planned)) success = run;
    }
  }
  const std::lock_guard lock(stateMutex_);
  JobFigures& figures = figures_[job];
  if (success && success->ok) figures.lastSuccess = success->finished;
  if (kept && kept->started && kept->finished) figures.lastTook = *kept->finished - *kept->started;
  return kept;
}

bool Scheduler::isOnCourse(TimePoint now) {
  const milliseconds offset = now.time_since_epoch() - settings_.steady();
  const std::lock_guard lock(stateMutex_);
  if (!course_) course_ = offset;
  const bool isSame = std::chrono::abs(offset - *course_) <= kJumpMin;
  if (isSame) course_ = offset;  // clocks drift
  return isSame;
}

void Scheduler::noteAhead(const std::string& job, TimePoint planned) {
  const std::lock_guard lock(stateMutex_);
  ahead_[job] = planned;
}

bool Scheduler::isKnown(const std::string& job) const {
  const std::lock_guard lock(stateMutex_);
  return figures_.contains(job);
}

TimePoint Scheduler::appointment(const Job& job, const Look& look) const {
  const auto& last = look.last;
  TimePoint next = job.next(look.now, last ? std::optional(last->planned) : std::nullopt);
  // The store knows it as kept, so it is made up for under a time of its own.
  if (next == runAhead(job.name())) next += std::chrono::seconds(1);
  if (!last || last->ok || !last->finished) return next;
  return std::min(next, std::min(*last->finished, look.now) + settings_.retry);
}

std::optional<TimePoint> Scheduler::runAhead(const std::string& job) const {
  const std::lock_guard lock(stateMutex_);
  const auto found = ahead_.find(job);
  return found == ahead_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Scheduler::Wanted> Scheduler::wantedRun(const Job& job, const Look& look, bool isAsked) const {
  if (look.left && look.left->asked) return Wanted{look.left->planned, true};
  if (isAsked) return Wanted{look.now, true};
  const TimePoint planned = appointment(job, look);
  if (planned > look.now) return std::nullopt;
  return Wanted{planned, false};
}

bool Scheduler::runOne(Job& job, bool isAsked, const std::stop_token& stop) {
  const auto look = lookAt(job);
  if (!look) {
    log_.error("job_unknown_state", {{"job", job.name()}, {"cause", wordsOf(look.error())}});
    return false;
  }
  const auto wanted = wantedRun(job, *look, isAsked);
  if (!wanted) return false;
  const auto run = inUnit(storage_, [&](UnitOfWork& work) {
    return work.jobs().claim(job.name(), wanted->planned, settings_.worker, look->now, settings_.lease,
                             wanted->asked);
  });
  if (!run) {
    log_.error("job_not_claimed", {{"job", job.name()}, {"cause", wordsOf(run.error())}});
    return false;
  }
  if (!*run) return false;
  static_cast<void>(perform(job, **run, *look, stop));
  return true;
}

Result<std::string> Scheduler::perform(Job& job, const JobRun& run, const Look& look,
                                       const std::stop_token& stop) {
  const auto begun = std::chrono::steady_clock::now();
  std::stop_source source;
  {
    const std::lock_guard lock(stateMutex_);
    running_[run.id] = {run, source, begun};
    figures_[job.name()].running = true;
  }
  const Result<std::string> outcome = [&] {
    const std::stop_callback ends(stop, [&source] { source.request_stop(); });
    const bool isTakenUp = look.left && look.left->id == run.id;
    return guardedRun(job, {look.now, source.get_token(), isTakenUp});
  }();
  const auto took =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);
  {
    const std::lock_guard lock(stateMutex_);
    running_.erase(run.id);
    figures_[job.name()].running = false;
  }
  if (!outcome && source.stop_requested())
    giveBack(run);
  else
    finish(run, outcome, look, took);
  return outcome;
}

void Scheduler::giveBack(const JobRun& run) {
  const auto given =
      inUnit(storage_, [&](UnitOfWork& work) { return work.jobs().extend(run, std::chrono::seconds(0)); });
  log_.warn("job_stopped", {{"job", run.job}, {"by", given ? "the end of the process" : "a lost lease"}});
}

void Scheduler::finish(const JobRun& run, const Result<std::string>& outcome, const Look& look,
                       std::chrono::milliseconds took) {
  const std::string words = outcome ? *outcome : wordsOf(outcome.error());
  const bool failedBefore = look.last && !look.last->ok;
  const auto noted = inUnit(storage_, [&](UnitOfWork& work) -> Result<TimePoint> {
    HUB_TRY(now, work.time());
    HUB_CHECK(work.jobs().finish(run, outcome.has_value(), words, now));
    if (failedBefore && outcome) HUB_CHECK(work.alerts().end(kJobFailed, run.job, now));
    if (failedBefore && !outcome) HUB_CHECK(work.alerts().raise(jobFailedAlert(run.job, words, now)));
    return now;
  });
  if (outcome)
    log_.info("job_done", {{"job", run.job}, {"result", words}, {"ms", std::int64_t{took.count()}}});
  else
    log_.warn("job_failed", {{"job", run.job},
                             {"cause", words},
                             {"ms", std::int64_t{took.count()}},
                             {"do", "nenghub jobs history --job " + run.job}});
  if (!noted) log_.error("job_not_noted", {{"job", run.job}, {"cause", wordsOf(noted.error())}});
  const std::lock_guard lock(stateMutex_);
  JobFigures& figures = figures_[run.job];
  figures.lastTook = took;
  if (!outcome) ++figures.failures;
  if (outcome && noted) figures.lastSuccess = *noted;
}

void Scheduler::beat() {
  const auto running = [&] {
    const std::lock_guard lock(stateMutex_);
    return running_;
  }();
  for (const auto& [id, one] : running) beatOne(one);
}

void Scheduler::beatOne(const Running& one) {
  const auto now = std::chrono::steady_clock::now();
  const auto extended =
      inUnit(storage_, [&](UnitOfWork& work) { return work.jobs().extend(one.run, settings_.lease); });
  if (extended) {
    const std::lock_guard lock(stateMutex_);
    const auto found = running_.find(one.run.id);
    if (found != running_.end()) found->second.heldSince = now;
    return;
  }
  log_.warn("job_beat_failed", {{"job", one.run.job}, {"cause", wordsOf(extended.error())}});
  const bool mayBeLost = now - one.heldSince > settings_.lease;
  if (extended.error().failure == Failure::leaseLost || mayBeLost) std::stop_source(one.stop).request_stop();
}

Result<std::string> Scheduler::runNow(const std::string& name, std::stop_token stop) {
  HUB_TRY(jobs, jobs_());
  for (const auto& job : jobs) {
    if (job->name() != name) continue;
    HUB_TRY(look, lookAt(*job));
    HUB_TRY(run, askedByUs(name, look.now));
    return perform(*job, run, look, stop);
  }
  return fail(Failure::missing, {}, "no job " + name + " (nenghub jobs list)");
}

// The wish and the run come in one unit: when somebody runs it, no wish is left behind.
Result<JobRun> Scheduler::askedByUs(const std::string& job, TimePoint now) {
  return inUnit(storage_, [&](UnitOfWork& work) -> Result<JobRun> {
    HUB_CHECK(work.jobs().ask(job, settings_.worker, now));
    HUB_TRY(run, work.jobs().claim(job, now, settings_.worker, now, settings_.lease, true));
    if (!run) return fail(Failure::busy, {}, job + " is running already");
    return *run;
  });
}

Result<std::vector<Scheduler::Plan>> Scheduler::plan() {
  HUB_TRY(jobs, jobs_());
  std::vector<Plan> plans;
  for (const auto& job : jobs) {
    HUB_TRY(look, lookAt(*job));
    Plan one{job->name(), look.now, appointment(*job, look), look.last, {}};
    if (look.left && look.left->held) one.running = look.left;
    plans.push_back(std::move(one));
  }
  return plans;
}

std::map<std::string, JobFigures> Scheduler::figures() const {
  const std::lock_guard lock(stateMutex_);
  return figures_;
}

}  // namespace hub::jobs
