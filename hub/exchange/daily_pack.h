// What this node's own sources collected, packed per enterprise at the upload time (N-8.8-5, OQ-17).
#pragma once

#include "hub/exchange/dispatcher.h"

namespace hub::exchange {

struct PackCounts {
  std::uint64_t batches = 0;
  std::uint64_t values = 0;
  std::uint64_t failed = 0;  // enterprises that could not be packed; the log says why
};

/// For each enterprise of this node one batch of what is due on `uploadDay`: real-time and daily values of
/// the day before, on the first of a month the month's values, on 1 January the year's (N-8.8-2). An
/// enterprise whose batch has been made already, or that has nothing, is passed over; doing it again is
/// harmless.
Result<PackCounts> packUploads(const Surroundings& around, schemas::CivilDate uploadDay);

}  // namespace hub::exchange
