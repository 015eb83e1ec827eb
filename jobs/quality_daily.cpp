#include "jobs/quality_daily.h"

#include <algorithm>

#include "hub/quality/rules/dictionary.h"
#include "schemas/declare/read.h"

namespace hub::jobs {
namespace {

using quality::EnterpriseDay;
using schemas::CivilDate;
using schemas::CivilTime;
using schemas::StatType;

constexpr int kDaysBack = 2;

std::set<std::string> codesOf(const DictionaryLists& lists, const std::string& name) {
  std::set<std::string> codes;
  const auto list = lists.lists.find(name);
  if (list == lists.lists.end()) return codes;
  for (const schemas::json::Value& row : list->second)
    if (const auto* code = row.find("code"); code && code->text())
      codes.emplace(schemas::trimmed(*code->text()));
  return codes;
}

/// What is stored for an enterprise's day, kept for as long as the rules look at it.
struct StoredDay {
  std::vector<SeriesBlock> realTime, daily, monthly;
  std::vector<PointHabit> habits;
  std::vector<schemas::MeteringInstrument> instruments;
  std::optional<EnterpriseConfig> config;
  std::vector<PeriodFinding> earlier;  // what was found before for the periods of this day
};

Result<std::vector<SeriesBlock>> read(UnitOfWork& work, const EnterpriseDay& day, StatType statType,
                                      CivilDate from, CivilDate to) {
  return work.series().read({day.enterprise, statType, CivilTime::at(from), CivilTime::at(to)});
}

Result<StoredDay> load(UnitOfWork& work, const EnterpriseDay& day) {
  const CivilDate after = day.day.plusDays(1);
  StoredDay stored;
  HUB_TRY(realTime, read(work, day, StatType::realTime, day.day, after));
  HUB_TRY(daily, read(work, day, StatType::daily, day.monthBefore(), after));
  HUB_TRY(monthly, read(work, day, StatType::monthly, day.monthBefore(), day.month()));
  HUB_TRY(habits, work.quality().habits(day.enterprise));
  HUB_TRY(instruments, work.enterprises().instruments(day.enterprise));
  HUB_TRY(config, work.enterprises().config(day.enterprise));
  HUB_TRY(earlier, work.quality().findings(day.enterprise, day.monthBefore(), day.day));
  stored.realTime = std::move(realTime);
  stored.daily = std::move(daily);
  stored.monthly = std::move(monthly);
  stored.habits = std::move(habits);
  stored.instruments = std::move(instruments);
  stored.config = std::move(config);
  stored.earlier = std::move(earlier);
  return stored;
}

Result<void> replaceFindings(UnitOfWork& work, const EnterpriseDay& day, const StoredDay& stored,
                             const std::vector<PeriodFinding>& findings) {
  for (const auto& [rule, period] : quality::judgedPeriods(day)) {
    const bool wasFound = std::ranges::any_of(stored.earlier, [&](const PeriodFinding& one) {
      return one.period == period && one.finding.rule == rule;
    });
    if (wasFound) HUB_CHECK(work.quality().clearFindings(day.enterprise, rule, period));
  }
  if (findings.empty()) return {};
  return work.quality().putFindings(findings);
}

}  // namespace

Result<quality::KnownCodes> QualityDaily::judgeDictionary(const quality::RuleBook& rules, TimePoint now) {
  const CivilDate month = Clock::civil(now).date().firstOfMonth();
  return inUnit(storage_, [&](UnitOfWork& work) -> Result<quality::KnownCodes> {
    HUB_TRY(lists, work.dictionaries().load({"region", "industry", "energyType"}));
    const quality::KnownCodes known{codesOf(lists, "region"), codesOf(lists, "industry")};
    const auto data = baseDataOf({{{"energyType", lists.lists["energyType"]}}});
    if (!data) return known;  // what cannot be read is not judged
    auto findings = quality::judgeCoefficients(rules, data->energyType, month);
    for (PeriodFinding& one : findings) one.found = now;
    HUB_CHECK(work.quality().clearFindings("", "dictionary_coefficient", month));
    if (!findings.empty()) HUB_CHECK(work.quality().putFindings(findings));
    return known;
  });
}

Result<std::uint64_t> QualityDaily::judgeOneDay(const quality::RuleBook& rules, EnterpriseDay day,
                                                TimePoint now) {
  return inUnit(storage_, [&](UnitOfWork& work) -> Result<std::uint64_t> {
    HUB_TRY(stored, load(work, day));
    day.config = stored.config ? &*stored.config : nullptr;
    day.realTime = stored.realTime;
    day.daily = stored.daily;
    day.monthly = stored.monthly;
    day.habits = stored.habits;
    day.instruments = stored.instruments;
    quality::HistoryVerdict verdict = quality::judgeDay(rules, day);
    for (PeriodFinding& one : verdict.findings) one.found = now;
    HUB_CHECK(replaceFindings(work, day, stored, verdict.findings));
    if (!verdict.habits.empty()) HUB_CHECK(work.quality().putHabits(verdict.habits));
    return std::uint64_t{verdict.findings.size()};
  });
}

Result<std::uint64_t> QualityDaily::judgeEnterprise(const quality::RuleBook& rules,
                                                    const quality::KnownCodes& known,
                                                    const EnterpriseSummary& enterprise, TimePoint now) {
  std::uint64_t findings = 0;
  for (int back = kDaysBack; back >= 1; --back) {
    HUB_TRY(found, judgeOneDay(rules,
                               {.enterprise = enterprise.code,
                                .reporter = enterprise.owner,
                                .day = Clock::civil(now).date().plusDays(-back),
                                .known = &known},
                               now));
    findings += found;
  }
  return findings;
}

Result<bool> QualityDaily::resumes(CivilDate today) {
  return inUnit(storage_, [&](UnitOfWork& work) -> Result<bool> {
    HUB_TRY(last, work.jobs().last(name()));
    return last && !last->ok && last->finished && Clock::civil(*last->finished).date() == today;
  });
}

Result<bool> QualityDaily::isDone(const std::string& enterprise, CivilDate today) {
  return inUnit(storage_, [&](UnitOfWork& work) -> Result<bool> {
    HUB_TRY(habits, work.quality().habits(enterprise));
    return std::ranges::any_of(habits,
                               [&](const PointHabit& habit) { return habit.learned >= today.plusDays(-1); });
  });
}

Result<std::string> QualityDaily::runOnce(const JobContext& context) {
  const TimePoint now = context.now;
  const auto rules = rules_.current();
  const CivilDate today = Clock::civil(now).date();
  HUB_TRY(failedToday, resumes(today));
  const bool goesOn = failedToday || context.isTakenUp;
  HUB_TRY(known, judgeDictionary(*rules, now));
  HUB_TRY(enterprises,
          inUnit(storage_, [](UnitOfWork& work) { return work.enterprises().list(std::nullopt); }));
  std::uint64_t judged = 0, findings = 0, failed = 0;
  std::string reason;
  for (const EnterpriseSummary& enterprise : enterprises) {
    HUB_CHECK(context.goOn());
    if (goesOn) {
      HUB_TRY(done, isDone(enterprise.code, today));
      if (done) continue;
    }
    const auto found = judgeEnterprise(*rules, known, enterprise, now);
    if (!found) {
      // What is wrong with one of them, say a damaged block, must not keep the others unjudged.
      if (++failed == 1) reason = enterprise.code + ": " + found.error().cause;
      if (found.error().failure == Failure::busy) return tl::unexpected(found.error());
      continue;
    }
    findings += *found;
    ++judged;
  }
  std::string outcome = "enterprises=" + std::to_string(judged) + " findings=" + std::to_string(findings);
  if (failed > 0) outcome += " failed=" + std::to_string(failed) + " first=" + reason;
  if (failed > 0 && judged == 0) return fail(Failure::database, {}, outcome);
  return outcome;
}

}  // namespace hub::jobs
