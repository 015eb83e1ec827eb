// The threads that deliver: a set for each peer above us or with a G address, so that no peer delays another
// (design.md 5).
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "hub/app/config.h"
#include "hub/app/metrics.h"
#include "hub/delivery/lane.h"

namespace hub::app {

/// Whether anything is ever queued for this peer.
bool hasLane(const Peer& peer);

/// Starts at once: one thread looks for new peers every few seconds, and `threads` deliver for each. All are
/// joined by the destructor; running calls should be ended first (CurlPartner::stop).
class Lanes {
 public:
  Lanes(delivery::Surroundings surroundings, DeliveryConfig config, std::string worker, Metrics& metrics);
  ~Lanes();
  /// No delivery begins after this; those under way go on. May be called twice.
  void requestStop();
  Lanes(const Lanes&) = delete;
  Lanes& operator=(const Lanes&) = delete;

 private:
  void watch(std::stop_token stop);
  void addNew();
  void deliver(std::stop_token stop, const Peer& peer, const std::string& worker);
  void rest(std::stop_token stop, std::chrono::milliseconds time);

  delivery::Surroundings around_;
  DeliveryConfig config_;
  std::string worker_;
  Metrics& metrics_;
  std::mutex restMutex_;
  std::condition_variable_any rested_;
  std::map<PeerId, std::vector<std::jthread>>
      threads_;  // touched by the watching thread only, until it has ended
  std::jthread watcher_;
};

}  // namespace hub::app
