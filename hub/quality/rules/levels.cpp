#include "hub/quality/rules/levels.h"

#include <algorithm>
#include <cmath>

namespace hub::quality {
namespace {

bool isAbout(double ratio, double power, double tolerance) {
  return ratio * tolerance >= power && ratio <= power * tolerance;
}

/// The usual level of a block: the absolute values that are not zero.
struct Level {
  double median = 0, upperQuartile = 0;
};

/// What a block is measured against, made only when its extremes give reason to look: its own values, or when
/// they are few, those in the store with them.
class Reference {
 public:
  Reference(const PointBlock& block, std::vector<double>& scratch) : block_(block), scratch_(scratch) {}

  std::optional<Level> level(std::size_t valuesLeast) {
    if (block_.numbers.size() + block_.stored.size() < valuesLeast) return std::nullopt;
    scratch_.clear();
    for (const Number& number : block_.numbers)
      if (number.value != 0) scratch_.push_back(std::abs(number.value));
    if (block_.numbers.size() < valuesLeast) addStored();
    if (scratch_.size() < valuesLeast) return std::nullopt;
    const auto at = [&](std::size_t position) {
      const auto place = scratch_.begin() + static_cast<std::ptrdiff_t>(position);
      std::nth_element(scratch_.begin(), place, scratch_.end());
      return *place;
    };
    const std::size_t size = scratch_.size();
    return Level{.median = at((size - 1) / 2), .upperQuartile = at((size - 1) * 3 / 4)};
  }

 private:
  // Stored values that the batch sends again must not count twice.
  void addStored() {
    auto incoming = block_.values.begin();
    for (const SeriesValue& stored : block_.stored) {
      while (incoming != block_.values.end() && incoming->at < stored.at) ++incoming;
      if (incoming != block_.values.end() && incoming->at == stored.at) continue;
      const double value = numberOf(stored.value).value;
      if (value != 0) scratch_.push_back(std::abs(value));
    }
  }

  const PointBlock& block_;
  std::vector<double>& scratch_;
};

// When the mean is high enough, the upper quartile is at least a `factor`-th of the largest value, so that
// nothing jumps; this spares most blocks the sorting.
bool mayJump(const PointBlock& block, double factor) {
  const double quartileLeast = block.largest / factor;
  const double enough = quartileLeast + 0.25 * (block.largest - quartileLeast);
  return block.sum < enough * static_cast<double>(block.numbers.size());
}

struct LevelRule {
  explicit LevelRule(const RuleInForce& rule)
      : hits(rule),
        slotsMost(static_cast<std::size_t>(rule["slots_most"])),
        valuesLeast(static_cast<std::size_t>(rule["values_least"])),
        leastQuanta(rule["least_quanta"]) {}

  // Of a block, unless there are so many that the load has changed.
  void take(const PointBlock& block, const std::vector<std::size_t>& found, double reference,
            Verdict& verdict) {
    if (found.empty() || found.size() > slotsMost) return;
    for (const std::size_t i : found) hits.add(block, i, verdict);
    if (!evidence.empty()) return;
    const SeriesValue& value = block.values[found.front()];
    evidence = value.at.text() + "的值" + value.value.lexeme() + "，同期水平" + textOf(reference);
  }

  Hits hits;
  std::size_t slotsMost, valuesLeast;
  double leastQuanta;
  std::string evidence;
};

void lookAtBlock(const PointBlock& block, LevelRule& jump, LevelRule& unit, std::vector<double>& scratch,
                 Verdict& verdict) {
  const double factor = std::max(jump.hits.rule()["factor"], 1.0);
  const double tolerance = std::max(unit.hits.rule()["tolerance"], 1.0);
  const std::size_t valuesLeast = std::min(jump.valuesLeast, unit.valuesLeast);
  const bool alone = block.numbers.size() >= valuesLeast;
  const bool jumps = !jump.hits.rule().off() && (!alone || mayJump(block, factor));
  const bool units =
      !unit.hits.rule().off() && (!alone || block.largest * tolerance >= block.smallest * 1000);
  if (block.largest == 0 || (!jumps && !units)) return;
  const auto level = Reference(block, scratch).level(valuesLeast);
  if (!level) return;
  const double scale = powerOfTen(block.fractionDigits);
  std::vector<std::size_t> jumping, wrongUnit;
  for (std::size_t i = 0; i < block.numbers.size(); ++i) {
    const double value = std::abs(block.numbers[i].value);
    if (value == 0) continue;
    if (units && isUnitRatio(value / level->median, tolerance) &&
        std::min(value, level->median) * scale >= unit.leastQuanta)
      wrongUnit.push_back(i);
    else if (jumps && value > factor * level->upperQuartile &&
             level->upperQuartile * scale >= jump.leastQuanta)
      jumping.push_back(i);
  }
  unit.take(block, wrongUnit, level->median, verdict);
  jump.take(block, jumping, level->upperQuartile, verdict);
}

}  // namespace

bool isUnitRatio(double ratio, double tolerance) {
  if (ratio < 1) ratio = 1 / ratio;
  return isAbout(ratio, 1e3, tolerance) || isAbout(ratio, 1e4, tolerance);
}

void judgeLevels(const ScopedRules& rules, const Point& point, std::vector<double>& scratch,
                 Verdict& verdict) {
  if (point.statType != schemas::StatType::realTime && point.statType != schemas::StatType::daily) return;
  LevelRule jump(rules[RuleId::jump]);
  LevelRule unit(rules[RuleId::unitError]);
  for (const PointBlock& block : point.blocks) lookAtBlock(block, jump, unit, scratch, verdict);
  for (const LevelRule* rule : {&unit, &jump})
    rule->hits.report(
        *point.batch, &point, [&] { return rule->evidence; }, verdict);
}

void judgeMidnight(const ScopedRules& rules, const Point& point, Verdict& verdict) {
  constexpr std::int64_t kDay = 86400, kSlot = 900;
  const RuleInForce& rule = rules[RuleId::midnightSlot];
  if (rule.off() || point.statType != schemas::StatType::realTime) return;
  Hits hits(rule);
  std::string evidence;
  for (const PointBlock& block : point.blocks) {
    if (block.numbers.size() < 4 || block.values.front().at.seconds % kDay >= kSlot) continue;
    const double first = block.numbers[0].value;
    double after = 0;
    for (std::size_t i = 1; i <= 3; ++i) after = std::max(after, std::abs(block.numbers[i].value));
    const bool far = std::abs(first) > rule["factor"] * after &&
                     after * powerOfTen(block.fractionDigits) >= rule["least_quanta"];
    if (first >= 0 && !far) continue;
    hits.add(block, 0, verdict);
    if (evidence.empty())
      evidence = "零点值" + block.values[0].value.lexeme() + "，其后三个值最大" + textOf(after);
  }
  hits.report(
      *point.batch, &point, [&] { return evidence; }, verdict);
}

}  // namespace hub::quality
