#include "hub/app/job_text.h"

namespace hub::app {

std::string jobWord(const jobs::Scheduler::Plan& plan) {
  if (plan.running) return "running";
  if (plan.next > plan.now) return "waiting";
  return plan.next + kJobLate < plan.now ? "late" : "due";
}

std::string outcomeWord(const JobRun& run) {
  if (run.finished) return run.ok ? "ok" : "failed";
  return run.held ? "running" : "left";
}

std::string outcomeWord(const std::optional<JobRun>& run) { return run ? outcomeWord(*run) : "never"; }

}  // namespace hub::app
