#include "hub/quality/rules/sums.h"

#include <algorithm>
#include <cmath>

#include "hub/quality/point.h"

namespace hub::quality {
namespace {

using schemas::CivilDate;
using schemas::StatType;

constexpr std::int64_t kDay = 86400;

/// A sum with the room that rounding of its parts leaves.
struct Sum {
  double total = 0, rounding = 0;
  std::uint32_t count = 0;

  void add(const Number& number) {
    total += number.value;
    rounding += 0.5 / powerOfTen(number.fractionDigits);
    ++count;
  }
};

Sum sumOf(const std::vector<Number>& numbers) {
  Sum sum;
  for (const Number& number : numbers) sum.add(number);
  return sum;
}

// Whether the parts contradict the whole. Parts that are missing may explain a sum below it.
bool contradict(const Sum& parts, const Number& whole, double percent, bool areComplete) {
  const double room =
      std::abs(whole.value) * percent / 100 + parts.rounding + 0.5 / powerOfTen(whole.fractionDigits);
  if (parts.total > whole.value + room) return true;
  return areComplete && parts.total < whole.value - room;
}

std::string comparison(const char* whole, const schemas::Decimal& value, const char* parts, const Sum& sum) {
  return whole + value.lexeme() + "，" + std::to_string(sum.count) + "个" + parts + "之和" +
         textOf(sum.total);
}

using DailyValues = std::map<std::string_view, const SeriesValue*>;

DailyValues dailyOn(std::span<const SeriesBlock> blocks, CivilDate day) {
  DailyValues values;
  for (const SeriesBlock& block : blocks)
    for (const SeriesValue& value : block.values)
      if (value.at.date() == day) values[block.key.code] = &value;
  return values;
}

void judgeMonthOf(DayPoints& points, const SeriesBlock& monthly, CivilDate month) {
  const auto value = std::ranges::find(monthly.values, month,
                                       [](const SeriesValue& one) { return one.at.date().firstOfMonth(); });
  if (value == monthly.values.end() || !addsUp(monthly.key.code)) return;
  const RuleInForce rule = points.rule(RuleId::monthSum, monthly.key.code);
  if (rule.off()) return;
  Sum sum;
  for (const SeriesBlock& block : points.day().daily)
    if (block.key.code == monthly.key.code)
      for (const SeriesValue& day : block.values)
        if (day.at.date().firstOfMonth() == month) sum.add(numberOf(day.value));
  const auto days = static_cast<std::uint32_t>(points.day().month().days - month.days);
  if (sum.count == 0 || !contradict(sum, numberOf(value->value), rule["percent"], sum.count >= days)) return;
  Finding& finding = points.add(rule, month, comparison("月值", value->value, "日值", sum));
  finding.code = monthly.key.code;
  finding.statType = StatType::monthly;
  finding.first = finding.last = value->at;
}

/// The whole plant and its processes, for one energy kind and usage.
struct Parts {
  const SeriesValue* plant = nullptr;
  std::string_view plantCode;
  Sum processes;
};

std::map<std::string_view, Parts> partsOn(const EnterpriseDay& day) {
  std::map<std::string_view, Parts> parts;
  for (const auto& [code, value] : dailyOn(day.daily, day.day)) {
    if (!addsUp(code) || code[14] == '3') continue;
    Parts& one = parts[code.substr(8)];
    if (code.substr(0, 8) == "00000000") {
      one.plant = value;
      one.plantCode = code;
    } else if (code.substr(2, 6) == "000000") {
      one.processes.add(numberOf(value->value));
    }
  }
  return parts;
}

}  // namespace

void judgeDaySum(DayPoints& points) {
  const DailyValues daily = dailyOn(points.day().daily, points.day().day);
  for (const DayPoint& point : points.realTime()) {
    const auto value = daily.find(point.code);
    if (!point.block || value == daily.end() || !addsUp(point.code)) continue;
    const RuleInForce rule = points.rule(RuleId::daySum, point.code);
    if (rule.off()) continue;
    const Sum sum = sumOf(numbersOf(*point.block));
    const bool areComplete =
        point.intervalSeconds > 0 && std::int64_t{sum.count} * point.intervalSeconds >= kDay;
    if (!contradict(sum, numberOf(value->second->value), rule["percent"], areComplete)) continue;
    Finding& finding =
        points.add(rule, points.day().day, comparison("日值", value->second->value, "实时值", sum));
    finding.code = point.code;
    finding.statType = StatType::daily;
    finding.first = finding.last = value->second->at;
  }
}

void judgeMonthSum(DayPoints& points) {
  for (const SeriesBlock& monthly : points.day().monthly)
    judgeMonthOf(points, monthly, points.day().monthBefore());
}

void judgePlant(DayPoints& points) {
  for (const auto& [rest, parts] : partsOn(points.day())) {
    if (!parts.plant || parts.processes.count == 0) continue;
    const RuleInForce rule = points.rule(RuleId::plantBelowProcesses, parts.plantCode);
    if (rule.off()) continue;
    if (!contradict(parts.processes, numberOf(parts.plant->value), rule["percent"], false)) continue;
    Finding& finding =
        points.add(rule, points.day().day, comparison("全厂", parts.plant->value, "工序", parts.processes));
    finding.code = parts.plantCode;
    finding.statType = StatType::daily;
    finding.first = finding.last = parts.plant->at;
  }
}

}  // namespace hub::quality
