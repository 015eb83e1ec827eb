#include "hub/quality/habit.h"

#include <algorithm>
#include <cmath>

#include "hub/quality/number.h"

namespace hub::quality {
namespace {

constexpr std::int64_t kDay = 86400;
constexpr std::uint32_t kIntervals[] = {900, 1800, 3600};
constexpr std::size_t kValuesLeast = 8;
constexpr double kSpanDays = 30;   // of the learning span
constexpr double kForget = 0.99;   // the maximum of a day counts less and less
constexpr double kGrowthMost = 5;  // a day at most multiplies the maximum by this

// Regular throughout: nearly all values there, and no two far apart.
bool isRegular(const SeriesBlock& block, std::uint32_t interval) {
  if (static_cast<double>(block.values.size()) < 0.95 * static_cast<double>(kDay) / interval) return false;
  for (std::size_t i = 1; i < block.values.size(); ++i)
    if (block.values[i].at.seconds - block.values[i - 1].at.seconds > interval + interval / 5) return false;
  return true;
}

void learnInterval(PointHabit& habit, const SeriesBlock& day) {
  const std::uint32_t seen = intervalOf(day);
  if (habit.configured || seen == 0) return;
  if (habit.intervalSeconds == 0 || seen < habit.intervalSeconds || isRegular(day, seen))
    habit.intervalSeconds = seen;
}

void learnLevel(PointHabit& habit, const DayLevel& level) {
  if (level.count == 0) return;
  const bool isFirst = habit.maximum == 0;
  const double weight = 1 / std::min(static_cast<double>(habit.days) + 1, kSpanDays);
  habit.median = isFirst ? level.median : habit.median + (level.median - habit.median) * weight;
  habit.maximum =
      isFirst ? level.maximum
              : std::max(habit.maximum * kForget, std::min(level.maximum, habit.maximum * kGrowthMost));
}

}  // namespace

std::uint32_t intervalOf(const SeriesBlock& block) {
  if (block.values.size() < kValuesLeast) return 0;
  std::vector<std::int64_t> steps;
  for (std::size_t i = 1; i < block.values.size(); ++i)
    steps.push_back(block.values[i].at.seconds - block.values[i - 1].at.seconds);
  const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
  std::nth_element(steps.begin(), middle, steps.end());
  for (const std::uint32_t interval : kIntervals)
    if (static_cast<double>(*middle) < interval * std::sqrt(2.0)) return interval;
  return kIntervals[2];
}

DayLevel levelOf(const SeriesBlock& block) {
  std::vector<double> sizes;
  for (const SeriesValue& value : block.values) {
    const double size = std::abs(numberOf(value.value).value);
    if (size > 0) sizes.push_back(size);
  }
  if (sizes.empty()) return {};
  const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>((sizes.size() - 1) / 2);
  std::nth_element(sizes.begin(), middle, sizes.end());
  return {.median = *middle, .maximum = *std::ranges::max_element(sizes), .count = sizes.size()};
}

PointHabit learned(PointHabit habit, const SeriesBlock& day, bool levelIsOdd) {
  if (day.values.empty() || (habit.days > 0 && habit.learned >= day.key.period)) return habit;
  learnInterval(habit, day);
  if (!levelIsOdd) learnLevel(habit, levelOf(day));
  ++habit.days;
  habit.learned = day.key.period;
  return habit;
}

}  // namespace hub::quality
