#include "hub/app/job_metrics.h"

#include <gtest/gtest.h>

namespace hub::app {
namespace {

TEST(JobMetrics, ShowEachJob) {
  jobs::JobFigures failed;
  failed.failures = 3;
  jobs::JobFigures good;
  good.lastSuccess = TimePoint(std::chrono::milliseconds(1'795'000'000'250));
  good.lastTook = std::chrono::milliseconds(1500);
  good.running = true;
  MetricText text;

  writeJobs(text, {{"tag_push/national", failed}, {"quality_daily", good}});

  const std::string written = text.take();
  const auto has = [&](const char* line) { return written.find(std::string(line) + "\n") != written.npos; };
  EXPECT_TRUE(has(R"(nenghub_job_last_success_timestamp_seconds{job="quality_daily"} 1795000000.250)"));
  EXPECT_TRUE(has(R"(nenghub_job_last_duration_seconds{job="quality_daily"} 1.500)"));
  EXPECT_TRUE(has(R"(nenghub_job_failures_total{job="tag_push/national"} 3)"));
  EXPECT_TRUE(has(R"(nenghub_job_running_ratio{job="quality_daily"} 1)"));
  EXPECT_TRUE(has(R"(nenghub_job_running_ratio{job="tag_push/national"} 0)"));
  EXPECT_EQ(written.find(R"(timestamp_seconds{job="tag_push/national"})"), written.npos);
}

TEST(JobMetrics, ShowByHowMuchTheClockDiffers) {
  MetricText text;

  writeClocks(text, {{"database", std::chrono::milliseconds(-86'400'000)},
                     {"province.example:443", std::chrono::milliseconds(12)}});

  const std::string written = text.take();
  EXPECT_NE(written.find("nenghub_clock_offset_seconds{against=\"database\"} -86400.000\n"), written.npos);
  EXPECT_NE(written.find("{against=\"province.example:443\"} 0.012\n"), written.npos);
}

}  // namespace
}  // namespace hub::app
