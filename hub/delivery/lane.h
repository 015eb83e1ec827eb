// The lane to one peer: what is due goes out, one after the other (design.md 5). Who runs it how often is
// decided where the threads are made.
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "hub/delivery/deliver_one.h"

namespace hub::delivery {

struct LaneCounts {
  std::uint64_t released = 0;  // claims of workers that are gone
  std::uint64_t delivered = 0;
  std::uint64_t waiting = 0;  // failed, will be resent
  std::uint64_t queued = 0;   // round used up
  std::uint64_t needsAttention = 0;
  std::uint64_t lost = 0;  // write-backs that came too late
  bool paused = false;     // the lane rests; nothing (more) was tried

  std::uint64_t handled() const { return delivered + waiting + queued + needsAttention + lost; }
};

struct LaneOptions {
  std::uint32_t most = 64;  // deliveries in one run
  std::chrono::seconds lease{
      600};  // outlives every call, so that a slow peer never gets the same delivery twice at once
};

/// Used by one thread; any number of lanes may serve one peer, here and in other processes. One lane never
/// waits for another, so a slow peer delays nobody else.
class Lane {
 public:
  /// `worker` is unique among all workers of all processes.
  Lane(Surroundings surroundings, PeerId peer, std::string worker, LaneOptions options = {});

  /// Takes due deliveries one at a time until there are none, `most` are handled, the lane must rest or
  /// `stop` is asked for. A suspended or unknown peer gets nothing.
  Result<LaneCounts> runOnce(std::stop_token stop = {});

 private:
  Result<std::optional<Peer>> prepare(LaneCounts& counts);
  Result<std::vector<Delivery>> claimOne();
  void count(const Delivery& delivery, const Delivered& delivered, LaneCounts& counts);
  void rest(const Delivered& delivered);

  Surroundings around_;
  PeerId peer_;
  std::string worker_;
  LaneOptions options_;
  DeliverOne deliverOne_;
  std::optional<TimePoint> restsUntil_;
  bool alerted_ = false;  // one alert for each time the lane falls still
};

}  // namespace hub::delivery
