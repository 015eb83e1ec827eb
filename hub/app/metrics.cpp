#include "hub/app/metrics.h"

#include <algorithm>
#include <cassert>

namespace hub::app {
namespace {

std::string escaped(std::string_view label) {
  std::string out;
  for (const char c : label) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out;
}

std::string decimal(double value) {
  std::string text = std::to_string(value);
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return text;
}

}  // namespace

void MetricText::family(std::string_view name) {
  const auto* const found = std::find_if(std::begin(kMetrics), std::end(kMetrics),
                                         [&](const MetricName& one) { return name == one.name; });
  assert(found != std::end(kMetrics));
  family_ = name;
  out_ += "# HELP " + family_ + " " + found->help + "\n# TYPE " + family_ + " " + found->type + "\n";
}

void MetricText::sample(std::string_view suffix, const Labels& labels, const std::string& value) {
  out_.append(family_).append(suffix);
  std::string inside;
  for (const auto& [name, label] : labels) {
    inside.append(inside.empty() ? "" : ",").append(name);
    inside.append("=\"").append(escaped(label)).append("\"");
  }
  if (!inside.empty()) out_.append("{").append(inside).append("}");
  out_.append(" ").append(value).append("\n");
}

void Metrics::countRequest(std::string_view operation, int status, std::size_t bytes,
                           std::chrono::microseconds took) {
  const double seconds = std::chrono::duration<double>(took).count();
  const auto bucket = std::lower_bound(kBounds.begin(), kBounds.end(), seconds) - kBounds.begin();
  const std::lock_guard lock(countsMutex_);
  auto found = operations_.find(operation);
  if (found == operations_.end()) found = operations_.emplace(std::string(operation), Operation{}).first;
  ++found->second.byStatus[status];
  ++found->second.buckets[static_cast<std::size_t>(bucket)];
  found->second.bytes += bytes;
  found->second.seconds += seconds;
}

void Metrics::countLane(const std::string& peer, const delivery::LaneCounts& counts) {
  const std::lock_guard lock(countsMutex_);
  delivery::LaneCounts& total = lanes_[peer];
  total.delivered += counts.delivered;
  total.waiting += counts.waiting;
  total.queued += counts.queued;
  total.needsAttention += counts.needsAttention;
  total.lost += counts.lost;
  total.givenBack += counts.givenBack;
}

void Metrics::countTolerated(const std::vector<ToleranceCount>& counts) {
  const std::lock_guard lock(countsMutex_);
  for (const ToleranceCount& one : counts) tolerated_[one.row] += one.count;
}

void Metrics::countVerdicts(const exchange::VerdictCounts& counts) {
  if (counts.findings.empty() && counts.quarantined == 0) return;
  const std::lock_guard lock(countsMutex_);
  for (const auto& [rule, count] : counts.findings) verdicts_.findings[rule] += count;
  verdicts_.quarantined += counts.quarantined;
}

void Metrics::write(MetricText& text) const {
  const std::lock_guard lock(countsMutex_);
  text.family("nenghub_requests_total");
  for (const auto& [name, operation] : operations_)
    for (const auto& [status, count] : operation.byStatus)
      text.sample({{"operation", name}, {"status", std::to_string(status)}}, count);
  text.family("nenghub_request_bytes_total");
  for (const auto& [name, operation] : operations_) text.sample({{"operation", name}}, operation.bytes);
  writeTimes(text);
  text.family("nenghub_deliveries_total");
  for (const auto& [peer, lane] : lanes_) {
    text.sample({{"peer", peer}, {"outcome", "delivered"}}, lane.delivered);
    text.sample({{"peer", peer}, {"outcome", "failed"}}, lane.waiting);
    text.sample({{"peer", peer}, {"outcome", "queued"}}, lane.queued);
    text.sample({{"peer", peer}, {"outcome", "needs_attention"}}, lane.needsAttention);
    text.sample({{"peer", peer}, {"outcome", "lease_lost"}}, lane.lost);
    text.sample({{"peer", peer}, {"outcome", "given_back"}}, lane.givenBack);
  }
  text.family("nenghub_wire_tolerated_total");
  for (const auto& [row, count] : tolerated_) text.sample({{"row", row}}, count);
  text.family("nenghub_findings_total");
  for (const auto& [rule, count] : verdicts_.findings) text.sample({{"rule", rule}}, count);
  text.family("nenghub_quarantined_records_total");
  text.sample({}, verdicts_.quarantined);
}

void Metrics::writeTimes(MetricText& text) const {
  text.family("nenghub_request_seconds");
  for (const auto& [name, operation] : operations_) {
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < operation.buckets.size(); ++i) {
      total += operation.buckets[i];
      const std::string bound = i < kBounds.size() ? decimal(kBounds[i]) : "+Inf";
      text.sample("_bucket", {{"operation", name}, {"le", bound}}, std::to_string(total));
    }
    text.sample("_sum", {{"operation", name}}, decimal(operation.seconds));
    text.sample("_count", {{"operation", name}}, std::to_string(total));
  }
}

}  // namespace hub::app
