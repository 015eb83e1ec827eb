// The quality rules that need history: one enterprise, one day, with the month before it (field-notes 3).
// Pure: no clock, no store.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "hub/ports/enterprise.h"
#include "hub/ports/quality.h"
#include "hub/quality/config_index.h"
#include "hub/quality/rule_book.h"

namespace hub::quality {

/// Codes of the base dictionary; an empty list is not judged against.
struct KnownCodes {
  std::set<std::string> regions, industries;
};

/// What is stored for one enterprise. Blocks ascending by key.
struct EnterpriseDay {
  std::string enterprise;
  PeerId reporter{};
  schemas::CivilDate day;
  const EnterpriseConfig* config = nullptr;  // nullptr: no 8.6 received yet
  const KnownCodes* known = nullptr;
  std::span<const SeriesBlock> realTime;  // of the day
  std::span<const SeriesBlock> daily;     // from the first of the month before the day's, up to the day
  std::span<const SeriesBlock> monthly;   // with the month before
  std::span<const PointHabit> habits;
  std::span<const schemas::MeteringInstrument> instruments;

  schemas::CivilDate month() const { return day.firstOfMonth(); }
  schemas::CivilDate monthBefore() const { return month().plusDays(-1).firstOfMonth(); }
};

struct HistoryVerdict {
  std::vector<PeriodFinding> findings;  // `found` still to be set
  std::vector<PointHabit> habits;       // those that have changed
};

/// Judges the day, and learns from it unless it was learned from before: then the two rules against habits
/// are silent, since the day has become part of the habit. Any thread.
HistoryVerdict judgeDay(const RuleBook& rules, const EnterpriseDay& day);

/// A period for which judgeDay() has looked with a rule: earlier findings of it are to be cleared first.
struct JudgedPeriod {
  const char* rule;
  schemas::CivilDate period;
};
std::vector<JudgedPeriod> judgedPeriods(const EnterpriseDay& day);

}  // namespace hub::quality
