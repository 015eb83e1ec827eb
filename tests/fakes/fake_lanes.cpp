#include <algorithm>
#include <utility>

#include "tests/fakes/fake_unit.h"

namespace fakes {

using hub::Breaker;
using hub::BreakerState;
using hub::LaneState;
using hub::PeerId;
using hub::Result;
using hub::TimePoint;

LaneState& FakeLanes::row(PeerId peer) {
  LaneState& lane = session_.tables.lanes.edit()[peer];
  lane.peer = peer;
  return lane;
}

Result<LaneState> FakeLanes::find(PeerId peer) {
  HUB_CHECK(session_.enter());
  const auto found = session_.tables.lanes->find(peer);
  if (found != session_.tables.lanes->end()) return found->second;
  LaneState fresh;
  fresh.peer = peer;
  return fresh;
}

Result<std::vector<LaneState>> FakeLanes::list() {
  HUB_CHECK(session_.enter());
  std::vector<LaneState> lanes;
  for (const auto& [peer, lane] : *session_.tables.lanes) lanes.push_back(lane);
  return lanes;
}

Result<void> FakeLanes::set(PeerId peer, const hub::LaneSettings& settings) {
  HUB_CHECK(session_.enter());
  row(peer).settings = settings;
  return {};
}

Result<void> FakeLanes::setPause(PeerId peer, const std::optional<hub::LanePause>& pause) {
  HUB_CHECK(session_.enter());
  row(peer).pause = pause;
  return {};
}

Result<void> FakeLanes::rest(PeerId peer, TimePoint until) {
  HUB_CHECK(session_.enter());
  LaneState& lane = row(peer);
  lane.restUntil = std::max(lane.restUntil.value_or(until), until);
  return {};
}

Result<bool> FakeLanes::succeeded(PeerId peer, TimePoint now) {
  HUB_CHECK(session_.enter());
  LaneState& lane = row(peer);
  const bool wasOpen = lane.breaker.state != BreakerState::closed;
  lane.breaker = {};
  lane.lastSuccess = now;
  return wasOpen;
}

Result<Breaker> FakeLanes::failed(PeerId peer, const std::string& cause, TimePoint now) {
  HUB_CHECK(session_.enter());
  LaneState& lane = row(peer);
  ++lane.breaker.failures;
  if (lane.breaker.state == BreakerState::closed) lane.breaker.cause = cause;
  lane.lastFailure = now;
  return lane.breaker;
}

Result<bool> FakeLanes::open(PeerId peer, const std::string& cause, const std::string& message, TimePoint now,
                             TimePoint probeAt) {
  HUB_CHECK(session_.enter());
  Breaker& breaker = row(peer).breaker;
  // Others that were on their way when it opened have nothing to add.
  if (breaker.state == BreakerState::open) return false;
  const bool wasClosed = breaker.state == BreakerState::closed;
  if (wasClosed) breaker.openedAt = now;
  breaker.probes = wasClosed ? 0 : breaker.probes + 1;
  breaker.state = BreakerState::open;
  breaker.probeAt = probeAt;
  breaker.cause = cause;
  breaker.message = message;
  return wasClosed;
}

Result<bool> FakeLanes::takeProbe(PeerId peer, TimePoint now, TimePoint until) {
  HUB_CHECK(session_.enter());
  Breaker& breaker = row(peer).breaker;
  // A probe whose time is over came to nothing: who sent it is gone.
  const bool isAhead = breaker.probeAt > now && breaker.probeAt <= now + std::chrono::seconds(600);
  if (breaker.state == BreakerState::closed || isAhead) return false;
  breaker.state = BreakerState::halfOpen;
  breaker.probeAt = until;
  return true;
}

}  // namespace fakes
