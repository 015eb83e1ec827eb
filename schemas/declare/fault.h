// What is wrong with a message, member by member.
#pragma once

#include <string>
#include <vector>

#include "schemas/json/parse.h"
#include "schemas/reply_codes.h"

namespace schemas {

/// One fault: the member (`data[17].statDate`) and the rule it breaks, in Chinese.
struct Fault {
  enum class Kind { missing, malformed };
  Kind kind = Kind::malformed;
  std::string path;
  std::string rule;  // empty for a missing member
};

using Faults = std::vector<Fault>;

/// E2001 when anything is missing, else E2002 (N-8.3-10).
ReplyCode codeOf(const Faults& faults);

/// The members with their rules, missing ones first, at most 20 (OQ-16).
std::string detailOf(const Faults& faults);

/// What a read collects besides the message.
struct ReadContext {
  bool strict = false;  // per-peer switch that turns tolerance off (requirements 0.5)
  /// G names its members in any case and with stray blanks (OQ-57); N tolerates another case
  /// (field-notes 1.3).
  bool foldedNames = false;
  Faults faults;
  Tolerated tolerated;

  void missing(std::string path) { faults.push_back({Fault::Kind::missing, std::move(path), {}}); }
  void malformed(std::string path, std::string rule) {
    faults.push_back({Fault::Kind::malformed, std::move(path), std::move(rule)});
  }
  void tolerate(std::string_view rowId) {
    const auto found = tolerated.find(rowId);
    if (found == tolerated.end())
      tolerated.emplace(rowId, 1);
    else
      ++found->second;
  }
};

}  // namespace schemas
