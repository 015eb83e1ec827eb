#include "hub/delivery/attempt.h"

#include <exception>

#include "hub/delivery/ask.h"
#include "hub/delivery/plain_words.h"
#include "hub/delivery/reply_reader.h"

namespace hub::delivery {
namespace {

using std::chrono::seconds;

constexpr std::size_t kCodeMax = 64;
constexpr std::size_t kMessageMax = 16U << 10;

// T-04: data may be large, everything else is small (G-6.2-3).
seconds timeoutFor(DeliveryKind kind, const NodeSettings& node) {
  const bool isData = kind == DeliveryKind::energyData || kind == DeliveryKind::gData;
  return isData ? node.uploadTimeout : node.timeout;
}

std::uint64_t seedOf(const Delivery& delivery) {
  return static_cast<std::uint64_t>(delivery.id) * 1'000'003U + delivery.attempts;
}

Delivery withoutBody(const Delivery& delivery) {
  Delivery bare = delivery;
  bare.body.reset();
  return bare;
}

void decide(Outcome& outcome, const Decision& decision) {
  outcome.next = decision.next;
  outcome.due = decision.due;
  outcome.burnsAttempt = decision.burnsAttempt;
}

Attempted obstructed(const Outgoing& one, TimePoint now) {
  Attempted result{withoutBody(one.delivery), {}, false, one.obstacle->reach, std::nullopt};
  decide(result.outcome, one.obstacle->decision);
  result.outcome.code = one.obstacle->code;
  result.outcome.message = one.obstacle->message;
  result.outcome.started = now;
  return result;
}

void readAnswer(const CallReply& reply, Log& log, Attempted& result, bool& isSuccess) {
  PeerAnswer answer = readReply(reply);
  logTolerated(log, answer.tolerated);
  // "false" is an answer to the question of 7.1, not a failure (OQ-64).
  isSuccess = answer.ok || (result.delivery.kind == DeliveryKind::gTag && answer.denied);
  result.reach = isSuccess ? Reach::reached : reachOf(reply, answer.inProtocol);
  if (!isSuccess) result.retryAfter = reply.retryAfter;
  result.outcome.code = std::move(answer.code);
  result.outcome.message = std::move(answer.message);
}

// What cannot be stored must not come as far as the store.
Attempted plain(Attempted result) {
  result.outcome.code = plainWords(result.outcome.code, kCodeMax);
  result.outcome.message = plainWords(result.outcome.message, kMessageMax);
  return result;
}

// Whether it arrived nobody knows: the same bytes go again.
Attempted broken(const Surroundings& around, const Outgoing& one, TimePoint started, const char* what) {
  around.log.error("attempt_exception",
                   {{"delivery", static_cast<std::uint64_t>(one.delivery.id)}, {"what", what}});
  Attempted result{withoutBody(one.delivery), {}, true, Reach::unknown, std::nullopt};
  result.outcome.started = started;
  result.outcome.took = around.clock.now() - started;
  result.outcome.code = "exception";
  result.outcome.message = std::string("发送或处理应答时发生意外错误，请联系技术支持：") + what;
  const FailedAttempt failed{one.delivery.roundAttempts, std::nullopt, result.outcome.code, std::nullopt,
                             seedOf(one.delivery)};
  decide(result.outcome, afterFailure(failed, around.node, around.clock.now()));
  return result;
}

Attempted called(const Surroundings& around, const Outgoing& one, TimePoint started) {
  const std::string& body = *one.delivery.body;
  const auto reply = around.partner.post({one.target.url, body, timeoutFor(one.delivery.kind, around.node)});
  const TimePoint ended = around.clock.now();

  Attempted result{withoutBody(one.delivery), {}, true, Reach::unknown, std::nullopt};
  result.outcome.started = started;
  result.outcome.took = ended - started;
  result.outcome.bytes = body.size();
  bool isSuccess = false;
  FailedAttempt failed{one.delivery.roundAttempts, std::nullopt, {}, std::nullopt, seedOf(one.delivery)};
  if (reply) {
    readAnswer(*reply, around.log, result, isSuccess);
  } else {
    failed.fault = reply.error().fault;
    result.reach = reachOf(reply.error().fault);
    result.outcome.code = nameOf(reply.error().fault);
    result.outcome.message = reply.error().cause;
  }
  failed.code = result.outcome.code;
  failed.retryAfter = result.retryAfter;
  decide(result.outcome, isSuccess ? Decision{DeliveryState::delivered, ended, true}
                                   : afterFailure(failed, around.node, ended));
  return result;
}

}  // namespace

Attempted attempt(const Surroundings& around, const Outgoing& one) {
  const TimePoint started = around.clock.now();
  if (one.obstacle) return plain(obstructed(one, started));
  try {
    return plain(called(around, one, started));
  } catch (const std::exception& thrown) {
    return plain(broken(around, one, started, thrown.what()));
  }
}

}  // namespace hub::delivery
