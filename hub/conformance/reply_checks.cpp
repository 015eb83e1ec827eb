// What must hold of every reply of the run.
#include <algorithm>

#include "hub/conformance/catalogue.h"
#include "hub/conformance/judge.h"
#include "hub/conformance/session.h"
#include "schemas/reply_codes.h"

namespace hub::conformance {
namespace {

constexpr schemas::ReplyCode kCodes[] = {schemas::ReplyCode::success, schemas::ReplyCode::platformFault,
                                         schemas::ReplyCode::databaseFault, schemas::ReplyCode::missingMember,
                                         schemas::ReplyCode::malformedMember};

std::string whatOf(const Exchange& exchange) { return exchange.url + " " + shortened(exchange.request, 60); }

bool isNationalForm(const Session& session, const Exchange& exchange) {
  return !session.target().gUrl.empty() && exchange.url == session.target().gUrl;
}

template <class Test>
Outcome ofAll(Session& session, const std::string& expected, Test test) {
  Judge judge;
  for (const Exchange& exchange : session.exchanges())
    if (exchange.wasAnswered) judge.that(test(exchange), exchange, whatOf(exchange), expected);
  return judge.outcome();
}

Outcome neverFails(Session& session) {
  return ofAll(session, "不为HTTP 5xx", [](const Exchange& reply) { return reply.status < 500; });
}

// A request without certificate may be ended by the TLS layer before there is any reply.
Outcome alwaysAnswers(Session& session) {
  Judge judge;
  for (const Exchange& exchange : session.exchanges()) {
    if (!exchange.wasSent || exchange.isStrangers) continue;
    judge.that(exchange.wasAnswered, exchange, whatOf(exchange), "有应答");
  }
  return judge.outcome();
}

// What the TLS layer or a proxy in front says is not a reply of the protocol.
bool isOfProtocol(const Exchange& reply) { return reply.wasAnswered && !reply.isStrangers; }

Outcome hasBothMembers(Session& session) {
  return ofAll(session, "为含两个字符串成员（返回码、说明）的JSON", [&](const Exchange& reply) {
    if (!isOfProtocol(reply)) return true;
    if (isNationalForm(session, reply)) {
      const auto* code = reply.root ? reply.root->findFolded("responsecode") : nullptr;
      const auto* message = reply.root ? reply.root->findFolded("responsemessage") : nullptr;
      return code && code->text() && message && message->text();
    }
    return !reply.text("responseCode").empty() && !reply.text("responseMessage").empty();
  });
}

Outcome knowsFiveCodes(Session& session) {
  return ofAll(session, "只使用表3的返回码0、E1001、E1002、E2001、E2002", [&](const Exchange& reply) {
    const auto* code = reply.member("responseCode");
    if (!code || !isOfProtocol(reply)) return true;
    return code->text() && std::any_of(std::begin(kCodes), std::end(kCodes), [&](schemas::ReplyCode known) {
             return schemas::textOf(known).code == *code->text();
           });
  });
}

Outcome usesTheWords(Session& session) {
  return ofAll(session, "以表3的说明开头", [&](const Exchange& reply) {
    const std::string code = reply.text("responseCode");
    const std::string message = reply.text("responseMessage");
    if (!isOfProtocol(reply) || code.empty()) return true;
    return std::any_of(std::begin(kCodes), std::end(kCodes), [&](schemas::ReplyCode known) {
      return schemas::textOf(known).code == code && message.starts_with(schemas::textOf(known).text);
    });
  });
}

Outcome answersDecidedOnesWith200(Session& session) {
  return ofAll(session, "为HTTP 200（许多客户端不读其他状态的报文）", [&](const Exchange& reply) {
    const std::string code = reply.text("responseCode");
    const bool isDecided = code == "0" || code == "E2001";
    return !isDecided || reply.status == 200;
  });
}

std::string lowered(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

Outcome saysJson(Session& session) {
  return ofAll(session, "Content-Type为application/json", [](const Exchange& reply) {
    return !isOfProtocol(reply) || lowered(reply.contentType).starts_with("application/json");
  });
}

Outcome saysUtf8(Session& session) {
  return ofAll(session, "Content-Type声明charset=UTF-8", [](const Exchange& reply) {
    return !isOfProtocol(reply) || lowered(reply.contentType).find("charset=utf-8") != std::string::npos;
  });
}

Outcome answersInTime(Session& session) {
  return ofAll(session, "在10秒内应答",
               [](const Exchange& reply) { return reply.took <= std::chrono::seconds(10); });
}

}  // namespace

void addReplyChecks(Checks& checks) {
  const auto add = [&](const char* name, const char* rows, const char* title, Severity severity,
                       Outcome (*run)(Session&)) {
    checks.push_back(
        {std::string("N-7/") + name, rows, std::string("全部应答：") + title, severity, false, run});
  };
  add("answered", "N-7-1 N-8.3-8", "每个请求都有应答", Severity::must, &alwaysAnswers);
  add("no-5xx", "N-8.3-8", "没有HTTP 5xx", Severity::must, &neverFails);
  add("two-members", "N-8.3-8 N-8.3-P1 N-8.3-P2", "都是含返回码和说明（字符串）的JSON", Severity::must,
      &hasBothMembers);
  add("codes", "N-8.3-9", "只使用表3的五个返回码", Severity::must, &knowsFiveCodes);
  add("words", "OQ-86", "说明以表3的文字开头", Severity::should, &usesTheWords);
  add("status", "OQ-10", "由表3返回码决定的应答为HTTP 200", Severity::must, &answersDecidedOnesWith200);
  add("content-type", "N-6-3 OQ-11", "Content-Type为application/json", Severity::must, &saysJson);
  add("charset", "OQ-11", "Content-Type声明charset=UTF-8", Severity::should, &saysUtf8);
  add("in-time", "T-12", "10秒内应答", Severity::should, &answersInTime);
}

}  // namespace hub::conformance
