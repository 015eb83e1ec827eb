#include "hub/quality/rules/runs.h"

#include <algorithm>
#include <cmath>

namespace hub::quality {
namespace {

// How many stored values right before the block equal its first one, `most` at the most.
std::size_t runInStore(const PointBlock& block, std::size_t most) {
  const auto first = block.values.front().at;
  auto place = std::ranges::lower_bound(block.stored, first, {}, &SeriesValue::at);
  std::size_t length = 0;
  while (length < most && place != block.stored.begin()) {
    --place;
    if (numberOf(place->value).value != block.numbers.front().value) break;
    ++length;
  }
  return length;
}

/// Collects runs of one kind, constant or zero.
class Runs {
 public:
  explicit Runs(const RuleInForce& rule)
      : hits_(rule),
        slots_(static_cast<std::size_t>(std::max(rule["slots"], 2.0))),
        leastQuanta_(rule["least_quanta"]) {}

  std::size_t slots() const { return slots_; }
  bool off() const { return hits_.rule().off(); }
  bool isFine(double quanta) const { return quanta >= leastQuanta_; }

  /// Values [from, to) of the block are equal, and `before` stored ones too.
  void add(const PointBlock& block, std::size_t from, std::size_t to, std::size_t before, Verdict& verdict) {
    for (std::size_t i = from; i < to; ++i) hits_.add(block, i, verdict);
    if (to - from + before <= longest_) return;
    longest_ = to - from + before;
    value_ = &block.values[from].value;
    start_ = block.values[from].at;
  }
  void report(const Point& point, Verdict& verdict) const {
    hits_.report(
        *point.batch, &point,
        [&] { return start_.text() + "起连续" + std::to_string(longest_) + "个值均为" + value_->lexeme(); },
        verdict);
  }

 private:
  Hits hits_;
  std::size_t slots_;
  double leastQuanta_;
  std::size_t longest_ = 0;
  const schemas::Decimal* value_ = nullptr;
  schemas::CivilTime start_;
};

void lookAtBlock(const PointBlock& block, Runs& constants, Runs& zeros, Verdict& verdict) {
  const auto numbers = block.numbers;
  const double scale = powerOfTen(block.fractionDigits);
  const std::size_t slotsLeast = std::min(constants.slots(), zeros.slots());
  for (std::size_t from = 0; from < numbers.size();) {
    const double value = numbers[from].value;
    std::size_t to = from + 1;
    while (to < numbers.size() && numbers[to].value == value) ++to;
    const std::size_t before = from == 0 && !block.stored.empty()
                                   ? runInStore(block, std::max(constants.slots(), zeros.slots()))
                                   : 0;
    const std::size_t length = to - from + before;
    if (length >= slotsLeast) {
      const bool isZero = value == 0;
      Runs& runs = isZero ? zeros : constants;
      const double level = isZero ? block.largest : std::abs(value);
      const bool allZero = isZero && block.largest == 0;
      if (!runs.off() && length >= runs.slots() && (allZero || runs.isFine(level * scale)))
        runs.add(block, from, to, before, verdict);
    }
    from = to;
  }
}

}  // namespace

void judgeRuns(const ScopedRules& rules, const Point& point, Verdict& verdict) {
  if (point.statType != schemas::StatType::realTime) return;
  Runs constants(rules[RuleId::constantRun]);
  Runs zeros(rules[RuleId::zeroRun]);
  if (constants.off() && zeros.off()) return;
  for (const PointBlock& block : point.blocks)
    if (!block.numbers.empty()) lookAtBlock(block, constants, zeros, verdict);
  constants.report(point, verdict);
  zeros.report(point, verdict);
}

}  // namespace hub::quality
