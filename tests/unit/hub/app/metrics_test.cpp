#include "hub/app/metrics.h"

#include <gtest/gtest.h>

#include <set>
#include <sstream>

namespace hub::app {
namespace {

std::string textOf(const Metrics& metrics) {
  MetricText text;
  metrics.write(text);
  return text.take();
}

bool has(const std::string& text, const std::string& line) { return text.find(line + "\n") != text.npos; }

TEST(Metrics, CountsRequestsByOperationAndStatus) {
  Metrics metrics;
  metrics.countRequest("versionCheck", 200, 10, std::chrono::milliseconds(2));
  metrics.countRequest("versionCheck", 200, 10, std::chrono::milliseconds(2));
  metrics.countRequest("versionCheck", 403, 10, std::chrono::milliseconds(2));

  const std::string text = textOf(metrics);

  EXPECT_TRUE(has(text, R"(nenghub_requests_total{operation="versionCheck",status="200"} 2)"));
  EXPECT_TRUE(has(text, R"(nenghub_requests_total{operation="versionCheck",status="403"} 1)"));
  EXPECT_TRUE(has(text, R"(nenghub_request_bytes_total{operation="versionCheck"} 30)"));
}

TEST(Metrics, CountsVerdictsByRule) {
  Metrics metrics;
  metrics.countVerdicts({.findings = {{"negative", 2}}, .quarantined = 3});
  metrics.countVerdicts({.findings = {{"negative", 1}, {"late", 1}}, .quarantined = 0});

  const std::string text = textOf(metrics);

  EXPECT_TRUE(has(text, R"(nenghub_findings_total{rule="negative"} 3)"));
  EXPECT_TRUE(has(text, R"(nenghub_findings_total{rule="late"} 1)"));
  EXPECT_TRUE(has(text, "nenghub_quarantined_records_total 3"));
}

TEST(Metrics, HistogramIsCumulative) {
  Metrics metrics;
  metrics.countRequest("a", 200, 0, std::chrono::microseconds(1000));
  metrics.countRequest("a", 200, 0, std::chrono::milliseconds(200));
  metrics.countRequest("a", 200, 0, std::chrono::seconds(60));

  const std::string text = textOf(metrics);

  EXPECT_TRUE(has(text, R"(nenghub_request_seconds_bucket{operation="a",le="0.001"} 1)"));
  EXPECT_TRUE(has(text, R"(nenghub_request_seconds_bucket{operation="a",le="0.1"} 1)"));
  EXPECT_TRUE(has(text, R"(nenghub_request_seconds_bucket{operation="a",le="0.5"} 2)"));
  EXPECT_TRUE(has(text, R"(nenghub_request_seconds_bucket{operation="a",le="+Inf"} 3)"));
  EXPECT_TRUE(has(text, R"(nenghub_request_seconds_count{operation="a"} 3)"));
  EXPECT_TRUE(has(text, R"(nenghub_request_seconds_sum{operation="a"} 60.201)"));
}

TEST(Metrics, CountsWhatLanesDo) {
  Metrics metrics;
  delivery::LaneCounts counts;
  counts.delivered = 3;
  counts.queued = 1;
  counts.givenBack = 2;
  metrics.countLane("province", counts);
  metrics.countLane("province", counts);

  const std::string text = textOf(metrics);

  EXPECT_TRUE(has(text, R"(nenghub_deliveries_total{peer="province",outcome="delivered"} 6)"));
  EXPECT_TRUE(has(text, R"(nenghub_deliveries_total{peer="province",outcome="queued"} 2)"));
  EXPECT_TRUE(has(text, R"(nenghub_deliveries_total{peer="province",outcome="given_back"} 4)"));
}

TEST(Metrics, AddsTolerancesOfAllPeers) {
  Metrics metrics;
  metrics.countTolerated({{PeerId{1}, "OQ-12", 3, {}}, {PeerId{2}, "OQ-12", 4, {}}});
  metrics.countTolerated({{PeerId{1}, "OQ-12", 1, {}}});

  EXPECT_TRUE(has(textOf(metrics), R"(nenghub_wire_tolerated_total{row="OQ-12"} 8)"));
}

TEST(Metrics, EscapesLabels) {
  Metrics metrics;
  metrics.countRequest("a\"\\\n", 200, 0, std::chrono::seconds(0));

  EXPECT_TRUE(has(textOf(metrics), R"(nenghub_requests_total{operation="a\"\\\n",status="200"} 1)"));
}

TEST(Metrics, EveryNameHasThePrefixAndHelp) {
  std::set<std::string> names;
  for (const MetricName& metric : kMetrics) {
    EXPECT_TRUE(std::string(metric.name).starts_with("nenghub_"));
    EXPECT_NE(std::string(metric.help), "");
    EXPECT_TRUE(names.insert(metric.name).second) << metric.name;
    EXPECT_EQ(std::string(metric.type) == "counter", std::string(metric.name).ends_with("_total"))
        << metric.name;
  }
}

}  // namespace
}  // namespace hub::app
