// The lane to one peer: what is due goes out, one after the other (design.md 5). Who runs it how often is
// decided where the threads are made.
#pragma once

#include <deque>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "hub/delivery/hand_size.h"
#include "hub/delivery/lane_gate.h"
#include "hub/delivery/lane_health.h"
#include "hub/delivery/lane_pace.h"
#include "hub/delivery/lease_keeper.h"
#include "hub/delivery/targets.h"

namespace hub::delivery {

struct LaneCounts {
  std::uint64_t delivered = 0;
  std::uint64_t waiting = 0;  // failed, will be resent
  std::uint64_t queued = 0;   // round used up
  std::uint64_t needsAttention = 0;
  std::uint64_t lost = 0;             // somebody else had it by then
  std::uint64_t givenBack = 0;        // claimed and not tried
  bool isShut = false;                // paused, out of its window, resting or broken: nothing more was tried
  std::chrono::milliseconds wait{0};  // by the limits: nothing may go before

  std::uint64_t handled() const { return delivered + waiting + queued + needsAttention + lost; }
};

struct LaneWorker {
  PeerId peer{};
  std::string name;         // unique among all workers of all processes
  std::uint32_t index = 0;  // among the workers of this lane in this process: the first few take backfill too
};

/// One worker of a lane; used by one thread. Any number may serve one peer, here and in other processes:
/// they share what the LaneStore knows of it, and in one process `pace`. One lane never waits for another, so
/// a slow peer delays nobody else. A crash anywhere leads to the same bytes again.
class Lane {
 public:
  /// How late an outcome is written back while calls are short; before one that may be long it is written
  /// first.
  static constexpr std::chrono::milliseconds kLatest{500};

  /// `most` deliveries in one run; the peer and its registration are read once for each.
  Lane(Surroundings surroundings, LaneWorker worker, LeaseKeeper& leases, LanePace& pace,
       std::uint32_t most = 256);
  ~Lane() { leases_.dropAllOf(worker_.name); }
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;

  /// Takes due deliveries by the hand until there are none, `most` are handled, the lane must not send or
  /// `stop` is asked for; then what was not tried is given back. A suspended or unknown peer gets nothing.
  /// Errors are those of the storage: what was tried is written back by the next run, if its lease lives.
  Result<LaneCounts> runOnce(std::stop_token stop = {});

 private:
  /// What the unit of work before a hand brings.
  struct Turn;
  struct Settled;

  std::uint32_t left() const;
  Result<bool> serveHand(std::stop_token stop);
  Result<void> claimHand(std::uint32_t most);
  Result<Turn> nextTurn(UnitOfWork& work, std::uint32_t most);
  Result<void> readPeer(UnitOfWork& work, Turn& turn) const;
  Result<void> claim(UnitOfWork& work, std::uint32_t most, Turn& turn) const;
  void take(Turn turn);
  Result<void> prepareHand();
  Result<bool> sendHand(std::stop_token stop);
  void note(Attempted tried);
  bool mustWriteBefore(const Outgoing& next) const;
  Result<void> writeBack(bool givesBack);
  Error writeEach(const Error& cause);
  Result<void> settleOne(const Attempted& tried) const;
  Result<Settled> settle(UnitOfWork& work, bool givesBack) const;
  void take(const Settled& settled);
  void count(const Attempted& tried, bool isLost);
  void tell(const LaneNews& news);
  TimePoint storeTime() const { return around_.clock.now() + storeAhead_; }

  Surroundings around_;
  LaneWorker worker_;
  LeaseKeeper& leases_;
  LanePace& pace_;
  const std::uint32_t most_;
  Targets targets_;
  HandSize handSize_;
  LaneCounts counts_;

  std::deque<Outgoing> hand_;     // claimed, not tried
  std::vector<Attempted> tried_;  // not written back
  std::uint32_t unwritten_ = 0;   // times in a row that writing them back failed
  bool isRead_ = false;           // the peer, in this run
  bool probes_ = false;           // we hold the right to send one probe
  bool isShut_ = false;           // heard when writing back
  Breaker breaker_;
  std::uint32_t backfillParallel_ = 0;
  std::string servedLast_;
  // Of the store's clock, as far as the last look tells; times that other processes read go by it.
  std::chrono::milliseconds storeAhead_{0};
  std::optional<TimePoint> alertsEnded_;  // by the clock of the store
};

}  // namespace hub::delivery
