#include "jobs/upkeep.h"

namespace hub::jobs {

int Upkeep::runDue(std::stop_token stop) {
  int count = 0;
  for (const auto& job : jobs_) {
    if (stop.stop_requested()) break;
    const TimePoint now = clock_.now();
    const auto kept = kept_.find(job.get());
    // An appointment kept in the future: the clock has been set back meanwhile.
    const bool counts = kept != kept_.end() && kept->second <= now;
    const TimePoint planned = job->next(now, counts ? std::optional(kept->second) : std::nullopt);
    if (planned > now) continue;
    kept_[job.get()] = planned;
    perform(*job, {now, stop});
    ++count;
  }
  return count;
}

void Upkeep::finish() {
  for (const auto& job : jobs_)
    if (job->runsAtEnd()) perform(*job, {clock_.now()});
}

void Upkeep::perform(Job& job, const JobContext& context) {
  const auto outcome = guardedRun(job, context);
  if (!outcome && !context.stop.stop_requested())
    log_.warn("upkeep_failed", {{"job", job.name()}, {"cause", outcome.error().cause}});
}

}  // namespace hub::jobs
