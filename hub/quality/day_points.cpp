#include "hub/quality/day_points.h"

#include "hub/quality/habit.h"
#include "hub/quality/point.h"

namespace hub::quality {
namespace {

constexpr std::int32_t kByHand = 5;

}  // namespace

DayPoints::DayPoints(const RuleBook& book, const EnterpriseDay& day, HistoryVerdict& verdict)
    : book_(book), day_(day), verdict_(verdict) {
  if (day.config) config_ = ConfigIndex::of(*day.config);
  gather();
}

void DayPoints::gather() {
  std::map<std::string, DayPoint> points;
  for (const auto& [code, frequencies] : config_.points()) {
    const auto& realTime = frequencies[static_cast<std::size_t>(schemas::StatType::realTime)];
    if (realTime && realTime->inputType != kByHand) points[code].configured = &*realTime;
  }
  for (const PointHabit& habit : day_.habits) points[habit.code].habit = &habit;
  for (const SeriesBlock& block : day_.realTime) points[block.key.code].block = &block;
  for (auto& [code, point] : points) {
    point.code = code;
    if (point.habit) point.intervalSeconds = point.habit->intervalSeconds;
    if (point.intervalSeconds == 0 && point.block) point.intervalSeconds = intervalOf(*point.block);
    points_.push_back(std::move(point));
  }
}

RuleInForce DayPoints::rule(RuleId id, std::string_view code) const {
  return book_.inForce(id, {day_.enterprise, day_.reporter, energyKindOf(code)});
}

Finding& DayPoints::add(const RuleInForce& rule, schemas::CivilDate period, std::string evidence) {
  PeriodFinding made;
  made.period = period;
  made.finding.enterprise = day_.enterprise;
  made.finding.rule = rule.info->name;
  made.finding.version = rule.info->version;
  made.finding.clause = rule.info->clause;
  made.finding.evidence = std::move(evidence);
  verdict_.findings.push_back(std::move(made));
  return verdict_.findings.back().finding;
}

bool addsUp(std::string_view code) {
  if (!isStructuredCode(code)) return false;
  const std::string_view energyClass = code.substr(8, 2);
  return energyClass >= "01" && energyClass <= "04";
}

std::vector<Number> numbersOf(const SeriesBlock& block) {
  std::vector<Number> numbers;
  numbers.reserve(block.values.size());
  for (const SeriesValue& value : block.values) numbers.push_back(numberOf(value.value));
  return numbers;
}

}  // namespace hub::quality
