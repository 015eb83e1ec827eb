#include "adapters/mysql/series_grid.h"

#include <numeric>

namespace hub::mysql {
namespace {

using schemas::CivilDate;
using schemas::CivilTime;

constexpr std::int64_t kGapBytes = 5;  // `null,`
constexpr std::int64_t kOffsetBytes = 8;
constexpr unsigned kLastDayOfAllMonths = 28;

std::int64_t monthNumber(CivilDate date) { return std::int64_t{date.year()} * 12 + date.month() - 1; }

std::int64_t phaseOf(CivilDate period, CivilTime at) { return at.seconds - CivilTime::at(period).seconds; }

SeriesGrid secondsGrid(CivilDate period, const std::vector<SeriesValue>& values) {
  std::int64_t step = 0;
  for (std::size_t i = 1; i < values.size() && step != 1; ++i)
    step = std::gcd(step, values[i].at.seconds - values[i - 1].at.seconds);
  const std::int64_t span = values.back().at.seconds - values.front().at.seconds;
  return {SeriesGrid::Form::seconds, step, phaseOf(period, values.front().at),
          step == 0 ? 1 : span / step + 1};
}

// The same day, which every month has, at the same second.
bool standsInMonths(const std::vector<SeriesValue>& values) {
  const CivilTime first = values.front().at;
  if (values.size() < 2 || first.date().day() > kLastDayOfAllMonths) return false;
  for (const SeriesValue& value : values)
    if (value.at.date().day() != first.date().day() || value.at.secondOfDay() != first.secondOfDay())
      return false;
  return true;
}

SeriesGrid monthsGrid(CivilDate period, const std::vector<SeriesValue>& values) {
  std::int64_t step = 0;
  for (std::size_t i = 1; i < values.size(); ++i)
    step = std::gcd(step, monthNumber(values[i].at.date()) - monthNumber(values[i - 1].at.date()));
  const std::int64_t span = monthNumber(values.back().at.date()) - monthNumber(values.front().at.date());
  return {SeriesGrid::Form::months, step, phaseOf(period, values.front().at), span / step + 1};
}

}  // namespace

SeriesGrid SeriesGrid::of(CivilDate period, const std::vector<SeriesValue>& values) {
  const auto count = static_cast<std::int64_t>(values.size());
  SeriesGrid best = secondsGrid(period, values);
  // A whole number of days may be both; months are fewer positions then.
  if (best.positions > count && standsInMonths(values)) {
    const SeriesGrid months = monthsGrid(period, values);
    if (months.positions < best.positions) best = months;
  }
  if ((best.positions - count) * kGapBytes > count * kOffsetBytes) return {Form::offsets, 0, 0, count};
  return best;
}

std::int64_t SeriesGrid::positionOf(CivilDate period, CivilTime at) const {
  if (step == 0) return 0;
  if (form == Form::seconds) return (phaseOf(period, at) - phase) / step;
  const CivilTime first{CivilTime::at(period).seconds + phase};
  return (monthNumber(at.date()) - monthNumber(first.date())) / step;
}

CivilTime gridTime(CivilDate period, std::int64_t phase, std::int64_t stepSeconds, std::int64_t stepMonths,
                   std::int64_t index) {
  const CivilTime first{CivilTime::at(period).seconds + phase};
  if (stepMonths == 0) return {first.seconds + index * stepSeconds};
  const CivilDate date = first.date();
  const std::int64_t month = monthNumber(date) + index * stepMonths;
  return CivilTime::at(
      CivilDate::of(static_cast<int>(month / 12), static_cast<unsigned>(month % 12) + 1, date.day()),
      first.secondOfDay());
}

}  // namespace hub::mysql
