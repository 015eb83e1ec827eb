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

/// How a sender that writes `valid` as 0 or 1 means it. Real clients contradict each other, so nothing is
/// guessed (OQ-24).
enum class ValidNumeric { refused, zeroIsValid, oneIsValid };

/// Which of the two profiles of N a message is read in. Both come to the same addresses; the caller decides.
struct ReadProfile {
  bool strict = false;  // per-peer switch that turns tolerance off (requirements 0.5)
  /// End device instead of platform: the identity is `deviceId`, and a record without `valid` counts as
  /// valid (field-notes 1.3, OQ-24).
  bool device = false;
  ValidNumeric validNumeric = ValidNumeric::refused;
};

/// What a read collects besides the message.
struct ReadContext : ReadProfile {
  /// G names its members in any case and with stray blanks (OQ-57); N tolerates another case
  /// (field-notes 1.3).
  bool foldedNames = false;
  /// At most kFaultsMax, and one more that says so: a sender must not turn megabytes of empty records into
  /// gigabytes of faults.
  Faults faults;
  Tolerated tolerated;

  static constexpr std::size_t kFaultsMax = 50'000;
  bool hasTooManyFaults() const { return faults.size() > kFaultsMax; }

  void missing(std::string path) { add({Fault::Kind::missing, std::move(path), {}}); }
  void malformed(std::string path, std::string rule) {
    add({Fault::Kind::malformed, std::move(path), std::move(rule)});
  }
  void add(Fault fault) {
    if (faults.size() < kFaultsMax)
      faults.push_back(std::move(fault));
    else if (faults.size() == kFaultsMax)
      faults.push_back({Fault::Kind::malformed, {}, "错误过多，其余未列"});
  }
  void tolerate(std::string_view rowId, int times = 1) {
    const auto found = tolerated.find(rowId);
    if (found == tolerated.end())
      tolerated.emplace(rowId, times);
    else
      found->second += times;
  }
};

}  // namespace schemas
