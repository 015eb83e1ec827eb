#include "hub/delivery/lane.h"

#include <algorithm>

#include "hub/delivery/attempt.h"
#include "hub/delivery/follow_up.h"
#include "hub/delivery/freeze.h"
#include "hub/delivery/guarded.h"

namespace hub::delivery {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// A probe that takes longer no longer keeps others from trying.
constexpr seconds kProbeExtra{5};
// A success ends the alert at once when the fault before it was seen; this catches what two workers at once
// may leave behind.
constexpr seconds kAlertsLookedAt{60};
// Each look at a queue that cannot go writes rows.
constexpr seconds kUnregisteredRest{5};
// A body that may take a slow line longer than kLatest.
constexpr std::size_t kLongBody = 64U << 10;

std::vector<Delivery> claimsOf(const std::deque<Outgoing>& hand) {
  std::vector<Delivery> claims;
  for (const Outgoing& one : hand) claims.push_back(one.delivery);
  return claims;
}

// A call that our own stop has cut says nothing about the peer.
bool isCutByUs(const Attempted& tried, const std::stop_token& stop) {
  return stop.stop_requested() && tried.called && tried.outcome.code == nameOf(TransportFault::reset);
}

bool isNews(const Attempted& tried) {
  return tried.reach == Reach::failed || tried.reach == Reach::broken || tried.retryAfter;
}

}  // namespace

struct Lane::Settled {
  std::vector<bool> lost;  // of tried_
  LaneNews news;
  bool gaveBack = false;
  bool lookedAtAlerts = false;
};

struct Lane::Turn {
  std::optional<Settled> settled;
  LaneState state;
  Gate gate = Gate::open;
  bool isServed = true;  // the peer is known and not suspended
  bool wasRead = false;
  Peer peer;
  std::optional<Registration> registration;
  std::vector<Delivery> claims;
  bool probes = false;
  TimePoint now{};  // by the clock of the store
  std::chrono::milliseconds storeAhead{0};
};

Lane::Lane(Surroundings surroundings, LaneWorker worker, LeaseKeeper& leases, LanePace& pace,
           std::uint32_t most)
    : around_(surroundings),
      worker_(std::move(worker)),
      leases_(leases),
      pace_(pace),
      most_(most),
      targets_(surroundings) {}

Result<LaneCounts> Lane::runOnce(std::stop_token stop) {
  counts_ = {};
  isRead_ = isShut_ = false;
  while (left() > 0 && !stop.stop_requested()) {
    HUB_TRY(goesOn, serveHand(stop));
    if (!goesOn) break;
  }
  HUB_CHECK(writeBack(true));
  return counts_;
}

std::uint32_t Lane::left() const {
  const std::uint64_t tried = counts_.handled() + tried_.size();
  return tried < most_ ? most_ - static_cast<std::uint32_t>(tried) : 0;
}

Result<bool> Lane::serveHand(std::stop_token stop) {
  const std::uint32_t wanted = std::min(probes_ ? 1 : handSize_.size(), left());
  const auto room = pace_.reserve(wanted, around_.clock.now());
  if (room.requests == 0) {
    counts_.wait = room.wait;
    return false;
  }
  HUB_CHECK(claimHand(room.requests));
  pace_.giveBack(room.requests - static_cast<std::uint32_t>(hand_.size()));
  if (hand_.empty()) {
    handSize_.restart();
    return false;
  }
  HUB_CHECK(prepareHand());
  HUB_TRY(goesOn, sendHand(stop));
  handSize_.close();
  pace_.giveBack(static_cast<std::uint32_t>(hand_.size()));
  return goesOn;
}

// The unit that writes the last hand back claims the next one.
Result<void> Lane::claimHand(std::uint32_t most) {
  auto turn = inUnit(around_.storage,
                     [&](UnitOfWork& work) { return guarded([&] { return nextTurn(work, most); }); });
  if (!turn) return tl::unexpected(writeEach(turn.error()));
  take(std::move(*turn));
  return {};
}

Result<Lane::Turn> Lane::nextTurn(UnitOfWork& work, std::uint32_t most) {
  Turn turn;
  if (!tried_.empty() || !hand_.empty()) {
    HUB_TRY(settled, settle(work, true));
    turn.settled = std::move(settled);
  }
  HUB_TRY(now, work.time());
  turn.now = now;
  turn.storeAhead = now - around_.clock.now();
  HUB_TRY(state, work.lanes().find(worker_.peer));
  turn.state = std::move(state);
  turn.gate = gateOf(turn.state, now);
  if (!isRead_) HUB_CHECK(readPeer(work, turn));
  // A probe that met only deliveries that could not be called goes on with the next.
  turn.probes = probes_ && turn.gate == Gate::broken && turn.state.breaker.state == BreakerState::halfOpen;
  const bool mayClaim = turn.gate == Gate::open || turn.gate == Gate::probe || turn.probes;
  if (turn.isServed && mayClaim) HUB_CHECK(claim(work, most, turn));
  return turn;
}

