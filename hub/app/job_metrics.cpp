#include "hub/app/job_metrics.h"

#include <array>
#include <cstdio>

namespace hub::app {
namespace {

std::string secondsOf(std::chrono::milliseconds time) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.3f", std::chrono::duration<double>(time).count());
  return text.data();
}

}  // namespace

void writeJobs(MetricText& text, const std::map<std::string, jobs::JobFigures>& jobs) {
  text.family("nenghub_job_last_success_timestamp_seconds");
  for (const auto& [name, job] : jobs)
    if (job.lastSuccess) text.sample({}, {{"job", name}}, secondsOf(job.lastSuccess->time_since_epoch()));
  text.family("nenghub_job_last_duration_seconds");
  for (const auto& [name, job] : jobs)
    if (job.lastTook) text.sample({}, {{"job", name}}, secondsOf(*job.lastTook));
  text.family("nenghub_job_failures_total");
  for (const auto& [name, job] : jobs) text.sample({{"job", name}}, job.failures);
  text.family("nenghub_job_running_ratio");
  for (const auto& [name, job] : jobs) text.sample({{"job", name}}, job.running ? 1 : 0);
}

void writeClocks(MetricText& text, const std::map<std::string, std::chrono::milliseconds>& offsets) {
  text.family("nenghub_clock_offset_seconds");
  for (const auto& [against, offset] : offsets) text.sample({}, {{"against", against}}, secondsOf(offset));
}

}  // namespace hub::app
