// The threads that deliver: a set for each peer above us or with a G address, so that no peer delays another
// (design.md 5).
#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
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

/// Starts at once: one thread looks every few seconds which peers there are and how many workers each lane
/// shall have (LaneSettings::concurrency, `threads` without), one renews the leases of what they hold, and
/// the workers deliver. All are joined by the destructor; running calls should be ended first
/// (CurlPartner::stop).
class Lanes {
 public:
  Lanes(delivery::Surroundings surroundings, DeliveryConfig config, std::string worker, Metrics& metrics);
  ~Lanes();
  /// No delivery begins after this; those under way go on. May be called twice.
  void requestStop();
  Lanes(const Lanes&) = delete;
  Lanes& operator=(const Lanes&) = delete;

 private:
  struct Worker {
    std::shared_ptr<std::atomic<bool>> hasEnded;
    std::jthread thread;
  };
  /// The workers of one peer with what they share.
  struct Crew {
    std::string peer;
    std::shared_ptr<delivery::LanePace> pace;
    std::vector<Worker> workers;
  };

  void watch(std::stop_token stop);
  void adjust();
  void setSize(Crew& crew, PeerId peer, std::size_t size);
  void start(Crew& crew, PeerId peer);
  void clearLeaving();
  void deliver(std::stop_token stop, const std::string& peer, delivery::LaneWorker worker,
               delivery::LanePace& pace);
  std::chrono::milliseconds runOnce(std::stop_token stop, const std::string& peer, delivery::Lane& lane);
  void keepLeases(std::stop_token stop);
  void beat();
  template <class Work>
  void guarded(const char* event, Work&& work);
  void rest(std::stop_token stop, std::chrono::milliseconds time);

  delivery::Surroundings around_;
  DeliveryConfig config_;
  std::string worker_;
  Metrics& metrics_;
  delivery::LeaseKeeper leases_;
  std::uint64_t started_ = 0;  // workers so far: no two have one name
  std::mutex restMutex_;
  std::condition_variable_any rested_;
  std::jthread keeper_;
  // Touched by the watching thread only, until it has ended.
  std::map<PeerId, Crew> crews_;
  std::vector<Worker> leaving_;
  std::jthread watcher_;
};

}  // namespace hub::app
