#include "hub/delivery/lane.h"

#include <cassert>

namespace hub::delivery {

Lane::Lane(Surroundings surroundings, PeerId peer, std::string worker, LaneOptions options)
    : around_(surroundings),
      peer_(peer),
      worker_(std::move(worker)),
      options_(options),
      deliverOne_(surroundings) {
  assert(options_.lease > around_.node.timeout + around_.node.uploadTimeout);
}

Result<std::optional<Peer>> Lane::prepare(LaneCounts& counts) {
  return inUnit(around_.storage, [&](UnitOfWork& work) -> Result<std::optional<Peer>> {
    HUB_TRY(released, work.deliveries().releaseExpired(around_.clock.now()));
    counts.released = released;
    return work.peers().find(peer_);
  });
}

// One at a time: a claim that waits behind a slow call would outlive its lease.
Result<std::vector<Delivery>> Lane::claimOne() {
  return inUnit(around_.storage, [&](UnitOfWork& work) {
    return work.deliveries().claim(peer_, worker_, around_.clock.now(), options_.lease, 1);
  });
}

void Lane::rest(const Delivered& delivered) {
  restsUntil_ = around_.clock.now() + *delivered.lanePause;
  if (alerted_) return;
  alerted_ = true;
  around_.log.error("lane_paused", {{"peer", static_cast<std::uint64_t>(peer_)}, {"code", delivered.code}});
}

void Lane::count(const Delivery& delivery, const Delivered& delivered, LaneCounts& counts) {
  const LogField id{"delivery", static_cast<std::uint64_t>(delivery.id)};
  if (delivered.leaseLost) {
    ++counts.lost;
    around_.log.warn("lease_lost", {id});
    return;
  }
  switch (delivered.state) {
    case DeliveryState::delivered:
      ++counts.delivered;
      break;
    case DeliveryState::queued:
      ++counts.queued;
      // G-6.2-2: after the resends communication counts as unavailable.
      around_.log.error("peer_unavailable", {id, {"code", delivered.code}});
      break;
    case DeliveryState::needsAttention:
      ++counts.needsAttention;
      around_.log.error("delivery_needs_attention", {id, {"code", delivered.code}});
      break;
    case DeliveryState::waiting:
    case DeliveryState::claimed:
    case DeliveryState::setAside:
      ++counts.waiting;
      break;
  }
}

Result<LaneCounts> Lane::runOnce(std::stop_token stop) {
  LaneCounts counts;
  counts.paused = restsUntil_ && around_.clock.now() < *restsUntil_;
  if (counts.paused) return counts;
  HUB_TRY(peer, prepare(counts));
  if (!peer || peer->suspended) return counts;
  while (counts.handled() < options_.most && !stop.stop_requested()) {
    HUB_TRY(claimed, claimOne());
    if (claimed.empty()) break;
    HUB_TRY(delivered, deliverOne_.run(*peer, claimed.front()));
    count(claimed.front(), delivered, counts);
    if (delivered.lanePause) {
      rest(delivered);
      counts.paused = true;
      break;
    }
    if (delivered.called) alerted_ = false;
  }
  return counts;
}

}  // namespace hub::delivery
