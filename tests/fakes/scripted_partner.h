// hub::Partner that answers from a script and remembers what it was asked.
//
//   fakes::ScriptedPartner partner;
//   partner.answers("E1001").fails(hub::TransportFault::timeout).answers("0");   // in this order, whatever
//   the URL partner.at("/versionCheck").answers(200, R"({"regVersion":"1","dicVersion":"2"})");  // only
//   there, comes first partner.otherwise([](const hub::Call& call) { … });                          // when
//   the scripts are used up
//
// Without `otherwise` a call beyond the script fails as `connect` with the cause "script used up".
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <vector>

#include "hub/ports/partner.h"

namespace fakes {

using PartnerAnswer = tl::expected<hub::CallReply, hub::CallFailure>;

/// What comes, call by call.
class PartnerScript final {
 public:
  /// A reply of table 3 with HTTP 200.
  PartnerScript& answers(const std::string& responseCode) {
    return answers(200, R"({"responseCode":")" + responseCode + R"(","responseMessage":"scripted"})");
  }
  PartnerScript& answers(int status, std::string body,
                         std::optional<std::chrono::seconds> retryAfter = std::nullopt) {
    answers_.push_back(hub::CallReply{status, std::move(body), retryAfter});
    return *this;
  }
  PartnerScript& fails(hub::TransportFault fault, std::string cause = "scripted") {
    answers_.push_back(tl::unexpected(hub::CallFailure{fault, std::move(cause)}));
    return *this;
  }

  std::optional<PartnerAnswer> next() {
    if (answers_.empty()) return std::nullopt;
    PartnerAnswer first = std::move(answers_.front());
    answers_.pop_front();
    return first;
  }
  std::size_t left() const { return answers_.size(); }

 private:
  std::deque<PartnerAnswer> answers_;
};

/// Calls may come from any thread; the script is written before.
class ScriptedPartner final : public hub::Partner {
 public:
  template <class... Arguments>
  PartnerScript& answers(Arguments&&... arguments) {
    return anywhere_.answers(std::forward<Arguments>(arguments)...);
  }
  template <class... Arguments>
  PartnerScript& fails(Arguments&&... arguments) {
    return anywhere_.fails(std::forward<Arguments>(arguments)...);
  }
  /// The script of addresses that end so.
  PartnerScript& at(const std::string& ending) { return byEnding_[ending]; }
  void otherwise(std::function<PartnerAnswer(const hub::Call&)> answer) { otherwise_ = std::move(answer); }

  PartnerAnswer post(const hub::Call& call) override {
    {
      const std::lock_guard lock(mutex_);
      calls_.push_back(call);
      if (auto answer = scripted(call.url)) return *std::move(answer);
    }
    if (otherwise_) return otherwise_(call);
    return tl::unexpected(hub::CallFailure{hub::TransportFault::connect, "script used up"});
  }

  std::vector<hub::Call> calls() const {
    const std::lock_guard lock(mutex_);
    return calls_;
  }
  /// Those whose address ends so.
  std::vector<hub::Call> callsTo(const std::string& ending) const {
    const std::lock_guard lock(mutex_);
    std::vector<hub::Call> result;
    for (const hub::Call& call : calls_)
      if (call.url.ends_with(ending)) result.push_back(call);
    return result;
  }

 private:
  std::optional<PartnerAnswer> scripted(const std::string& url) {
    for (auto& [ending, script] : byEnding_)
      if (url.ends_with(ending))
        if (auto answer = script.next()) return answer;
    return anywhere_.next();
  }

  mutable std::mutex mutex_;  // guards the scripts and the calls
  PartnerScript anywhere_;
  std::map<std::string, PartnerScript> byEnding_;
  std::vector<hub::Call> calls_;
  std::function<PartnerAnswer(const hub::Call&)> otherwise_;
};

}  // namespace fakes
