#include "hub/simulate/day_series.h"

#include <algorithm>

#include "hub/simulate/random.h"

namespace hub::simulate {
namespace {

using schemas::CivilDate;

constexpr std::int64_t kThousand = 1000;

/// Season, kind of day, and how busy this day is: the same for all items of an enterprise.
std::int64_t factorOfDay(const SimulationSettings& settings, const SimulatedItem& item,
                         std::int64_t enterprise, CivilDate day) {
  Random random(settings.seed, {3, enterprise, day.days});
  const std::int64_t business = random.between(960, 1040);
  return business * dayFactor(item.curve, dayKind(settings, day)) / kThousand *
         monthFactor(item.curve, day.month()) / kThousand;
}

std::int64_t scaled(std::int64_t value, std::int64_t perMille) {
  return (value * perMille + kThousand / 2) / kThousand;
}

void disturb(DaySeries& series, const SimulationSettings& settings, Random& random) {
  if (random.hit(settings.suspiciousPerMille)) {
    const auto slot = static_cast<std::size_t>(random.between(0, kSlotsPerDay - 1));
    series.quanta[slot] *= 4;
    series.suspicious.set(slot);
  }
  if (random.hit(settings.gapPerMille)) {
    const int length = random.between(2, 8);
    const int first = random.between(0, kSlotsPerDay - length);
    for (int slot = first; slot < first + length; ++slot) series.missing.set(static_cast<std::size_t>(slot));
  }
}

}  // namespace

std::int64_t DaySeries::sum() const {
  std::int64_t total = 0;
  for (std::size_t slot = 0; slot < quanta.size(); ++slot)
    if (!missing.test(slot)) total += quanta[slot];
  return total;
}

DayKind dayKind(const SimulationSettings& settings, CivilDate day) {
  const auto exception = settings.exceptionalDays.find(day);
  if (exception != settings.exceptionalDays.end())
    return exception->second ? DayKind::workday : DayKind::holiday;
  const int weekday = ((day.days + 3) % 7 + 7) % 7;  // 0 = Monday; 1970-01-01 was a Thursday
  return weekday < 5 ? DayKind::workday : DayKind::weekend;
}

DaySeries daySeries(const SimulationSettings& settings, const SimulatedItem& item, SeriesPlace place,
                    CivilDate day) {
  const std::int64_t level = scaled(item.slotQuanta, factorOfDay(settings, item, place.enterprise, day));
  Random random(settings.seed, {4, place.enterprise, place.item, day.days});
  DaySeries series;
  for (int slot = 0; slot < kSlotsPerDay; ++slot) {
    std::int64_t value = level * slotFactor(item.curve, slot) * random.between(970, 1030);
    value = (value + kThousand * kThousand / 2) / (kThousand * kThousand);
    series.quanta[static_cast<std::size_t>(slot)] =
        item.heats ? scaled(value, heatFactor(slot, item.phase)) : value;
  }
  if (!item.isManual()) disturb(series, settings, random);
  return series;
}

}  // namespace hub::simulate
