#include "hub/delivery/targets.h"

#include "hub/delivery/service_url.h"

namespace hub::delivery {
namespace {

Service serviceFor(DeliveryKind kind) {
  if (kind == DeliveryKind::configData) return Service::uploadConfig;
  if (kind == DeliveryKind::meteringData) return Service::uploadMetering;
  return Service::uploadEnergy;
}

bool isStoragesFault(Failure failure) {
  return failure == Failure::database || failure == Failure::retryable || failure == Failure::busy ||
         failure == Failure::internal;
}

// A TLS or DNS fault would meet every delivery; anything else may concern registration alone.
Reach reachOf(const Error& error) {
  const bool isLanes =
      error.failure == Failure::unreachable &&
      (error.detail == nameOf(TransportFault::tls) || error.detail == nameOf(TransportFault::dns));
  return isLanes ? Reach::broken : Reach::unknown;
}

Decision waitUntil(TimePoint due) { return {DeliveryState::waiting, due, false}; }

}  // namespace

void Targets::begin(Peer peer, std::optional<Registration> registration) {
  peer_ = std::move(peer);
  registration_ = std::move(registration);
}

// An upload by a platform that is not registered goes nowhere (N-8.3-1).
Obstacle Targets::notRegistered(const Error& error) {
  registerNotBefore_ = around_.clock.now() + kRegistrationPause;
  notRegisteredWords_ = error.detail.empty() ? error.cause : error.detail;
  around_.log.warn("registration_failed",
                   {{"peer", peer_.name}, {"detail", error.detail}, {"cause", error.cause}});
  const Reach reach = reachOf(error);
  if (reach != Reach::broken)
    return {kNotRegistered, notRegisteredWords_, waitUntil(*registerNotBefore_), reach};
  registerNotBefore_.reset();  // the breaker says when it is tried again
  return {error.detail, error.cause, waitUntil(around_.clock.now()), reach};
}

Result<OrObstacle<Registration>> Targets::registration() {
  if (registration_) return OrObstacle<Registration>(*registration_);
  if (registerNotBefore_ && around_.clock.now() < *registerNotBefore_)
    return OrObstacle<Registration>(
        tl::unexpected(Obstacle{kNotRegistered, notRegisteredWords_, waitUntil(*registerNotBefore_)}));
  auto fresh = client_.registerWith(peer_);
  if (fresh) {
    registration_ = *fresh;
    return OrObstacle<Registration>(std::move(*fresh));
  }
  if (isStoragesFault(fresh.error().failure)) return tl::unexpected(fresh.error());
  return OrObstacle<Registration>(tl::unexpected(notRegistered(fresh.error())));
}

Result<OrObstacle<Target>> Targets::of(DeliveryKind kind) {
  Target target{peer_.gUrl, {}};
  if (!isOfG(kind)) {
    HUB_TRY(known, registration());
    if (!known) return OrObstacle<Target>(tl::unexpected(known.error()));
    target.provinceId = known->provinceId;
    target.url = known->urls[serviceFor(kind)];
  }
  const auto url = serviceUrl(target.url);
  if (!url) {
    const Decision decision = waitUntil(around_.clock.now() + kAddressPause);
    return OrObstacle<Target>(
        tl::unexpected(Obstacle{std::string(nameOf(TransportFault::badUrl)), url.error().detail, decision}));
  }
  target.url = *url;
  return OrObstacle<Target>(std::move(target));
}

}  // namespace hub::delivery
