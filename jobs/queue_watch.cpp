#include "jobs/queue_watch.h"

#include <algorithm>

namespace hub::jobs {
namespace {

Alert alertOf(const char* kind, const Peer& peer, std::string text, TimePoint now) {
  return {.kind = kind,
          .subject = peer.name,
          .severity = Severity::warning,
          .text = std::move(text),
          .since = now,
          .last = now};
}

std::vector<Alert> alertsFor(const Peer& peer, const QueueDepth& depth, TimePoint now) {
  std::vector<Alert> alerts;
  if (depth.needsAttention > 0)
    alerts.push_back(alertOf(kQueueNeedsAttention, peer,
                             "发往 " + peer.name + " 的 " + std::to_string(depth.needsAttention) +
                                 " 个批次被对方拒收，需人工处理：nenghub queue list --peer " + peer.name +
                                 " --state needs_attention 查看对方说明，处理后重发或搁置。",
                             now));
  if (depth.oldest && now - *depth.oldest > QueueWatch::kOld) {
    const auto hours = std::chrono::floor<std::chrono::hours>(now - *depth.oldest).count();
    alerts.push_back(alertOf(kQueueOld, peer,
                             "发往 " + peer.name + " 的队列中最早的一批已等待 " + std::to_string(hours) +
                                 " 小时：请用 nenghub lane show " + peer.name +
                                 " 查看通道状态，确认对方可达且未暂停。",
                             now));
  }
  return alerts;
}

Result<std::vector<Alert>> openAlerts(UnitOfWork& work) {
  std::vector<Alert> all;
  for (const char* kind : {kQueueNeedsAttention, kQueueOld}) {
    AlertFilter filter;
    filter.kind = kind;
    filter.limit = 10'000;
    HUB_TRY(some, work.alerts().list(filter));
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

}  // namespace

Result<std::string> QueueWatch::runOnce(const JobContext&) {
  return inUnit(storage_, [](UnitOfWork& work) -> Result<std::string> {
    HUB_TRY(now, work.time());
    HUB_TRY(peers, work.peers().platforms());
    std::vector<Alert> present;
    for (const Peer& peer : peers) {
      HUB_TRY(depth, work.deliveries().depth(peer.id));
      std::ranges::move(alertsFor(peer, depth, now), std::back_inserter(present));
    }
    HUB_TRY(open, openAlerts(work));
    for (const Alert& alert : present) HUB_CHECK(work.alerts().raise(alert));
    for (const Alert& alert : open) {
      const bool stands = std::ranges::any_of(
          present, [&](const Alert& one) { return one.kind == alert.kind && one.subject == alert.subject; });
      if (!stands) HUB_CHECK(work.alerts().end(alert.kind, alert.subject, now));
    }
    return "alerts=" + std::to_string(present.size());
  });
}

}  // namespace hub::jobs
