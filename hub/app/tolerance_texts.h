// What the row ids of tolerated departures mean, for the integrator of a client (requirements 0.5).
#pragma once

#include <string_view>

namespace hub::app {

/// Chinese; empty for a row that is not known here.
std::string_view toleranceText(std::string_view row);

}  // namespace hub::app
