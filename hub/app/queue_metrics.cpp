#include "hub/app/queue_metrics.h"

#include <map>

#include "hub/app/lanes.h"

namespace hub::app {
namespace {

struct PeerQueue {
  Peer peer;
  QueueDepth depth;
  LaneState lane;
};

struct Waiting {
  std::vector<PeerQueue> queues;
  std::size_t deviceRequests = 0;
  std::map<Severity, std::uint64_t> alerts;
};

Result<Waiting> whatWaits(Storage& storage) {
  return inUnit(storage, [](UnitOfWork& work) -> Result<Waiting> {
    Waiting all;
    HUB_TRY(requests, work.deviceRequests().list(DeviceRequestStore::kRequestsMax));
    all.deviceRequests = requests.size();
    AlertFilter open;
    open.limit = 10'000;
    HUB_TRY(alerts, work.alerts().list(open));
    for (const Alert& alert : alerts) ++all.alerts[alert.severity];
    HUB_TRY(peers, work.peers().platforms());
    for (const Peer& peer : peers) {
      HUB_TRY(depth, work.deliveries().depth(peer.id));
      HUB_TRY(lane, work.lanes().find(peer.id));
      all.queues.push_back({peer, depth, lane});
    }
    return all;
  });
}

void writeDepths(MetricText& text, const std::vector<PeerQueue>& all) {
  text.family("nenghub_queue_deliveries");
  for (const auto& [peer, depth, lane] : all) {
    if (!hasLane(peer)) continue;
    const auto state = [&](DeliveryState which, std::uint64_t count) {
      text.sample({{"peer", peer.name}, {"state", std::string(nameOf(which))}}, count);
    };
    state(DeliveryState::waiting, depth.waiting);
    state(DeliveryState::claimed, depth.claimed);
    state(DeliveryState::queued, depth.queued);
    state(DeliveryState::needsAttention, depth.needsAttention);
    state(DeliveryState::setAside, depth.setAside);
  }
}

void writeLanes(MetricText& text, const std::vector<PeerQueue>& all) {
  text.family("nenghub_lane_paused_ratio");
  for (const auto& [peer, depth, lane] : all)
    if (hasLane(peer)) text.sample({{"peer", peer.name}}, lane.pause ? 1 : 0);
  text.family("nenghub_lane_breaker_ratio");
  for (const auto& [peer, depth, lane] : all)
    for (const auto state : {BreakerState::closed, BreakerState::open, BreakerState::halfOpen})
      if (hasLane(peer))
        text.sample({{"peer", peer.name}, {"state", std::string(nameOf(state))}},
                    lane.breaker.state == state ? 1 : 0);
  text.family("nenghub_lane_failures");
  for (const auto& [peer, depth, lane] : all)
    if (hasLane(peer)) text.sample({{"peer", peer.name}}, lane.breaker.failures);
}

}  // namespace

void writeQueue(MetricText& text, Storage& storage, TimePoint now) {
  auto waits = whatWaits(storage);
  text.family("nenghub_database_up_ratio");
  text.sample({}, waits ? 1 : 0);
  if (!waits) return;
  const auto* all = &waits->queues;
  text.family("nenghub_device_requests");
  text.sample({}, waits->deviceRequests);
  text.family("nenghub_alerts_open");
  for (const Severity severity : {Severity::info, Severity::warning, Severity::critical})
    text.sample({{"severity", std::string(nameOf(severity))}}, waits->alerts[severity]);
  writeDepths(text, *all);
  writeLanes(text, *all);
  text.family("nenghub_queue_oldest_seconds");
  for (const auto& [peer, depth, lane] : *all) {
    if (!hasLane(peer)) continue;
    const auto age =
        depth.oldest ? std::chrono::duration_cast<std::chrono::seconds>(now - *depth.oldest).count() : 0;
    text.sample({{"peer", peer.name}}, static_cast<std::uint64_t>(std::max<std::int64_t>(age, 0)));
  }
  text.family("nenghub_peer_version_check_timestamp_seconds");
  for (const auto& [peer, depth, lane] : *all)
    if (peer.lastVersionCheck)
      text.sample({{"peer", peer.name}},
                  static_cast<std::uint64_t>(peer.lastVersionCheck->time_since_epoch().count() / 1000));
}

}  // namespace hub::app
