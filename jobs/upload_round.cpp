#include "jobs/upload_round.h"

#include "jobs/next_round.h"

namespace hub::jobs {
namespace {

// A round that fails comes again every ten minutes, for as many days as are made up for.
constexpr std::uint32_t kRunsToSearch = 5000;

}  // namespace

Result<schemas::CivilDate> UploadRound::firstDay(TimePoint now) {
  const schemas::CivilDate today = Clock::civil(now).date();
  HUB_TRY(runs, inUnit(surroundings_.storage,
                       [&](UnitOfWork& work) { return work.jobs().list(kRunsToSearch, name()); }));
  schemas::CivilDate first = today;
  for (const JobRun& run : runs) {
    if (!run.finished || run.planned > now) continue;
    const schemas::CivilDate day = Clock::civil(run.planned).date();
    first = std::min(first, run.ok ? day.plusDays(1) : day);
    if (run.ok) break;
  }
  return std::max(first, today.plusDays(1 - kDaysBack));
}

Result<exchange::PackCounts> UploadRound::pack(const JobContext& context) {
  const schemas::CivilDate today = Clock::civil(context.now).date();
  HUB_TRY(first, firstDay(context.now));
  exchange::PackCounts all;
  for (schemas::CivilDate day = first; day <= today; day = day.plusDays(1)) {
    HUB_CHECK(context.goOn());
    HUB_TRY(packed, exchange::packUploads(surroundings_, day));
    all.batches += packed.batches;
    all.values += packed.values;
    all.failed += packed.failed;
  }
  return all;
}

Result<std::string> UploadRound::runOnce(const JobContext& context) {
  // First, so that trouble with packing never keeps back what is packed already.
  HUB_TRY(isAgain, isAnotherTry(surroundings_.storage, name(), daily(timeOfDay_, context.now, std::nullopt)));
  std::uint64_t again = 0;
  if (!isAgain) {
    HUB_TRY(started, startNextRound(surroundings_.storage, peer_.id, context));
    again = started;
  }
  HUB_TRY(packed, pack(context));
  const std::string result = "packed=" + std::to_string(packed.batches) +
                             " values=" + std::to_string(packed.values) +
                             " sent_again=" + std::to_string(again);
  if (packed.failed > 0)
    return fail(Failure::internal, {}, result + " enterprises_failed=" + std::to_string(packed.failed));
  return result;
}

}  // namespace hub::jobs
