// How consumption runs over a day, a week and a year. All factors are per mille of the average working day.
#pragma once

#include "schemas/codes/civil_time.h"

namespace hub::simulate {

inline constexpr int kSlotsPerDay = 96;  // quarter-hours (N-8.8-3)

enum class Curve {
  continuous,   // steel: day and night, idle on no day
  valley,       // cement: mills run when electricity is cheap
  flat,         // chemical plants
  grid,         // power plants follow the demand of the grid
  twoShifts,    // textile, 06:00 to 22:00
  threeShifts,  // textile, with dips at the change of shifts
  daytime,      // hospitals
};

enum class DayKind { workday, weekend, holiday };

/// The quarter-hour `slot` (0 to 95) of a working day.
int slotFactor(Curve curve, int slot);
/// What kind of day makes of it, and the month (heating, cooling).
int dayFactor(Curve curve, DayKind kind);
int monthFactor(Curve curve, unsigned month);
/// Batches of an arc furnace or converter: three quarter-hours each, shifted by `phase`.
int heatFactor(int slot, int phase);

}  // namespace hub::simulate
