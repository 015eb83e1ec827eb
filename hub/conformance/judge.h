// Collects what a check saw and makes an outcome of it.
#pragma once

#include <string>

#include "hub/conformance/check.h"
#include "hub/conformance/exchange.h"

namespace hub::conformance {

class Judge {
 public:
  /// N success: HTTP 2xx, responseCode the string "0", responseMessage exactly RECEIVE SUCCESS. Returns
  /// whether that is so.
  bool success(const Exchange& exchange, const std::string& asked);
  /// A refusal with this code of table 3, the code a string.
  bool code(const Exchange& exchange, const std::string& asked, const std::string& wanted);
  /// Anything but success, and no fault of the server itself.
  bool refused(const Exchange& exchange, const std::string& asked);
  /// Exactly this reply text, white space between the tokens aside.
  bool exactly(const Exchange& exchange, const std::string& asked, const std::string& wanted);

  /// `good`, or a fault with what was observed.
  bool that(bool good, const Exchange& exchange, const std::string& asked, const std::string& expected);
  /// Something was seen, and it was as it should be.
  void noted() { ++seen_; }
  void fault(const std::string& asked, const std::string& observed);
  /// What cannot be said, unless something else was found wrong.
  void notJudged(const std::string& reason);
  /// The exchange this check builds on did not work, so it says nothing about its own subject.
  bool needs(const Exchange& exchange, const std::string& what);

  Outcome outcome() const;

 private:
  bool answered(const Exchange& exchange, const std::string& asked);

  std::vector<Evidence> faults_;
  int faultCount_ = 0;
  int seen_ = 0;
  std::string reason_;
};

/// The outcome of a check that asks one thing, which has to succeed.
Outcome succeeded(const Exchange& exchange, const std::string& asked);

}  // namespace hub::conformance
