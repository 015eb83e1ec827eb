// One setting of a quality rule as an administrator changes it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "hub/quality/rule_book.h"

namespace hub::app {

/// off, report, quarantine.
std::string_view nameOf(RuleMode mode);
std::optional<RuleMode> ruleModeNamed(std::string_view name);

/// `name=number` as given on a command line; malformed else.
Result<std::map<std::string, std::string>> parametersIn(const std::vector<std::string>& given);

/// The stored setting of the same rule, enterprise, peer and energy kind with `change` laid over it; members
/// and parameters that `change` does not name stay. malformed, as RuleBook::of says, when no such rule or
/// parameter exists, and for quarantine by a rule that runs as a job.
Result<RuleSetting> mergedSetting(const std::vector<RuleSetting>& stored, RuleSetting change,
                                  const std::map<std::string, std::string>& parameters);

}  // namespace hub::app
