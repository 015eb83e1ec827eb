#include "hub/exchange/dispatcher.h"

#include <algorithm>
#include <exception>
#include <optional>

#include "hub/exchange/operations.h"
#include "hub/exchange/ownership.h"
#include "hub/exchange/reply_of.h"
#include "schemas/json/parse.h"

namespace hub::exchange {
namespace {

// What becomes known on the way, for the log and the audit.
struct Trace {
  ReplyForm form = ReplyForm::n;
  std::string operation = "none";
  std::string caller = "unknown";
  schemas::Tolerated tolerated;
};

std::string lowered(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

// Looked up on every request: a withdrawn certificate stops at once, also on a resumed TLS session (design.md
// 3).
Result<Peer> callerOf(Storage& storage, const std::string& certificate, std::string_view member) {
  const std::string named(member);
  if (certificate.empty()) return fail(Failure::notPermitted, named, "no client certificate");
  HUB_TRY(found, inUnit(storage, [&](UnitOfWork& work) {
            return work.peers().findByFingerprint(lowered(certificate));
          }));
  if (!found) return fail(Failure::notPermitted, named, "certificate is not registered");
  if (found->suspended) return fail(Failure::notPermitted, named, "peer is suspended: " + found->name);
  return std::move(*found);
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
  schemas::ReadContext reading;
  reading.strict = caller.profile.strict;
  reading.foldedNames = chosen->form != ReplyForm::n;
  reading.tolerated = std::move(parsed->tolerated);
  auto answer = chosen->run({around, caller, parsed->root, body, reading});
  trace.tolerated = std::move(reading.tolerated);
  return answer;
}

Result<Answer> handled(const Operation& operation, const Surroundings& around, const WireRequest& request,
                       Trace& trace) {
  if (request.body.size() > around.node.bodyBytesMax)
    return fail(Failure::tooLarge, "请求超过" + std::to_string(around.node.bodyBytesMax >> 20) + "MiB");
  HUB_TRY(caller, callerOf(around.storage, request.certificateSha256, operation.identity));
  trace.caller = caller.name;
  return run(operation, around, caller, request.body, trace);
}

Result<Answer> guarded(const Surroundings& around, const WireRequest& request, Trace& trace) {
  trace.form = formAt(request.path, around.node);
  const Operation* operation = operationAt(request.path, around.node);
  if (!operation) return noSuchPath(trace.form);
  trace.form = operation->form;
  trace.operation = operation->name;
  if (request.method != "POST") return wrongMethod(trace.form);
  try {
    return handled(*operation, around, request, trace);
  } catch (const std::exception& error) {
    return fail(Failure::internal, {}, error.what());
  } catch (...) {
    return fail(Failure::internal, {}, "unknown exception");
  }
}

// Written in a unit of its own: the refused one has been rolled back.
void audit(const Surroundings& around, const WireRequest& request, const Trace& trace, const Error& error) {
  const bool conflict = error.cause == kOwnershipConflict;
  if (error.failure != Failure::notPermitted && !conflict) return;
  const AuditEvent event{.time = around.clock.now(),
                         .actor = trace.caller,
                         .act = conflict ? "ownership_conflict" : "refused_identity",
                         .object = trace.operation,
                         .result = "refused",
                         .detail = error.detail + "; " + error.cause + "; certificate " +
                                   request.certificateSha256 + "; from " + request.address + "; request " +
                                   request.requestId};
  const auto written = inUnit(around.storage, [&](UnitOfWork& work) { return work.audit().append(event); });
  if (!written)
    around.log.error("audit_failed", {{"request_id", request.requestId}, {"cause", written.error().cause}});
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
  try {
    const TimePoint started = surroundings_.clock.now();
    Error error;
    auto outcome = guarded(surroundings_, request, trace);
    if (!outcome) error = outcome.error();
    answer = outcome ? std::move(*outcome) : replyOf(error, trace.form);
    if (!outcome) audit(surroundings_, request, trace, error);
    note(surroundings_, request, trace, answer, error, started);
  } catch (...) {
    if (answer.body.empty()) answer = replyOf({}, trace.form);
  }
  return {answer.status, std::move(answer.body), std::move(answer.headers)};
}

}  // namespace hub::exchange
