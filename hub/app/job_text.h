// Words for what a job is doing, for jobs list|history and doctor.
#pragma once

#include <string>

#include "jobs/scheduler.h"

namespace hub::app {

/// A run that goes on is not late, and who does nothing yet is not either for so long.
inline constexpr std::chrono::minutes kJobLate{15};

/// running, late, due or waiting.
std::string jobWord(const jobs::Scheduler::Plan& plan);
/// ok, failed, running, or left: begun, and its process is gone. A serving process takes it up.
std::string outcomeWord(const JobRun& run);
/// The same; never when there is no run.
std::string outcomeWord(const std::optional<JobRun>& run);

}  // namespace hub::app