Result<void> Lane::readPeer(UnitOfWork& work, Turn& turn) const {
  HUB_TRY(peer, work.peers().find(worker_.peer));
  turn.isServed = peer && !peer->suspended;
  if (!turn.isServed) return {};
  HUB_TRY(registration, work.peers().registration(worker_.peer));
  turn.peer = std::move(*peer);
  turn.registration = std::move(registration);
  turn.wasRead = true;
  return {};
}

Result<void> Lane::claim(UnitOfWork& work, std::uint32_t most, Turn& turn) const {
  ClaimWish wish;
  wish.peer = worker_.peer;
  wish.worker = worker_.name;
  wish.now = turn.now;
  wish.lease = leases_.lease();
  wish.limit = turn.gate == Gate::open ? most : 1;
  wish.after = servedLast_;
  if (worker_.index >= turn.state.settings.backfillParallel) wish.upTo = Priority::tag;
  HUB_TRY(claims, work.deliveries().claim(wish));
  turn.claims = std::move(claims);
  if (turn.gate != Gate::probe || turn.claims.empty()) return {};
  const TimePoint until = turn.now + around_.node.timeout + kProbeExtra;
  HUB_TRY(isOurs, work.lanes().takeProbe(worker_.peer, turn.now, until));
  turn.probes = isOurs;
  if (isOurs) return {};
  HUB_CHECK(work.deliveries().giveBack(turn.claims));
  turn.claims.clear();
  return {};
}

void Lane::take(Turn turn) {
  if (turn.settled) take(*turn.settled);
  storeAhead_ = turn.storeAhead;
  breaker_ = turn.state.breaker;
  probes_ = turn.probes;
  counts_.isShut = turn.gate != Gate::open && !probes_;
  pace_.follow(turn.state.settings);
  if (turn.wasRead) {
    targets_.begin(std::move(turn.peer), std::move(turn.registration));
    isRead_ = true;
  }
  for (const Delivery& claim : turn.claims) hand_.push_back({claim, {}, std::nullopt, false});
  if (!turn.claims.empty()) servedLast_ = turn.claims.back().enterprise;
  leases_.hold(turn.claims);  // last: what nobody has in hand must not be kept
}

Result<void> Lane::prepareHand() {
  for (Outgoing& one : hand_) {
    HUB_TRY(target, targets_.of(one.delivery.kind));
    if (target)
      one.target = std::move(*target);
    else
      one.obstacle = std::move(target.error());
  }
  return freezeBodies(around_, targets_.peer(), hand_);
}

/// False when the lane must not go on; hand_ holds what was not tried. A hand that takes longer than it was
/// taken for is left to all workers.
Result<bool> Lane::sendHand(std::stop_token stop) {
  const TimePoint latest = around_.clock.now() + kLatest;
  bool isRegistered = true;
  while (!hand_.empty() && around_.clock.now() < latest) {
    if (stop.stop_requested() || pace_.isHeld(around_.clock.now())) return false;
    if (mustWriteBefore(hand_.front())) HUB_CHECK(writeBack(false));
    if (hand_.front().isLost) {
      ++counts_.lost;
      around_.log.warn("lease_lost", {{"delivery", static_cast<std::uint64_t>(hand_.front().delivery.id)}});
      leases_.drop(hand_.front().delivery);
      hand_.pop_front();
      continue;
    }
    Attempted tried = attempt(around_, hand_.front());
    if (isCutByUs(tried, stop)) return false;
    hand_.pop_front();
    const bool writesNow = isNews(tried) || probes_;
    isRegistered = isRegistered && tried.outcome.code != kNotRegistered;
    note(std::move(tried));
    if (writesNow) HUB_CHECK(writeBack(false));
    if (isShut_) return false;
  }
  // Without registration nothing of N goes: more of it is looked at in a later run only.
  if (!isRegistered) counts_.wait = kUnregisteredRest;
  return isRegistered;
}

void Lane::note(Attempted tried) {
  tried.outcome.due += storeAhead_;  // the wait stays what it is
  if (tried.called) {
    pace_.sent(tried.outcome.bytes);
    handSize_.note(tried.outcome.bytes, tried.outcome.took);
  }
  tried_.push_back(std::move(tried));
}

bool Lane::mustWriteBefore(const Outgoing& next) const {
  if (tried_.empty()) return false;
  if (next.delivery.body && next.delivery.body->size() > kLongBody) return true;
  const Outcome& oldest = tried_.front().outcome;
  return around_.clock.now() - (oldest.started + oldest.took) + handSize_.expected() >= kLatest;
}

Result<void> Lane::writeBack(bool givesBack) {
  if (tried_.empty() && (hand_.empty() || !givesBack)) return {};
  const auto settled = inUnit(
      around_.storage, [&](UnitOfWork& work) { return guarded([&] { return settle(work, givesBack); }); });
  if (!settled) return tl::unexpected(writeEach(settled.error()));
  take(*settled);
  return {};
}

