#include "hub/exchange/dispatcher.h"

#include <exception>
#include <optional>

#include "hub/exchange/ascii_reply.h"
#include "hub/exchange/caller.h"
#include "hub/exchange/field_decryption.h"
#include "hub/exchange/operations.h"
#include "hub/exchange/ownership.h"
#include "hub/exchange/reply_of.h"
#include "schemas/json/parse.h"

namespace hub::exchange {
namespace {

// What becomes known on the way, for the reply, the log and the audit.
struct Trace {
  ReplyForm form = ReplyForm::n;
  bool ascii = false;
  std::string operation = "none";
  std::string caller = "unknown";
  std::optional<PeerId> peer;
  bool isAudited = false;
  schemas::Tolerated tolerated;
};

schemas::ReadContext readingFor(const Peer& caller) {
  schemas::ReadContext reading;
  static_cast<schemas::ReadProfile&>(reading) = caller.readProfile();
  return reading;
}

Result<std::optional<Answer>> quickly(const Operation& operation, const Surroundings& around,
                                      const Peer& caller, const std::string& body, Trace& trace) {
  if (!operation.quick || caller.profile.fieldEncryption) return std::optional<Answer>();
  schemas::ReadContext reading = readingFor(caller);
  auto answer = operation.quick({around, caller, body, reading});
  if (!answer || *answer) trace.tolerated = std::move(reading.tolerated);
  return answer;
}

// What is kept as evidence of an encrypted message, and relayed, is its text.
Result<std::optional<std::string>> decrypted(const Operation& operation, const Surroundings& around,
                                             const Peer& caller, schemas::json::Value& root) {
  if (!operation.hasFields || !caller.profile.fieldEncryption) return std::optional<std::string>();
  HUB_CHECK(decryptFields(root, caller, around.crypto));
  return std::optional(schemas::json::write(root));
}

Result<Answer> run(const Operation& operation, const Surroundings& around, const Peer& caller,
                   const std::string& body, Trace& trace) {
  const schemas::json::Limits limits{.bytes = around.node.bodyBytesMax};
  auto parsed = schemas::json::parse(body, caller.profile.strict, limits);
  if (!parsed) return tl::unexpected(errorOf(parsed.error()));
  const Operation* chosen = chosenBy(operation, parsed->root);
  if (!chosen) return fail(Failure::malformed, "无法识别的报文", "no G message has these members");
  trace.form = chosen->form;
  trace.operation = chosen->name;
  HUB_TRY(text, decrypted(*chosen, around, caller, parsed->root));
  schemas::ReadContext reading = readingFor(caller);
  reading.foldedNames = chosen->form != ReplyForm::n;
  reading.tolerated = std::move(parsed->tolerated);
  auto answer = chosen->run({around, caller, parsed->root, text ? *text : body, reading});
  trace.tolerated = std::move(reading.tolerated);
  return answer;
}

Result<Answer> ofStranger(const Operation& operation, const Surroundings& around, const WireRequest& request,
                          const std::string& reason) {
  const Error refusal{Failure::notPermitted, std::string(identityOf(request, operation)), reason};
  if (!operation.strange) return tl::unexpected(refusal);
  schemas::ReadContext reading;
  reading.device = true;
  return operation.strange({around, request, reading, refusal});
}

Result<Answer> handled(const Operation& operation, const Surroundings& around, const WireRequest& request,
                       Trace& trace) {
  if (request.body.size() > around.node.bodyBytesMax)
    return fail(Failure::tooLarge, "请求超过" + std::to_string(around.node.bodyBytesMax >> 20) + "MiB");
  HUB_TRY(found, callerOf(around.storage, request, operation));
  if (!found.peer) return ofStranger(operation, around, request, found.reason);
  const Peer& caller = *found.peer;
  trace.caller = caller.name;
  trace.peer = caller.id;
  trace.ascii = caller.profile.asciiReplies;
  if (caller.isDevice() && operation.form != ReplyForm::n)
    return fail(Failure::notPermitted, std::string(operation.identity), "a device at an address of G");
  HUB_TRY(answer, quickly(operation, around, caller, request.body, trace));
  if (answer) return std::move(*answer);
  return run(operation, around, caller, request.body, trace);
}

// G is not there for those who come by the listener for devices.
bool isHidden(const Operation& operation, const WireRequest& request) {
  return request.listener == Listener::device && operation.form != ReplyForm::n;
}

Result<Answer> guarded(const Surroundings& around, const WireRequest& request, Trace& trace) {
  const bool isOpen = request.listener == Listener::device;
  trace.ascii = isOpen;
  trace.form = isOpen ? ReplyForm::n : formAt(request.path, around.node);
  const Operation* operation = operationAt(request.path, around.node);
  if (!operation || isHidden(*operation, request)) return noSuchPath(trace.form);
  trace.form = operation->form;
  trace.operation = operation->name;
  trace.isAudited = operation->isAudited;
  if (request.method != "POST") return wrongMethod(trace.form);
  try {
    return handled(*operation, around, request, trace);
  } catch (const std::exception& error) {
    return fail(Failure::internal, {}, error.what());
  } catch (...) {
    return fail(Failure::internal, {}, "unknown exception");
  }
}

std::string whence(const WireRequest& request) {
  return "certificate " + request.certificateSha256 + "; from " + request.address + "; request " +
         request.requestId;
}

AuditEvent refusalOf(const WireRequest& request, const Trace& trace, const Error& error, TimePoint now) {
  return {.time = now,
          .actor = trace.caller,
          .act = error.cause == kOwnershipConflict ? "ownership_conflict" : "refused_identity",
          .object = trace.operation,
          .result = "refused",
          .detail = error.detail + "; " + error.cause + "; " + whence(request)};
}

// Done, and to be told of. What cannot be written down is not answered with success.
Result<void> auditSuccess(const Surroundings& around, const WireRequest& request, const Trace& trace) {
  if (!trace.isAudited) return {};
  const AuditEvent event{.time = around.clock.now(),
                         .actor = trace.caller,
                         .act = trace.operation,
                         .object = trace.caller,
                         .result = "done",
                         .detail = whence(request)};
  return inUnit(around.storage, [&](UnitOfWork& work) { return work.audit().append(event); });
}

// Written in a unit of its own: the refused one has been rolled back.
void audit(const Surroundings& around, const WireRequest& request, const Trace& trace, const Error& error,
           AuditLimit& strangers) {
  if (error.failure != Failure::notPermitted && error.cause != kOwnershipConflict) return;
  AuditEvent event = refusalOf(request, trace, error, around.clock.now());
  if (!trace.peer && request.listener == Listener::device) {
    const auto leftOut = strangers.admit(event.time);
    if (!leftOut) return;
    if (*leftOut > 0)
      event.detail += "; refusals of strangers not written before: " + std::to_string(*leftOut);
  }
  const auto written = inUnit(around.storage, [&](UnitOfWork& work) { return work.audit().append(event); });
  if (!written)
    around.log.error("audit_failed", {{"request_id", request.requestId}, {"cause", written.error().cause}});
}

void count(const Surroundings& around, const Trace& trace, TimePoint now) {
  if (around.tolerances && trace.peer) around.tolerances->add(*trace.peer, trace.tolerated, now);
}

std::string listed(const schemas::Tolerated& tolerated) {
  std::string text;
  for (const auto& [row, count] : tolerated)
    text += (text.empty() ? "" : ",") + row + ":" + std::to_string(count);
  return text;
}

void note(const Surroundings& around, const WireRequest& request, const Trace& trace, const Answer& answer,
          const Error& error, TimePoint started) {
  const auto ms = static_cast<std::int64_t>((around.clock.now() - started).count());
  const auto bytes = static_cast<std::uint64_t>(request.body.size());
  const std::initializer_list<LogField> fields{{"request_id", request.requestId},
                                               {"operation", trace.operation},
                                               {"caller", trace.caller},
                                               {"status", answer.status},
                                               {"code", answer.code},
                                               {"ms", ms},
                                               {"bytes", bytes},
                                               {"tolerated", listed(trace.tolerated)},
                                               {"note", answer.note},
                                               {"detail", error.detail},
                                               {"cause", error.cause}};
  const bool ours = error.failure == Failure::internal || error.failure == Failure::database;
  const bool failed = !error.cause.empty() || !error.detail.empty();
  if (!failed)
    around.log.info("request", fields);
  else if (ours)
    around.log.error("request", fields);
  else
    around.log.warn("request", fields);
}

}  // namespace

WireReply Dispatcher::handle(const WireRequest& request) const noexcept {
  Trace trace;
  Answer answer;
  const auto spelled = [&](std::string body) { return trace.ascii ? asciiReply(body) : std::move(body); };
  try {
    const TimePoint started = surroundings_.clock.now();
    Error error;
    auto outcome = guarded(surroundings_, request, trace);
    if (outcome)
      if (const auto written = auditSuccess(surroundings_, request, trace); !written)
        outcome = tl::unexpected(written.error());
    if (!outcome) error = outcome.error();
    answer = outcome ? std::move(*outcome) : replyOf(error, trace.form);
    answer.body = spelled(std::move(answer.body));
    if (!outcome) audit(surroundings_, request, trace, error, strangers_);
    count(surroundings_, trace, started);
    note(surroundings_, request, trace, answer, error, started);
  } catch (...) {
    if (answer.body.empty()) {
      answer = replyOf({}, trace.form);
      answer.body = spelled(std::move(answer.body));
    }
  }
  return {answer.status, std::move(answer.body), std::move(answer.headers)};
}

}  // namespace hub::exchange
