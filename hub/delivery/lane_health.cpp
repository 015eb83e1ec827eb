#include "hub/delivery/lane_health.h"

#include <algorithm>
#include <set>

#include "hub/delivery/lane_alert.h"
#include "hub/delivery/targets.h"

namespace hub::delivery {
namespace {

bool isFault(const Attempted& one) { return one.reach == Reach::failed || one.reach == Reach::broken; }

Result<void> noteRest(UnitOfWork& work, const LaneView& view, const Attempted& one, LaneNews& news) {
  news.restUntil = view.now + std::min(*one.retryAfter, kRetryAfterMax);
  return work.lanes().rest(view.peer.id, *news.restUntil);
}

Result<void> noteSuccess(UnitOfWork& work, const LaneView& view, LaneNews& news) {
  HUB_TRY(closed, work.lanes().succeeded(view.peer.id, view.now));
  news.closed = closed;
  const bool mayBeTold = closed || view.endsAlerts || view.breaker.failures > 0;
  if (mayBeTold) HUB_CHECK(work.alerts().end(kPeerUnreachable, view.peer.name, view.now));
  return {};
}

// One way may work while the other does not.
Result<void> endUnregistered(UnitOfWork& work, const LaneView& view, const std::vector<Attempted>& attempts) {
  std::set<std::string> works;
  for (const Attempted& one : attempts)
    if (one.called && one.reach == Reach::reached) works.insert(unregisteredKind(one.delivery.kind));
  for (const std::string& kind : works) HUB_CHECK(work.alerts().end(kind, view.peer.name, view.now));
  return {};
}

Result<void> tell(UnitOfWork& work, const LaneView& view, const Attempted& one) {
  const Alert alert = peerUnreachable(view.peer, causeOf(one.outcome.code), one.outcome.message, view.now);
  HUB_CHECK(work.alerts().raise(alert));
  return {};
}

std::chrono::milliseconds waitBeforeProbe(const LaneView& view) {
  const auto seed = static_cast<std::uint64_t>(view.now.time_since_epoch().count()) ^
                    (static_cast<std::uint64_t>(view.peer.id) << 48U);
  return probeWait(view.probes ? view.breaker.probes + 1 : 0, seed);
}

Result<void> noteFault(UnitOfWork& work, const LaneView& view, const Attempted& one, LaneNews& news) {
  const std::string cause = causeOf(one.outcome.code);
  HUB_TRY(breaker, work.lanes().failed(view.peer.id, cause, view.now));
  const bool isTimeout = one.outcome.code == nameOf(TransportFault::timeout);
  const bool breaks =
      one.reach == Reach::broken || breaker.failures >= (isTimeout ? kTimeoutsToOpen : kFailuresToOpen);
  const bool opens = view.probes || (breaker.state == BreakerState::closed && breaks);
  news.isShut = opens || breaker.state != BreakerState::closed;
  if (opens) {
    HUB_TRY(isFirst, work.lanes().open(view.peer.id, cause, one.outcome.message, view.now,
                                       view.now + waitBeforeProbe(view)));
    news.opened = isFirst;
  }
  if (opens || one.outcome.next == DeliveryState::queued) HUB_CHECK(tell(work, view, one));
  return {};
}

}  // namespace

bool isUnregistered(const Attempted& tried) {
  return tried.outcome.code == kNotRegistered || tried.outcome.code == nameOf(TransportFault::badUrl);
}

Result<LaneNews> noteHealth(UnitOfWork& work, const LaneView& view, const std::vector<Attempted>& attempts) {
  LaneNews news;
  for (const Attempted& one : attempts)
    if (one.retryAfter) HUB_CHECK(noteRest(work, view, one, news));
  // A peer that asks a probe for patience is there again.
  const bool isThere = std::any_of(attempts.begin(), attempts.end(), [&](const Attempted& one) {
    return one.reach == Reach::reached || (view.probes && one.reach == Reach::asked);
  });
  if (isThere) HUB_CHECK(noteSuccess(work, view, news));
  if (view.endsAlerts) HUB_CHECK(endUnregistered(work, view, attempts));
  const auto goesNowhere = std::find_if(attempts.begin(), attempts.end(), isUnregistered);
  if (goesNowhere != attempts.end())
    HUB_CHECK(work.alerts().raise(
        peerUnregistered(view.peer, goesNowhere->delivery.kind, goesNowhere->outcome.message, view.now)));
  // Faults are written back at once, so a success in the same hand came before.
  for (const Attempted& one : attempts)
    if (isFault(one)) HUB_CHECK(noteFault(work, view, one, news));
  return news;
}

}  // namespace hub::delivery