// What could not be written is written by the next run. One outcome that never can be would keep all the
// others, and their leases, for ever: the second time each is written alone, and the one that breaks its unit
// waits for a person. While the storage does not answer at all, all stay as they are.
Error Lane::writeEach(const Error& cause) {
  if (tried_.empty() || ++unwritten_ < 2) return cause;
  if (!inUnit(around_.storage, [](UnitOfWork& work) { return work.time(); })) return cause;
  for (const Attempted& one : tried_) {
    auto written = settleOne(one);
    if (!written && written.error().failure != Failure::leaseLost) {
      const LogField id{"delivery", static_cast<std::uint64_t>(one.delivery.id)};
      around_.log.error("outcome_not_recorded", {id, {"cause", written.error().cause}});
      Attempted bare{one.delivery, {}, false, Reach::unknown, std::nullopt};
      bare.outcome.next = DeliveryState::needsAttention;
      bare.outcome.code = "not_recorded";
      bare.outcome.due = bare.outcome.started = one.outcome.started;
      written = settleOne(bare);
    }
    count(one, !written);
    leases_.drop(one.delivery);
  }
  tried_.clear();
  unwritten_ = 0;
  return cause;
}

Result<void> Lane::settleOne(const Attempted& tried) const {
  const auto settleIn = [&](UnitOfWork& work) -> Result<void> {
    HUB_CHECK(work.deliveries().record(tried.delivery, tried.outcome));
    if (!tried.called || tried.outcome.next != DeliveryState::delivered) return {};
    return followUp(work, {targets_.peer(), tried.delivery, tried.outcome.code, storeTime()});
  };
  return inUnit(around_.storage, [&](UnitOfWork& work) { return guarded([&] { return settleIn(work); }); });
}

Result<Lane::Settled> Lane::settle(UnitOfWork& work, bool givesBack) const {
  Settled settled;
  const TimePoint now = storeTime();
  for (const Attempted& one : tried_) {
    const auto written = work.deliveries().record(one.delivery, one.outcome);
    const bool isLost = !written && written.error().failure == Failure::leaseLost;
    if (!written && !isLost) return tl::unexpected(written.error());
    settled.lost.push_back(isLost);
    if (isLost || !one.called || one.outcome.next != DeliveryState::delivered) continue;
    HUB_CHECK(followUp(work, {targets_.peer(), one.delivery, one.outcome.code, now}));
  }
  settled.gaveBack = givesBack && !hand_.empty();
  if (settled.gaveBack) HUB_CHECK(work.deliveries().giveBack(claimsOf(hand_)));
  if (tried_.empty()) return settled;
  settled.lookedAtAlerts = !alertsEnded_ || now < *alertsEnded_ || now - *alertsEnded_ >= kAlertsLookedAt;
  const LaneView view{targets_.peer(), breaker_, probes_, settled.lookedAtAlerts, now};
  HUB_TRY(news, noteHealth(work, view, tried_));
  settled.news = news;
  return settled;
}

void Lane::take(const Settled& settled) {
  unwritten_ = 0;
  for (std::size_t i = 0; i < tried_.size(); ++i) {
    count(tried_[i], settled.lost[i]);
    leases_.drop(tried_[i].delivery);
  }
  const bool isToldUnregistered = std::any_of(tried_.begin(), tried_.end(), isUnregistered);
  tried_.clear();
  if (settled.gaveBack) {
    counts_.givenBack += hand_.size();
    for (const Outgoing& one : hand_) leases_.drop(one.delivery);
    hand_.clear();
  }
  if (settled.lookedAtAlerts) alertsEnded_ = storeTime();
  if (isToldUnregistered) alertsEnded_.reset();  // the first success ends it
  tell(settled.news);
}

void Lane::tell(const LaneNews& news) {
  const std::string& peer = targets_.peer().name;
  if (news.opened) around_.log.error("peer_unreachable", {{"peer", peer}});
  if (news.closed) around_.log.info("peer_reachable", {{"peer", peer}});
  if (news.isShut || news.restUntil) isShut_ = counts_.isShut = true;
  if (news.restUntil) pace_.rest(*news.restUntil - storeAhead_);
}

void Lane::count(const Attempted& tried, bool isLost) {
  const LogField id{"delivery", static_cast<std::uint64_t>(tried.delivery.id)};
  if (isLost) {
    ++counts_.lost;
    around_.log.warn("lease_lost", {id});
    return;
  }
  switch (tried.outcome.next) {
    case DeliveryState::delivered:
      ++counts_.delivered;
      break;
    case DeliveryState::queued:
      ++counts_.queued;
      // G-6.2-2: after the resends communication counts as unavailable.
      around_.log.error("peer_unavailable", {id, {"code", tried.outcome.code}});
      break;
    case DeliveryState::needsAttention:
      ++counts_.needsAttention;
      around_.log.error("delivery_needs_attention", {id, {"code", tried.outcome.code}});
      break;
    case DeliveryState::waiting:
    case DeliveryState::claimed:
    case DeliveryState::setAside:
      ++counts_.waiting;
      break;
  }
}

}  // namespace hub::delivery
