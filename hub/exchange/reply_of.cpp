#include "hub/exchange/reply_of.h"

#include "schemas/declare/write.h"
#include "schemas/messages/g_messages.h"
#include "schemas/messages/reply.h"

namespace hub::exchange {
namespace {

using schemas::ReplyCode;

// A member name may come from the sender and be as long as the body.
constexpr std::size_t kDetailBytesMax = 2000;

ReplyCode codeOf(Failure failure) {
  switch (failure) {
    case Failure::missing:
      return ReplyCode::missingMember;
    case Failure::malformed:
    case Failure::notPermitted:
    case Failure::tooLarge:
      return ReplyCode::malformedMember;
    case Failure::database:
    case Failure::retryable:
      return ReplyCode::databaseFault;
    case Failure::busy:
    case Failure::internal:
    case Failure::leaseLost:
    case Failure::unreachable:
      return ReplyCode::platformFault;
  }
  return ReplyCode::platformFault;
}

int statusOf(Failure failure) {
  switch (failure) {
    case Failure::notPermitted:
      return 403;
    case Failure::tooLarge:
      return 413;
    case Failure::busy:
      return 503;
    default:
      return 200;
  }
}

// In 7.1 a "false" means that a batch is missing here, and the other side acts on it. What we could not
// answer must not look like that, so the HTTP status says so (OQ-10 leaves it free for G).
int statusOf(const Error& error, ReplyForm form) {
  const int status = statusOf(error.failure);
  const bool isOurs =
      codeOf(error.failure) == ReplyCode::databaseFault || codeOf(error.failure) == ReplyCode::platformFault;
  return form == ReplyForm::gConsistency && isOurs ? 503 : status;
}

bool isSendersFault(ReplyCode code) {
  return code == ReplyCode::missingMember || code == ReplyCode::malformedMember;
}

std::string shortened(std::string text) {
  if (text.size() <= kDetailBytesMax) return text;
  std::size_t end = kDetailBytesMax;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

Answer nReply(int status, ReplyCode code, const std::string& detail) {
  const std::string text(schemas::textOf(code).code);
  const std::string message = schemas::replyMessage(code, isSendersFault(code) ? shortened(detail) : "");
  return {.status = status, .code = text, .body = schemas::write(schemas::Reply{text, message})};
}

Answer gReply(int status, ReplyForm form, bool success) {
  if (form == ReplyForm::gBaseData) {
    const schemas::g::BaseDataReply reply{
        success ? "TRUE" : "FALSE", success ? "RECEIVE SUCCESS" : "RECEIVE FAILED", {}};
    return {.status = status, .code = reply.responseCode, .body = schemas::write(reply)};
  }
  const std::string prefix = form == ReplyForm::gDelivery ? "receive " : "";
  const schemas::g::Reply reply{success ? "true" : "false", prefix + (success ? "success" : "failed")};
  return {.status = status, .code = reply.responsecode, .body = schemas::write(reply)};
}

Answer refused(int status, ReplyForm form, ReplyCode code, const std::string& detail) {
  return form == ReplyForm::n ? nReply(status, code, detail) : gReply(status, form, false);
}

}  // namespace

Error errorOf(const schemas::Faults& faults) {
  const bool missing = schemas::codeOf(faults) == ReplyCode::missingMember;
  return {missing ? Failure::missing : Failure::malformed, schemas::detailOf(faults), {}};
}

Error errorOf(const schemas::json::SyntaxFault& fault) {
  const std::string detail = fault.path.empty() ? fault.rule : shortened(fault.path) + " " + fault.rule;
  return {fault.tooLarge ? Failure::tooLarge : Failure::malformed, detail, {}};
}

Answer replyOf(const Error& error, ReplyForm form) {
  Answer answer = refused(statusOf(error, form), form, codeOf(error.failure), error.detail);
  if (error.failure == Failure::busy) answer.headers.emplace_back("Retry-After", "5");
  return answer;
}

Answer noSuchPath(ReplyForm form) { return refused(404, form, ReplyCode::malformedMember, "请求路径不存在"); }

Answer wrongMethod(ReplyForm form) {
  Answer answer = refused(405, form, ReplyCode::malformedMember, "请求方法应为POST");
  answer.headers.emplace_back("Allow", "POST");
  return answer;
}

Answer accepted(ReplyForm form) {
  return form == ReplyForm::n ? nReply(200, ReplyCode::success, {}) : gReply(200, form, true);
}

Answer lacking() { return gReply(200, ReplyForm::gConsistency, false); }

Answer answered(ReplyForm form, std::string body) {
  Answer answer = accepted(form);
  answer.body = std::move(body);
  return answer;
}

}  // namespace hub::exchange
