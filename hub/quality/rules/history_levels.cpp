#include "hub/quality/rules/history_levels.h"

#include <algorithm>
#include <cmath>

#include "hub/quality/habit.h"
#include "hub/quality/point.h"
#include "hub/quality/rules/levels.h"

namespace hub::quality {
namespace {

bool hasWrongUnit(DayPoints& points, const DayPoint& point) {
  const RuleInForce rule = points.rule(RuleId::unitErrorInHistory, point.code);
  const PointHabit& habit = *point.habit;
  const DayLevel level = levelOf(*point.block);
  if (rule.off() || habit.days < rule["days_least"] ||
      static_cast<double>(level.count) < rule["values_least"] || habit.median == 0 ||
      !isUnitRatio(level.median / habit.median, std::max(rule["tolerance"], 1.0)))
    return false;
  Finding& finding = points.add(rule, points.day().day,
                                "当日中位数" + textOf(level.median) + "，历史中位数" + textOf(habit.median));
  finding.code = point.code;
  finding.statType = schemas::StatType::realTime;
  finding.count = static_cast<std::uint32_t>(level.count);
  finding.first = point.block->values.front().at;
  finding.last = point.block->values.back().at;
  return true;
}

// Says whether the day is odd: a few values jump, where many are a change of load that is to be learned.
bool judgeJump(DayPoints& points, const DayPoint& point) {
  constexpr std::uint32_t kFew = 3;
  const RuleInForce rule = points.rule(RuleId::jumpInHistory, point.code);
  const PointHabit& habit = *point.habit;
  if (rule.off() || habit.days < rule["days_least"] || habit.maximum == 0) return false;
  const std::vector<Number> numbers = numbersOf(*point.block);
  const SeriesValue* first = nullptr;
  const SeriesValue* last = nullptr;
  std::uint32_t count = 0;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (std::abs(numbers[i].value) <= rule["factor"] * habit.maximum) continue;
    if (habit.maximum * powerOfTen(numbers[i].fractionDigits) < rule["least_quanta"]) continue;
    last = &point.block->values[i];
    if (count++ == 0) first = last;
  }
  if (count == 0) return false;
  Finding& finding =
      points.add(rule, points.day().day,
                 first->at.text() + "的值" + first->value.lexeme() + "，历史最大" + textOf(habit.maximum));
  finding.code = point.code;
  finding.statType = schemas::StatType::realTime;
  finding.count = count;
  finding.first = first->at;
  finding.last = last->at;
  return count <= kFew;
}

}  // namespace

std::set<std::string> judgeHistory(DayPoints& points) {
  std::set<std::string> odd;
  for (const DayPoint& point : points.realTime()) {
    if (!point.block || !point.habit || point.habit->learned >= points.day().day) continue;
    if (hasWrongUnit(points, point) || judgeJump(points, point)) odd.insert(point.code);
  }
  return odd;
}

}  // namespace hub::quality
