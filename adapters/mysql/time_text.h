// Moments as the columns hold them: DATETIME(3) in UTC for the hub's own time, DATETIME without a zone for
// the civil time of the wire.
#pragma once

#include <string>
#include <string_view>

#include "hub/clock.h"

namespace hub::mysql {

/// `yyyy-MM-dd HH:mm:ss.mmm`.
std::string textOf(TimePoint time);
/// Reads what textOf() wrote, with any number of fractional digits; what is no time becomes the epoch.
TimePoint timePointOf(std::string_view text);
/// A fractional part is ignored.
schemas::CivilTime civilTimeOf(std::string_view text);
schemas::CivilDate civilDateOf(std::string_view text);

}  // namespace hub::mysql
