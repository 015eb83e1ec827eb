// A lane in words, and its sending window.
#pragma once

#include <string>

#include "hub/ports/lane.h"

namespace hub::app {

/// What keeps it from sending, or `sending`: paused, open, half_open, resting, outside_window.
std::string laneWord(const LaneState& lane, TimePoint now);

/// `22:00-06:00` in China Standard Time, or `always`.
std::string windowText(const LaneSettings& settings);
/// False when it is neither.
bool readWindow(const std::string& text, LaneSettings& settings);

}  // namespace hub::app
