#include "jobs/tag_compare.h"

#include "hub/reconcile/tag_compare.h"

namespace hub::jobs {
namespace {

constexpr int kDaysBack = 30;

}  // namespace

Result<std::string> TagCompare::runOnce(TimePoint now) {
  const auto today = Clock::civil(now).date();
  HUB_TRY(counts, reconcile::compareTags(storage_, now, peer_, today.plusDays(-kDaysBack), today));
  return "agreed=" + std::to_string(counts.agreed) + " missing_here=" + std::to_string(counts.missingHere) +
         " missing_there=" + std::to_string(counts.missingThere) +
         " different=" + std::to_string(counts.different) + " queued=" + std::to_string(counts.queued);
}

}  // namespace hub::jobs
