#include "jobs/tag_compare.h"

#include "hub/reconcile/tag_compare.h"

namespace hub::jobs {
namespace {

constexpr int kDaysBack = 30;

}  // namespace

Result<std::string> TagCompare::runOnce(TimePoint now) {
  // What an earlier day could not deliver downwards goes again with this round (T-06).
  HUB_TRY(again,
          inUnit(storage_, [&](UnitOfWork& work) { return work.deliveries().startRound(peer_.id, now); }));
  const auto today = Clock::civil(now).date();
  HUB_TRY(counts, reconcile::compareTags(storage_, now, peer_, today.plusDays(-kDaysBack), today));
  return "agreed=" + std::to_string(counts.agreed) + " missing_here=" + std::to_string(counts.missingHere) +
         " missing_there=" + std::to_string(counts.missingThere) +
         " different=" + std::to_string(counts.different) + " queued=" + std::to_string(counts.queued) +
         " sent_again=" + std::to_string(again);
}

}  // namespace hub::jobs
