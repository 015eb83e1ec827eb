#include "jobs/job.h"

#include <exception>

namespace hub::jobs {

Result<std::string> guardedRun(Job& job, const JobContext& context) {
  try {
    return job.runOnce(context);
  } catch (const std::exception& thrown) {
    return fail(Failure::internal, {}, std::string("exception: ") + thrown.what());
  } catch (...) {
    return fail(Failure::internal, {}, "unknown exception");
  }
}

TimePoint daily(schemas::CivilTime timeOfDay, TimePoint now, std::optional<TimePoint> last) {
  const auto today = Clock::civil(now).date();
  const auto on = [&](schemas::CivilDate date) {
    return Clock::utc(schemas::CivilTime::at(date, static_cast<int>(timeOfDay.seconds)));
  };
  const TimePoint latest = on(today) <= now ? on(today) : on(today.plusDays(-1));
  if (!last || *last < latest) return latest;
  return on(today) > now ? on(today) : on(today.plusDays(1));
}

TimePoint every(std::chrono::seconds period, TimePoint now, std::optional<TimePoint> last,
                std::chrono::seconds offset) {
  const std::int64_t civil = Clock::civil(now - offset).seconds;
  const TimePoint present = Clock::utc({civil - civil % period.count()}) + offset;
  return last && *last >= present ? present + period : present;
}

}  // namespace hub::jobs
