// One run over a list of checks.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "hub/conformance/check.h"
#include "hub/conformance/session.h"

namespace hub::conformance {

struct Finding {
  Check check;
  Outcome outcome;
};

struct Summary {
  int conforms = 0, fails = 0, notJudged = 0;
};

struct Report {
  std::vector<Finding> findings;  // in the order of the checks
  int requests = 0;
  std::string stopped;  // why the run ended early, in Chinese; empty = it did not

  Summary of(Severity severity) const;
  /// Nothing binding was found wrong, and the run was able to look at all.
  bool conforms() const;
};

/// Runs what is about `clause` (empty = all) and, for a target that is read only, stores nothing. `told`
/// hears of each finding as it comes. Ends early when the target cannot be reached at all.
Report run(Session& session, const Checks& checks, const std::string& clause,
           const std::function<void(const Finding&)>& told = {});

}  // namespace hub::conformance
