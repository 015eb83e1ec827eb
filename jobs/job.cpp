#include "jobs/job.h"

namespace hub::jobs {

TimePoint daily(schemas::CivilTime timeOfDay, TimePoint now, std::optional<TimePoint> last) {
  const auto today = Clock::civil(now).date();
  const auto on = [&](schemas::CivilDate date) {
    return Clock::utc(schemas::CivilTime::at(date, static_cast<int>(timeOfDay.seconds)));
  };
  const TimePoint latest = on(today) <= now ? on(today) : on(today.plusDays(-1));
  if (!last || *last < latest) return latest;
  return on(today) > now ? on(today) : on(today.plusDays(1));
}

TimePoint every(std::chrono::seconds period, TimePoint now, std::optional<TimePoint> last) {
  const std::int64_t civil = Clock::civil(now).seconds;
  const TimePoint present = Clock::utc({civil - civil % period.count()});
  return last && *last >= present ? *last + period : present;
}

}  // namespace hub::jobs
