#include "hub/app/lane_text.h"

#include <array>
#include <cstdio>

namespace hub::app {
namespace {

constexpr std::int32_t kDay = 86400;

bool isInWindow(const LaneSettings& settings, TimePoint now) {
  if (settings.windowFrom == settings.windowTo) return true;
  const auto second = static_cast<std::int32_t>(Clock::civil(now).seconds % kDay);
  const bool isAfter = second >= settings.windowFrom, isBefore = second < settings.windowTo;
  return settings.windowFrom < settings.windowTo ? isAfter && isBefore : isAfter || isBefore;
}

std::string hourText(std::int32_t seconds) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%02d:%02d", seconds / 3600, seconds / 60 % 60);
  return text.data();
}

// `HH:mm` as seconds of the day; -1 when it is not.
std::int32_t hourIn(const std::string& text) {
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9' ? text[i] - '0' : 100; };
  if (text.size() != 5 || text[2] != ':') return -1;
  const int hour = digit(0) * 10 + digit(1), minute = digit(3) * 10 + digit(4);
  return hour < 24 && minute < 60 ? hour * 3600 + minute * 60 : -1;
}

}  // namespace

std::string laneWord(const LaneState& lane, TimePoint now) {
  if (lane.pause) return "paused";
  if (lane.breaker.state != BreakerState::closed) return std::string(nameOf(lane.breaker.state));
  if (lane.restUntil && *lane.restUntil > now) return "resting";
  return isInWindow(lane.settings, now) ? "sending" : "outside_window";
}

std::string windowText(const LaneSettings& settings) {
  if (settings.windowFrom == settings.windowTo) return "always";
  return hourText(settings.windowFrom) + "-" + hourText(settings.windowTo);
}

bool readWindow(const std::string& text, LaneSettings& settings) {
  if (text == "always") {
    settings.windowFrom = settings.windowTo = 0;
    return true;
  }
  if (text.size() != 11 || text[5] != '-') return false;
  const std::int32_t from = hourIn(text.substr(0, 5)), to = hourIn(text.substr(6));
  if (from < 0 || to < 0 || from == to) return false;
  settings.windowFrom = from;
  settings.windowTo = to;
  return true;
}

}  // namespace hub::app
