// Which jobs this node has, from its configuration and its peers. A new job is one line in jobs_of.cpp.
#pragma once

#include "hub/app/config.h"
#include "hub/delivery/surroundings.h"
#include "jobs/scheduler.h"

namespace hub::app {

/// Reads the peers. `around` and `config` outlive the jobs.
Result<jobs::JobList> jobsOf(const delivery::Surroundings& around, const Config& config);

/// 0 to 1800 s after the upload time, the same for a provinceId every day (OQ-17).
std::chrono::seconds uploadOffset(std::string_view provinceId, const Crypto& crypto);

}  // namespace hub::app
