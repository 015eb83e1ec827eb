#include "jobs/upkeep.h"

#include <exception>

namespace hub::jobs {
namespace {

Result<std::string> guarded(Job& job, TimePoint now) {
  try {
    return job.runOnce(now);
  } catch (const std::exception& thrown) {
    return fail(Failure::internal, {}, std::string("exception: ") + thrown.what());
  }
}

}  // namespace

int Upkeep::runDue() {
  int count = 0;
  for (const auto& job : jobs_) {
    const TimePoint now = clock_.now();
    const auto kept = kept_.find(job.get());
    const TimePoint planned =
        job->next(now, kept == kept_.end() ? std::nullopt : std::optional(kept->second));
    if (planned > now) continue;
    kept_[job.get()] = planned;
    perform(*job, now);
    ++count;
  }
  return count;
}

void Upkeep::finish() {
  for (const auto& job : jobs_) perform(*job, clock_.now());
}

void Upkeep::perform(Job& job, TimePoint now) {
  const auto outcome = guarded(job, now);
  if (!outcome) log_.warn("upkeep_failed", {{"job", job.name()}, {"cause", outcome.error().cause}});
}

}  // namespace hub::jobs
