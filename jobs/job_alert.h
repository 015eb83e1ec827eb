// The alert of a job that fails again and again.
#pragma once

#include "hub/ports/alert.h"

namespace hub::jobs {

inline constexpr const char* kJobFailed = "job_failed";  // subject: the job

Alert jobFailedAlert(const std::string& job, const std::string& words, TimePoint now);

}  // namespace hub::jobs
