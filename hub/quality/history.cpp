#include "hub/quality/history.h"

#include <algorithm>

#include "hub/quality/habit.h"
#include "hub/quality/rules/completeness.h"
#include "hub/quality/rules/enterprise_facts.h"
#include "hub/quality/rules/history_levels.h"
#include "hub/quality/rules/sums.h"

namespace hub::quality {
namespace {

bool wasLearned(const EnterpriseDay& day) {
  return std::ranges::any_of(day.habits, [&](const PointHabit& habit) { return habit.learned >= day.day; });
}

void learnFrom(const DayPoints& points, const std::set<std::string>& odd, std::vector<PointHabit>& habits) {
  for (const DayPoint& point : points.realTime()) {
    if (!point.block) continue;
    const PointHabit before =
        point.habit ? *point.habit : PointHabit{.enterprise = points.day().enterprise, .code = point.code};
    PointHabit after = learned(before, *point.block, odd.contains(point.code));
    if (after.days != before.days) habits.push_back(std::move(after));
  }
}

}  // namespace

HistoryVerdict judgeDay(const RuleBook& rules, const EnterpriseDay& day) {
  HistoryVerdict verdict;
  DayPoints points(rules, day, verdict);
  judgeCompleteness(points);
  judgeGaps(points);
  judgeSilence(points);
  judgeDaySum(points);
  judgeMonthSum(points);
  judgePlant(points);
  judgeFacts(points);
  judgeCalibration(points);
  const std::set<std::string> odd = judgeHistory(points);
  learnFrom(points, odd, verdict.habits);
  return verdict;
}

std::vector<JudgedPeriod> judgedPeriods(const EnterpriseDay& day) {
  std::vector<JudgedPeriod> periods;
  const auto add = [&](schemas::CivilDate period, std::initializer_list<RuleId> rules) {
    for (const RuleId id : rules) periods.push_back({infoOf(id).name, period});
  };
  add(day.day,
      {RuleId::incomplete, RuleId::gap, RuleId::silentPoint, RuleId::daySum, RuleId::plantBelowProcesses});
  if (!wasLearned(day)) add(day.day, {RuleId::jumpInHistory, RuleId::unitErrorInHistory});
  add(day.monthBefore(), {RuleId::monthSum});
  add(day.month(), {RuleId::unknownRegion, RuleId::unknownIndustry, RuleId::creditCode, RuleId::coordinates,
                    RuleId::calibrationOverdue});
  return periods;
}

}  // namespace hub::quality
