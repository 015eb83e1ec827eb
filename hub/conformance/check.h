// What a check of another platform is and what it finds out.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace hub::conformance {

/// How binding the row is that a check looks at. An optional operation may be absent; when it is offered, it
/// must be as printed.
enum class Severity : std::uint8_t { must, optional, should };

enum class Verdict : std::uint8_t { conforms, fails, notJudged };

/// One exchange that speaks for the verdict: what was asked and what came.
struct Evidence {
  std::string asked;     // in Chinese: 缺少 enterpriseCode
  std::string observed;  // in Chinese: HTTP 200，responseCode "0" …, shortened
};

struct Outcome {
  Verdict verdict = Verdict::notJudged;
  std::string reason;  // of a check that could not be judged
  std::vector<Evidence> evidence;
  int exchanges = 0;  // how many replies were looked at
};

class Session;

/// One fact about the other side. Stateless; what earlier replies gave is in the session.
struct Check {
  std::string id;     // clause first: N-8.8/missing
  std::string rows;   // requirement rows, separated by blanks
  std::string title;  // what should be so, in Chinese
  Severity severity = Severity::must;
  bool stores = false;  // the request, or the data it needs there, is stored by a platform that accepts it
  std::function<Outcome(Session&)> run;
};

using Checks = std::vector<Check>;

}  // namespace hub::conformance
