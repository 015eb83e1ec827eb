#include "hub/app/lanes.h"

#include <algorithm>
#include <exception>

namespace hub::app {
namespace {

using std::chrono::milliseconds;

constexpr std::chrono::seconds kLookForPeers{3};
// A lane that waits for its limits still looks whether they have been changed.
constexpr milliseconds kLongestRest{5000};

struct LanePlan {
  PeerId id{};
  std::string name;
  std::uint32_t workers = 0;
};

std::string wordsOf(const Error& error) { return error.cause.empty() ? error.detail : error.cause; }

Result<std::vector<LanePlan>> lanesWanted(Storage& storage, std::uint32_t standard) {
  return inUnit(storage, [&](UnitOfWork& work) -> Result<std::vector<LanePlan>> {
    std::map<PeerId, std::uint32_t> sizes;
    HUB_TRY(lanes, work.lanes().list());
    for (const LaneState& lane : lanes) sizes[lane.peer] = lane.settings.concurrency;
    HUB_TRY(peers, work.peers().platforms());
    std::vector<LanePlan> plans;
    for (const Peer& peer : peers)
      if (hasLane(peer)) plans.push_back({peer.id, peer.name, sizes[peer.id] ? sizes[peer.id] : standard});
    return plans;
  });
}

}  // namespace

bool hasLane(const Peer& peer) { return peer.upstream || !peer.gUrl.empty(); }

Lanes::Lanes(delivery::Surroundings surroundings, DeliveryConfig config, std::string worker, Metrics& metrics)
    : around_(surroundings),
      config_(config),
      worker_(std::move(worker)),
      metrics_(metrics),
      leases_(surroundings.storage, surroundings.clock, config.lease),
      keeper_([this](std::stop_token stop) { keepLeases(stop); }),
      watcher_([this](std::stop_token stop) { watch(stop); }) {}

Lanes::~Lanes() {
  requestStop();
  crews_.clear();
  leaving_.clear();
  keeper_.request_stop();  // after the last call that might need its lease
  keeper_.join();
}

void Lanes::requestStop() {
  watcher_.request_stop();
  if (watcher_.joinable()) watcher_.join();
  // All are told before the first is waited for, so that they end together.
  for (auto& [peer, crew] : crews_)
    for (Worker& worker : crew.workers) worker.thread.request_stop();
}

void Lanes::watch(std::stop_token stop) {
  while (!stop.stop_requested()) {
    guarded("lanes_not_adjusted", [this] { adjust(); });
    rest(stop, kLookForPeers);
  }
}

void Lanes::adjust() {
  clearLeaving();
  const auto wanted = lanesWanted(around_.storage, config_.threads);
  if (!wanted) return around_.log.warn("peers_unavailable", {{"cause", wordsOf(wanted.error())}});
  std::map<PeerId, std::uint32_t> sizes;
  for (const LanePlan& plan : *wanted) {
    Crew& crew = crews_[plan.id];
    if (crew.peer != plan.name) {
      setSize(crew, plan.id, 0);  // new, or renamed: its workers carry the name
      crew.peer = plan.name;
      if (!crew.pace) crew.pace = std::make_shared<delivery::LanePace>();
    }
    setSize(crew, plan.id, plan.workers);
    sizes[plan.id] = plan.workers;
  }
  for (auto& [id, crew] : crews_)
    if (!sizes.contains(id)) setSize(crew, id, 0);
}

void Lanes::setSize(Crew& crew, PeerId peer, std::size_t size) {
  if (crew.workers.size() == size) return;
  around_.log.info("lane_workers", {{"peer", crew.peer}, {"workers", static_cast<std::uint64_t>(size)}});
  while (crew.workers.size() < size) start(crew, peer);
  while (crew.workers.size() > size) {
    crew.workers.back().thread.request_stop();
    leaving_.push_back(std::move(crew.workers.back()));
    crew.workers.pop_back();
  }
}

void Lanes::start(Crew& crew, PeerId peer) {
  const auto index = static_cast<std::uint32_t>(crew.workers.size());
  delivery::LaneWorker worker{
      peer,
      worker_ + "/" + std::to_string(static_cast<std::uint32_t>(peer)) + "/" + std::to_string(started_++),
      index};
  auto hasEnded = std::make_shared<std::atomic<bool>>(false);
  std::jthread thread([this, name = crew.peer, pace = crew.pace, worker, hasEnded](std::stop_token stop) {
    deliver(stop, name, worker, *pace);
    *hasEnded = true;
  });
  crew.workers.push_back({hasEnded, std::move(thread)});
}

// One in the middle of a long call is not waited for: other lanes go on meanwhile.
void Lanes::clearLeaving() {
  std::erase_if(leaving_, [](const Worker& worker) { return worker.hasEnded->load(); });
}

void Lanes::deliver(std::stop_token stop, const std::string& peer, delivery::LaneWorker worker,
                    delivery::LanePace& pace) {
  delivery::Lane lane(around_, std::move(worker), leases_, pace);
  while (!stop.stop_requested()) {
    const milliseconds pause = runOnce(stop, peer, lane);
    if (pause.count() > 0) rest(stop, pause);
  }
}

milliseconds Lanes::runOnce(std::stop_token stop, const std::string& peer, delivery::Lane& lane) {
  try {
    const auto counts = lane.runOnce(stop);
    if (!counts) {
      around_.log.warn("lane_failed", {{"peer", peer}, {"cause", wordsOf(counts.error())}});
      return config_.idle;
    }
    metrics_.countLane(peer, *counts);
    if (counts->wait.count() > 0) return std::min(counts->wait, kLongestRest);
    return counts->handled() > 0 && !counts->isShut ? milliseconds(0) : config_.idle;
  } catch (const std::exception& thrown) {
    around_.log.error("lane_exception", {{"peer", peer}, {"what", thrown.what()}});
  }
  return config_.idle;
}

void Lanes::keepLeases(std::stop_token stop) {
  while (!stop.stop_requested()) {
    guarded("leases_not_kept", [this] { beat(); });
    rest(stop, milliseconds(config_.lease) / 4);
  }
}

void Lanes::beat() {
  const auto beat = leases_.beat();
  if (!beat)
    around_.log.warn("leases_not_kept", {{"cause", wordsOf(beat.error())}});
  else if (beat->released > 0)
    around_.log.info("leases_released", {{"deliveries", beat->released}});
}

// No thread to be had, no memory: tried again at the next look.
template <class Work>
void Lanes::guarded(const char* event, Work&& work) {
  try {
    work();
  } catch (const std::exception& thrown) {
    around_.log.error(event, {{"what", thrown.what()}});
  }
}

void Lanes::rest(std::stop_token stop, milliseconds time) {
  std::unique_lock lock(restMutex_);
  rested_.wait_for(lock, stop, time, [] { return false; });
}

}  // namespace hub::app
