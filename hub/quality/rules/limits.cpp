#include "hub/quality/rules/limits.h"

#include <cmath>

#include "hub/quality/coefficient_ranges.h"

namespace hub::quality {
namespace {

std::string limitsText(double least, double most) {
  if (std::isinf(least)) return "不大于" + textOf(most);
  if (std::isinf(most)) return "不小于" + textOf(least);
  return textOf(least) + "至" + textOf(most);
}

/// Hits of values outside [least, most], and the one that is farthest outside.
class Outside {
 public:
  Outside(const RuleInForce& rule, double least, double most) : hits_(rule), least_(least), most_(most) {}

  void look(const Point& point, Verdict& verdict) {
    for (const PointBlock& block : point.blocks) {
      if (block.numbers.empty()) continue;
      for (std::size_t i = 0; i < block.numbers.size(); ++i) {
        const double value = block.numbers[i].value;
        if (value >= least_ && value <= most_) continue;
        hits_.add(block, i, verdict);
        const double by = value < least_ ? least_ - value : value - most_;
        if (by < farthest_) continue;
        farthest_ = by;
        worst_ = &block.values[i].value;
      }
    }
  }
  void report(const Point& point, const char* what, Verdict& verdict) const {
    hits_.report(
        *point.batch, &point,
        [&] { return "最甚者" + worst_->lexeme() + "，" + what + limitsText(least_, most_); }, verdict);
  }

 private:
  Hits hits_;
  double least_, most_;
  double farthest_ = 0;
  const schemas::Decimal* worst_ = nullptr;
};

}  // namespace

void judgeRange(const ScopedRules& rules, const Point& point, Verdict& verdict) {
  const RuleInForce& rule = rules[RuleId::outOfRange];
  const ConfiguredPoint* configured = point.configured;
  if (rule.off() || !configured || (!configured->least && !configured->most)) return;
  const double least = configured->least.value_or(-HUGE_VAL);
  const double most = configured->most.value_or(HUGE_VAL);
  if (least >= most) return;
  Outside outside(rule, least, most);
  outside.look(point, verdict);
  outside.report(point, "配置范围", verdict);
}

void judgeSign(const ScopedRules& rules, const Point& point, Verdict& verdict) {
  const RuleInForce& rule = rules[RuleId::negative];
  if (rule.off()) return;
  Outside outside(rule, 0, HUGE_VAL);
  outside.look(point, verdict);
  outside.report(point, "应", verdict);
}

void judgeFraction(const ScopedRules& rules, const Point& point, Verdict& verdict) {
  const RuleInForce& rule = rules[RuleId::fractionDigits];
  if (rule.off()) return;
  const int most = static_cast<int>(rule["digits"]);
  Hits hits(rule);
  int digitsMost = 0;
  for (const PointBlock& block : point.blocks) {
    if (block.fractionDigits <= most) continue;
    for (std::size_t i = 0; i < block.numbers.size(); ++i) {
      if (block.numbers[i].fractionDigits <= most) continue;
      const int digits = block.values[i].value.fractionDigits();
      if (digits <= most) continue;
      hits.add(block, i, verdict);
      digitsMost = std::max(digitsMost, digits);
    }
  }
  hits.report(
      *point.batch, &point,
      [&] { return "小数" + std::to_string(digitsMost) + "位，不应超过" + std::to_string(most) + "位"; },
      verdict);
}

void judgeCoefficient(const ScopedRules& rules, const Point& point, Verdict& verdict) {
  const RuleInForce& rule = rules[RuleId::coefficientOutOfRange];
  if (rule.off() || !point.isStructured()) return;
  if (point.energyClass() != "05" && point.energyClass() != "06") return;
  const auto range = coefficientRange(point.energyKind());
  if (!range) return;
  Outside outside(rule, range->least, range->most);
  outside.look(point, verdict);
  outside.report(point, "该能源折标系数应为", verdict);
}

}  // namespace hub::quality
