// A report for people (Chinese) and for programs (JSON).
#pragma once

#include <string>
#include <vector>

#include "hub/conformance/catalogue.h"
#include "hub/conformance/run.h"

namespace hub::conformance {

const char* nameOf(Severity severity);  // 必须 …
const char* nameOf(Verdict verdict);    // 符合 …
const char* codeOf(Severity severity);  // must …
const char* codeOf(Verdict verdict);    // conforms …

/// Whom, as whom, and what a platform will store of it: to be said before anything is sent.
std::string introduction(const Target& target, const Checks& checks, const std::string& clause);
/// The same with the checks one by one.
std::string planText(const Target& target, const Checks& checks, const std::string& clause);
std::string reportText(const Target& target, const Report& report,
                       const std::vector<Unjudgeable>& unjudgeable);
schemas::json::Object planJson(const Target& target, const Checks& checks, const std::string& clause);
schemas::json::Object reportJson(const Target& target, const Report& report,
                                 const std::vector<Unjudgeable>& unjudgeable);

}  // namespace hub::conformance
