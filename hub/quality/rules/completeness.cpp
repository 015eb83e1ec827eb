#include "hub/quality/rules/completeness.h"

#include <algorithm>

#include "hub/quality/point.h"

namespace hub::quality {
namespace {

using schemas::CivilDate;
using schemas::CivilTime;
using schemas::StatType;

constexpr std::int64_t kDay = 86400;
constexpr std::uint32_t kUsualInterval = 900;  // N-8.8-3

std::uint32_t expectedOf(const DayPoint& point) {
  return static_cast<std::uint32_t>(kDay / (point.intervalSeconds ? point.intervalSeconds : kUsualInterval));
}

int silentDaysOf(const DayPoints& points, const std::string& code) {
  return static_cast<int>(points.rule(RuleId::silentPoint, code)["days"]);
}

// Due: it has reported lately. What never has, or not for long, is silent rather than incomplete; what was
// first seen after the day was not due on it.
bool isDue(const DayPoints& points, const DayPoint& point) {
  if (point.block) return true;
  if (!point.habit) return false;
  const int daysSince = points.day().day.days - point.habit->learned.days;
  return daysSince < silentDaysOf(points, point.code) && -daysSince < static_cast<int>(point.habit->days);
}

void incomplete(DayPoints& points, const DayPoint& point, const RuleInForce& rule) {
  const std::uint32_t expected = expectedOf(point);
  const auto came = static_cast<std::uint32_t>(point.block ? point.block->values.size() : 0);
  if (came * 100.0 >= rule["percent"] * expected) return;
  const std::string percent = textOf(static_cast<double>(came * 1000 / expected) / 10);
  Finding& finding = points.add(
      rule, points.day().day,
      "应收" + std::to_string(expected) + "个，实收" + std::to_string(came) + "个，完整率" + percent + "%");
  finding.code = point.code;
  finding.statType = StatType::realTime;
  finding.count = expected - came;
  if (!point.block) return;
  finding.first = point.block->values.front().at;
  finding.last = point.block->values.back().at;
}

/// A stretch without values.
struct Gap {
  CivilTime from, to;
  std::int64_t seconds() const { return to.seconds - from.seconds; }
};

std::vector<Gap> gapsOf(const SeriesBlock& block, CivilDate day, std::int64_t secondsMost) {
  std::vector<Gap> gaps;
  CivilTime before = CivilTime::at(day);
  const auto look = [&](CivilTime at) {
    if (at.seconds - before.seconds > secondsMost) gaps.push_back({before, at});
    before = at;
  };
  for (const SeriesValue& value : block.values) look(value.at);
  look(CivilTime::at(day.plusDays(1)));
  return gaps;
}

void judgeGapsOf(DayPoints& points, const DayPoint& point) {
  const RuleInForce rule = points.rule(RuleId::gap, point.code);
  if (rule.off() || !point.block) return;
  const auto most = static_cast<std::int64_t>(rule["minutes"] * 60 + rule["jitter_seconds"]);
  const auto gaps = gapsOf(*point.block, points.day().day, most);
  if (gaps.empty()) return;
  const Gap& longest = *std::ranges::max_element(gaps, {}, &Gap::seconds);
  Finding& finding = points.add(rule, points.day().day,
                                longest.from.text() + "起间断" + std::to_string(longest.seconds() / 60) +
                                    "分钟，不应超过" + textOf(rule["minutes"]) + "分钟");
  finding.code = point.code;
  finding.statType = StatType::realTime;
  finding.count = static_cast<std::uint32_t>(gaps.size());
  finding.first = gaps.front().from;
  finding.last = gaps.back().from;
}

/// The last day with a value of each daily point.
std::map<std::string, CivilDate> lastDaysOf(std::span<const SeriesBlock> blocks) {
  std::map<std::string, CivilDate> last;
  for (const SeriesBlock& block : blocks)
    if (!block.values.empty()) last[block.key.code] = block.values.back().at.date();
  return last;
}

/// Looks for configured points without data.
class Silence {
 public:
  explicit Silence(DayPoints& points) : points_(points), day_(points.day()) {
    const auto daily = lastDaysOf(day_.daily);
    for (const DayPoint& point : points_.realTime()) {
      if (!point.configured || (!point.configured->isNamed && !point.habit)) continue;
      const bool isThere = point.block != nullptr;
      const bool isKnown = isThere || (point.habit && point.habit->days > 0);
      look(point.code, StatType::realTime,
           isThere   ? day_.day
           : isKnown ? point.habit->learned
                     : day_.config->received.date(),
           isKnown);
    }
    for (const auto& [code, frequencies] : points_.config().points()) {
      const auto& frequency = frequencies[static_cast<std::size_t>(StatType::daily)];
      const auto found = daily.find(code);
      const bool isKnown = found != daily.end();
      // An item without a frequency owes none until it has shown which it has.
      if (!frequency || (!frequency->isNamed && !isKnown)) continue;
      look(code, StatType::daily, isKnown ? found->second : day_.config->received.date(), isKnown);
    }
  }

  void report() {
    if (silent_.empty()) return;
    const bool all = silent_.size() == looked_ && looked_ > 1;
    if (all) {
      const RuleInForce rule = points_.rule(RuleId::silentPoint);
      if (rule.off()) return;
      points_.add(rule, day_.day, "全部" + std::to_string(looked_) + "个数据项均无数据").count =
          static_cast<std::uint32_t>(looked_);
      return;
    }
    for (const Silent& one : silent_) {
      Finding& finding = points_.add(
          points_.rule(RuleId::silentPoint, one.code), day_.day,
          one.isKnown ? "最近的数据为" + one.last.text() : one.last.text() + "收到配置，此后无数据");
      finding.code = one.code;
      finding.statType = one.statType;
    }
  }

 private:
  struct Silent {
    std::string code;
    StatType statType;
    CivilDate last;
    bool isKnown;
  };

  void look(const std::string& code, StatType statType, CivilDate last, bool isKnown) {
    const RuleInForce rule = points_.rule(RuleId::silentPoint, code);
    if (rule.off()) return;
    ++looked_;
    if (day_.day.days - last.days >= rule["days"]) silent_.push_back({code, statType, last, isKnown});
  }

  DayPoints& points_;
  const EnterpriseDay& day_;
  std::size_t looked_ = 0;
  std::vector<Silent> silent_;
};

}  // namespace

void judgeCompleteness(DayPoints& points) {
  std::vector<const DayPoint*> due;
  for (const DayPoint& point : points.realTime())
    if (isDue(points, point)) due.push_back(&point);
  const bool nothing = std::ranges::none_of(due, [](const DayPoint* point) { return point->block; });
  if (nothing && due.size() > 1) {
    const RuleInForce rule = points.rule(RuleId::incomplete);
    if (rule.off()) return;
    std::uint32_t expected = 0;
    for (const DayPoint* point : due) expected += expectedOf(*point);
    points.add(rule, points.day().day, "当日无实时数据，应收" + std::to_string(due.size()) + "个数据项")
        .count = expected;
    return;
  }
  for (const DayPoint* point : due) {
    const RuleInForce rule = points.rule(RuleId::incomplete, point->code);
    if (!rule.off()) incomplete(points, *point, rule);
  }
}

void judgeGaps(DayPoints& points) {
  for (const DayPoint& point : points.realTime()) judgeGapsOf(points, point);
}

void judgeSilence(DayPoints& points) {
  if (points.day().config) Silence(points).report();
}

}  // namespace hub::quality
