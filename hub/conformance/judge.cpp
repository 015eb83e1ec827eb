#include "hub/conformance/judge.h"

#include "schemas/reply_codes.h"

namespace hub::conformance {
namespace {

constexpr int kEvidenceMax = 6;

std::string codeAsIs(const Exchange& exchange) {
  const auto* value = exchange.member("responseCode");
  return value ? schemas::json::write(*value) : "无";
}

}  // namespace

bool Judge::answered(const Exchange& exchange, const std::string& asked) {
  if (!exchange.wasSent) {
    notJudged(exchange.failure);
    return false;
  }
  ++seen_;
  if (!exchange.wasAnswered) fault(asked, exchange.failure);
  return exchange.wasAnswered;
}

bool Judge::that(bool good, const Exchange& exchange, const std::string& asked, const std::string& expected) {
  if (!answered(exchange, asked)) return false;
  if (!good) fault(asked, "应" + expected + "；实际：" + exchange.observed());
  return good;
}

bool Judge::success(const Exchange& exchange, const std::string& asked) {
  const auto wanted = schemas::textOf(schemas::ReplyCode::success);
  if (!answered(exchange, asked)) return false;
  if (!exchange.isSuccess()) {
    fault(asked, "应成功，responseCode为字符串\"0\"，实际responseCode " + codeAsIs(exchange) + "：" +
                     exchange.observed());
    return false;
  }
  if (exchange.text("responseMessage") == wanted.text) return true;
  fault(asked, "成功时responseMessage应为RECEIVE SUCCESS；实际：" + exchange.observed());
  return false;
}

bool Judge::code(const Exchange& exchange, const std::string& asked, const std::string& wanted) {
  return that(exchange.text("responseCode") == wanted, exchange, asked, "返回" + wanted);
}

bool Judge::refused(const Exchange& exchange, const std::string& asked) {
  const bool good = exchange.status < 500 && !exchange.isSuccess() && !exchange.isTrue();
  return that(good, exchange, asked, "拒绝");
}

bool Judge::exactly(const Exchange& exchange, const std::string& asked, const std::string& wanted) {
  const bool good = exchange.status == 200 && exchange.root && schemas::json::write(*exchange.root) == wanted;
  return that(good, exchange, asked, "为" + wanted);
}

void Judge::fault(const std::string& asked, const std::string& observed) {
  ++faultCount_;
  if (faultCount_ <= kEvidenceMax) faults_.push_back({asked, observed});
}

void Judge::notJudged(const std::string& reason) {
  if (reason_.empty()) reason_ = reason;
}

bool Judge::needs(const Exchange& exchange, const std::string& what) {
  if (exchange.isSuccess() || exchange.isTrue()) return true;
  notJudged(what + "未成功：" + exchange.observed());
  return false;
}

Outcome Judge::outcome() const {
  Outcome outcome;
  outcome.exchanges = seen_;
  outcome.evidence = faults_;
  if (faultCount_ > kEvidenceMax)
    outcome.evidence.push_back({"其余", "另有" + std::to_string(faultCount_ - kEvidenceMax) + "处不符"});
  if (faultCount_ > 0) {
    outcome.verdict = Verdict::fails;
  } else if (!reason_.empty() || seen_ == 0) {
    outcome.verdict = Verdict::notJudged;
    outcome.reason = reason_.empty() ? "没有可核对的应答" : reason_;
  } else {
    outcome.verdict = Verdict::conforms;
  }
  return outcome;
}

Outcome succeeded(const Exchange& exchange, const std::string& asked) {
  Judge judge;
  judge.success(exchange, asked);
  return judge.outcome();
}

}  // namespace hub::conformance
