// What /metrics says about jobs and clocks.
#pragma once

#include <map>
#include <string>

#include "hub/app/metrics.h"
#include "jobs/scheduler.h"

namespace hub::app {

void writeJobs(MetricText& text, const std::map<std::string, jobs::JobFigures>& jobs);
/// By how much the clock here is ahead of each other one.
void writeClocks(MetricText& text, const std::map<std::string, std::chrono::milliseconds>& offsets);

}  // namespace hub::app
