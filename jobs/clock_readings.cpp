#include "jobs/clock_readings.h"

#include <algorithm>

namespace hub::jobs {

milliseconds steadyNow() {
  return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

void ClockReadings::note(const std::string& against, TimePoint theirs, TimePoint ours, milliseconds took,
                         milliseconds grain) {
  const milliseconds tooSoon = theirs - ours;                   // they are past the end of the call
  const milliseconds tooLate = ours - took - (theirs + grain);  // they had not come to its beginning
  const milliseconds ahead = tooSoon > milliseconds(0) ? -tooSoon : std::max(tooLate, milliseconds(0));
  const std::lock_guard lock(readingsMutex_);
  readings_[against] = {ours - ahead, steady_()};
}

std::map<std::string, milliseconds> ClockReadings::offsets(TimePoint ours) const {
  const milliseconds now = steady_();
  std::map<std::string, milliseconds> result;
  const std::lock_guard lock(readingsMutex_);
  for (const auto& [against, reading] : readings_) {
    const milliseconds age = now - reading.at;
    if (age <= kLife || against == kItself) result[against] = ours - (reading.theirs + age);
  }
  return result;
}

}  // namespace hub::jobs
