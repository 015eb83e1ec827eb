#include "hub/delivery/lane_health.h"

#include <algorithm>

#include "hub/delivery/lane_alert.h"

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

Result<LaneNews> noteHealth(UnitOfWork& work, const LaneView& view, const std::vector<Attempted>& attempts) {
  LaneNews news;
  for (const Attempted& one : attempts)
    if (one.retryAfter) HUB_CHECK(noteRest(work, view, one, news));
  // A peer that asks a probe for patience is there again.
  const bool isThere = std::any_of(attempts.begin(), attempts.end(), [&](const Attempted& one) {
    return one.reach == Reach::reached || (view.probes && one.reach == Reach::asked);
  });
  if (isThere) HUB_CHECK(noteSuccess(work, view, news));
  // Faults are written back at once, so a success in the same hand came before.
  for (const Attempted& one : attempts)
    if (isFault(one)) HUB_CHECK(noteFault(work, view, one, news));
  return news;
}

}  // namespace hub::delivery
