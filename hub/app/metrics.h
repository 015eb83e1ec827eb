// Counts of this process in the Prometheus text format. kMetrics is the list of all names that /metrics ever
// shows.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "hub/delivery/lane.h"
#include "hub/exchange/verdict_counts.h"
#include "hub/ports/tolerance.h"

namespace hub::app {

struct MetricName {
  const char* name;
  const char* type;
  const char* help;
};

inline constexpr MetricName kMetrics[] = {
    {"nenghub_build_info", "gauge", "Always 1; version, node and role as labels"},
    {"nenghub_requests_total", "counter", "Requests answered, by operation and HTTP status"},
    {"nenghub_request_seconds", "histogram", "Time to answer, by operation"},
    {"nenghub_request_bytes_total", "counter", "Bytes of request bodies, by operation"},
    {"nenghub_deliveries_total", "counter",
     "Claimed deliveries, by peer and outcome; given_back was not tried"},
    {"nenghub_lane_paused_ratio", "gauge", "1 while a person keeps the lane of a peer from sending"},
    {"nenghub_lane_breaker_ratio", "gauge",
     "1 for the state that the breaker of a lane is in: closed, open or half_open; open sends nothing"},
    {"nenghub_lane_failures", "gauge", "Failures of a lane in a row, of all processes"},
    {"nenghub_queue_deliveries", "gauge", "Deliveries in the queue, by peer and state"},
    {"nenghub_queue_oldest_seconds", "gauge", "Age of the oldest delivery not yet delivered, by peer"},
    {"nenghub_peer_version_check_timestamp_seconds", "gauge", "Last version check of a peer below"},
    {"nenghub_wire_tolerated_total", "counter",
     "Departures from the printed form understood all the same, by row"},
    {"nenghub_findings_total", "counter", "Findings on what arrived, by rule; one for all values of a point"},
    {"nenghub_quarantined_records_total", "counter", "Faulty records kept out of the store"},
    {"nenghub_job_last_success_timestamp_seconds", "gauge", "Last run of a job that ended well"},
    {"nenghub_job_last_duration_seconds", "gauge", "How long the last run of a job took"},
    {"nenghub_job_failures_total", "counter", "Runs of a job in this process that failed"},
    {"nenghub_job_running_ratio", "gauge", "1 while this process runs the job"},
    {"nenghub_clock_offset_seconds", "gauge",
     "By how much the clock here is ahead of others; itself = as it has gone since the process started"},
    {"nenghub_alerts_open", "gauge", "Alerts that are not over, by severity (nenghub alert list)"},
    {"nenghub_device_requests", "gauge", "Enterprises whose device waits for approval"},
    {"nenghub_database_up_ratio", "gauge", "1 when the database answers"},
    {"nenghub_disk_free_bytes", "gauge", "Room on the data volume, when it is watched"},
    {"nenghub_disk_reserve_bytes", "gauge", "Below this, data is refused with 503"},
};

/// One line of the text format after the other; labels are escaped.
class MetricText {
 public:
  using Labels = std::vector<std::pair<const char*, std::string>>;
  /// Writes HELP and TYPE of the family; the samples of a family follow each other. `name` is one of
  /// kMetrics.
  void family(std::string_view name);
  void sample(std::string_view suffix, const Labels& labels, const std::string& value);
  void sample(const Labels& labels, std::uint64_t value) { sample({}, labels, std::to_string(value)); }
  std::string take() { return std::move(out_); }

 private:
  std::string family_;
  std::string out_;
};

/// Thread-safe.
class Metrics final : public exchange::VerdictWatch {
 public:
  void countRequest(std::string_view operation, int status, std::size_t bytes,
                    std::chrono::microseconds took);
  void countLane(const std::string& peer, const delivery::LaneCounts& counts);
  /// Without the peer: there are thousands of devices (nenghub device tolerated names them).
  void countTolerated(const std::vector<ToleranceCount>& counts);
  void countVerdicts(const exchange::VerdictCounts& counts) override;
  void write(MetricText& text) const;

 private:
  static constexpr std::array<double, 9> kBounds = {0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30};
  struct Operation {
    std::map<int, std::uint64_t> byStatus;
    std::array<std::uint64_t, kBounds.size() + 1> buckets{};
    std::uint64_t bytes = 0;
    double seconds = 0;
  };
  void writeTimes(MetricText& text) const;

  mutable std::mutex countsMutex_;
  std::map<std::string, Operation, std::less<>> operations_;
  std::map<std::string, delivery::LaneCounts> lanes_;
  std::map<std::string, std::uint64_t> tolerated_;
  exchange::VerdictCounts verdicts_;
};

}  // namespace hub::app
