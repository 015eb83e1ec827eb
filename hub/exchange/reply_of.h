// The only place that turns a failure into a reply: HTTP status, code, spelling of the members.
// N has five codes (N-8.3-9, OQ-09, OQ-10); G has its own spelling per message (requirements 1.5, OQ-59).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "hub/result.h"
#include "schemas/declare/fault.h"

namespace hub::exchange {

/// How the two members of a reply are spelled.
enum class ReplyForm { n, gConsistency, gDelivery, gBaseData };

/// A reply before it becomes HTTP.
struct Answer {
  int status = 200;
  std::string code;  // as it stands in the body: 0, E2001, true …; for the log
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string note = {};  // what was accepted with reserve, for the log
};

/// E2001 when anything is missing, else E2002, with every fault named.
Error errorOf(const schemas::Faults& faults);
Error errorOf(const schemas::json::SyntaxFault& fault);

/// `cause` never enters; `detail` only what the sender got wrong.
Answer replyOf(const Error& error, ReplyForm form);
Answer noSuchPath(ReplyForm form);
Answer wrongMethod(ReplyForm form);

/// Success of the messages that answer with the two members only.
Answer accepted(ReplyForm form);
/// 7.1 without fault, but the batch is not here.
Answer lacking();
/// Success with a body of its own.
Answer answered(ReplyForm form, std::string body);

}  // namespace hub::exchange
