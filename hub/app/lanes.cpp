#include "hub/app/lanes.h"

#include <exception>

namespace hub::app {
namespace {

constexpr std::chrono::seconds kLookForPeers{3};

std::string wordsOf(const Error& error) { return error.cause.empty() ? error.detail : error.cause; }

}  // namespace

bool hasLane(const Peer& peer) { return peer.upstream || !peer.gUrl.empty(); }

Lanes::Lanes(delivery::Surroundings surroundings, DeliveryConfig config, std::string worker, Metrics& metrics)
    : around_(surroundings),
      config_(config),
      worker_(std::move(worker)),
      metrics_(metrics),
      watcher_([this](std::stop_token stop) { watch(stop); }) {}

Lanes::~Lanes() { requestStop(); }

void Lanes::requestStop() {
  watcher_.request_stop();
  if (watcher_.joinable()) watcher_.join();
  // All are told before the first is waited for, so that they end together.
  for (auto& [peer, threads] : threads_)
    for (std::jthread& thread : threads) thread.request_stop();
}

void Lanes::watch(std::stop_token stop) {
  while (!stop.stop_requested()) {
    addNew();
    rest(stop, kLookForPeers);
  }
}

void Lanes::addNew() {
  const auto peers = inUnit(around_.storage, [](UnitOfWork& work) { return work.peers().platforms(); });
  if (!peers) return around_.log.warn("peers_unavailable", {{"cause", wordsOf(peers.error())}});
  for (const Peer& peer : *peers) {
    if (!hasLane(peer) || threads_.contains(peer.id)) continue;
    around_.log.info("lane_started", {{"peer", peer.name}, {"threads", std::uint64_t{config_.threads}}});
    for (std::uint32_t i = 0; i < config_.threads; ++i) {
      const std::string worker = worker_ + "/" + peer.name + "/" + std::to_string(i);
      threads_[peer.id].emplace_back(
          [this, peer, worker](std::stop_token stop) { deliver(stop, peer, worker); });
    }
  }
}

void Lanes::deliver(std::stop_token stop, const Peer& peer, const std::string& worker) {
  delivery::Lane lane(around_, peer.id, worker, {.lease = config_.lease});
  while (!stop.stop_requested()) {
    std::uint64_t handled = 0;
    try {
      const auto counts = lane.runOnce(stop);
      if (counts) {
        handled = counts->handled();
        metrics_.countLane(peer.name, worker, *counts);
      } else {
        around_.log.warn("lane_failed", {{"peer", peer.name}, {"cause", wordsOf(counts.error())}});
      }
    } catch (const std::exception& thrown) {
      around_.log.error("lane_exception", {{"peer", peer.name}, {"what", thrown.what()}});
    }
    if (handled == 0) rest(stop, config_.idle);
  }
}

void Lanes::rest(std::stop_token stop, std::chrono::milliseconds time) {
  std::unique_lock lock(restMutex_);
  rested_.wait_for(lock, stop, time, [] { return false; });
}

}  // namespace hub::app
