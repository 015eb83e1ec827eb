#include "hub/delivery/deliver_one.h"

#include "hub/delivery/ask.h"
#include "hub/delivery/compose.h"
#include "hub/delivery/follow_up.h"
#include "hub/delivery/reply_reader.h"
#include "hub/delivery/service_url.h"

namespace hub::delivery {
namespace {

using std::chrono::seconds;

bool isOfG(DeliveryKind kind) { return kind == DeliveryKind::gData || kind == DeliveryKind::gTag; }

Service serviceFor(DeliveryKind kind) {
  if (kind == DeliveryKind::configData) return Service::uploadConfig;
  if (kind == DeliveryKind::meteringData) return Service::uploadMetering;
  return Service::uploadEnergy;
}

// T-04: data may be large, everything else is small (G-6.2-3).
seconds timeoutFor(DeliveryKind kind, const NodeSettings& node) {
  const bool isData = kind == DeliveryKind::energyData || kind == DeliveryKind::gData;
  return isData ? node.uploadTimeout : node.timeout;
}

bool isStoragesFault(Failure failure) {
  return failure == Failure::database || failure == Failure::retryable || failure == Failure::busy ||
         failure == Failure::leaseLost || failure == Failure::internal;
}

std::uint64_t seedOf(const Delivery& delivery) {
  return static_cast<std::uint64_t>(delivery.id) * 1'000'003U + delivery.attempts;
}

Decision waitUntil(TimePoint due) { return {DeliveryState::waiting, due, false, std::nullopt}; }

// Nothing changes by itself: a person must look, and the next round tries again.
Decision needsAPerson(TimePoint now) { return {DeliveryState::needsAttention, now, false, std::nullopt}; }

Outcome outcomeOf(std::string code, std::string message, const Decision& decision, TimePoint started) {
  Outcome outcome;
  outcome.next = decision.next;
  outcome.due = decision.due;
  outcome.burnsAttempt = decision.burnsAttempt;
  outcome.code = std::move(code);
  outcome.message = std::move(message);
  outcome.started = started;
  return outcome;
}

}  // namespace

// The obstacle of an upload by a platform that is not registered: it goes nowhere (N-8.3-1).
DeliverOne::Obstacle DeliverOne::notRegistered(const Error& error) {
  const bool isLanes =
      error.failure == Failure::unreachable &&
      (error.detail == nameOf(TransportFault::tls) || error.detail == nameOf(TransportFault::dns));
  Decision decision = waitUntil(around_.clock.now() + kLanePause);
  if (isLanes) decision.lanePause = kLanePause;
  registerNotBefore_ = decision.due;
  around_.log.warn("registration_failed", {{"detail", error.detail}, {"cause", error.cause}});
  return {"not_registered", error.detail, decision};
}

Result<DeliverOne::OrObstacle<Registration>> DeliverOne::registrationOf(const Peer& peer) {
  HUB_TRY(stored,
          inUnit(around_.storage, [&](UnitOfWork& work) { return work.peers().registration(peer.id); }));
  if (stored) return OrObstacle<Registration>(*stored);
  if (registerNotBefore_ && around_.clock.now() < *registerNotBefore_)
    return OrObstacle<Registration>(
        tl::unexpected(Obstacle{"not_registered", "等待重新注册", waitUntil(*registerNotBefore_)}));
  auto fresh = client_.registerWith(peer);
  if (fresh) return OrObstacle<Registration>(std::move(*fresh));
  if (isStoragesFault(fresh.error().failure)) return tl::unexpected(fresh.error());
  return OrObstacle<Registration>(tl::unexpected(notRegistered(fresh.error())));
}

Result<DeliverOne::OrObstacle<DeliverOne::Target>> DeliverOne::targetOf(const Peer& peer, DeliveryKind kind) {
  Target target;
  target.url = peer.gUrl;
  if (!isOfG(kind)) {
    HUB_TRY(registration, registrationOf(peer));
    if (!registration) return OrObstacle<Target>(tl::unexpected(registration.error()));
    target.provinceId = registration->provinceId;
    target.url = registration->urls[serviceFor(kind)];
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

Result<DeliverOne::OrObstacle<std::string>> DeliverOne::bodyOf(const Peer& peer, const Target& target,
                                                               const Delivery& delivery) const {
  if (delivery.body) return OrObstacle<std::string>(*delivery.body);
  const auto composed = inUnit(around_.storage, [&](UnitOfWork& work) -> Result<std::optional<std::string>> {
    HUB_TRY(body, compose(work, peer, target.provinceId, delivery));
    if (body) HUB_CHECK(work.deliveries().freezeBody(delivery, *body));
    return body;
  });
  const TimePoint now = around_.clock.now();
  if (!composed) {
    if (isStoragesFault(composed.error().failure)) return tl::unexpected(composed.error());
    return OrObstacle<std::string>(
        tl::unexpected(Obstacle{"not_composed", composed.error().detail, needsAPerson(now)}));
  }
  if (!*composed) {
    const Decision done{DeliveryState::delivered, now, true, std::nullopt};
    return OrObstacle<std::string>(
        tl::unexpected(Obstacle{"nothing_to_send", "该批次没有需要上传的数据", done}));
  }
  return OrObstacle<std::string>(**composed);
}

Outcome DeliverOne::call(const std::string& url, const std::string& body, const Delivery& delivery,
                         Delivered& result) const {
  const TimePoint started = around_.clock.now();
  const auto reply = around_.partner.post({url, body, timeoutFor(delivery.kind, around_.node)});
  const TimePoint ended = around_.clock.now();
  result.called = true;

  FailedAttempt failed{delivery.roundAttempts, std::nullopt, {}, std::nullopt, seedOf(delivery)};
  std::string message;
  bool isSuccess = false;
  if (reply) {
    PeerAnswer answer = readReply(*reply);
    logTolerated(around_.log, answer.tolerated);
    // "false" is an answer to the question of 7.1, not a failure (OQ-64).
    isSuccess = answer.ok || (delivery.kind == DeliveryKind::gTag && answer.denied);
    failed.code = std::move(answer.code);
    failed.retryAfter = reply->retryAfter;
    message = std::move(answer.message);
  } else {
    failed.fault = reply.error().fault;
    failed.code = nameOf(reply.error().fault);
    message = reply.error().cause;
  }
  const Decision decision = isSuccess ? Decision{DeliveryState::delivered, ended, true, std::nullopt}
                                      : afterFailure(failed, around_.node, ended);
  result.lanePause = decision.lanePause;
  Outcome outcome = outcomeOf(failed.code, std::move(message), decision, started);
  outcome.took = ended - started;
  outcome.bytes = body.size();
  return outcome;
}

Result<Delivered> DeliverOne::writeBack(const Peer& peer, const Delivery& delivery, const Outcome& outcome,
                                        Delivered result) const {
  const auto written = inUnit(around_.storage, [&](UnitOfWork& work) -> Result<void> {
    HUB_CHECK(work.deliveries().record(delivery, outcome));
    if (outcome.next != DeliveryState::delivered || !result.called) return {};
    return followUp(work, {peer, delivery, outcome.code, around_.clock.now()});
  });
  result.state = outcome.next;
  result.code = outcome.code;
  if (written) return result;
  if (written.error().failure != Failure::leaseLost) return tl::unexpected(written.error());
  result.leaseLost = true;
  return result;
}

Result<Delivered> DeliverOne::run(const Peer& peer, const Delivery& delivery) {
  const auto obstructed = [&](const Obstacle& obstacle) {
    Delivered result;
    result.lanePause = obstacle.decision.lanePause;
    return writeBack(peer, delivery,
                     outcomeOf(obstacle.code, obstacle.message, obstacle.decision, around_.clock.now()),
                     result);
  };
  HUB_TRY(target, targetOf(peer, delivery.kind));
  if (!target) return obstructed(target.error());
  auto body = bodyOf(peer, *target, delivery);
  if (!body && body.error().failure == Failure::leaseLost)
    return Delivered{DeliveryState::waiting, {}, false, true, std::nullopt};
  if (!body) return tl::unexpected(body.error());
  if (!*body) return obstructed(body->error());

  Delivered result;
  const Outcome outcome = call(target->url, **body, delivery, result);
  return writeBack(peer, delivery, outcome, result);
}

}  // namespace hub::delivery
