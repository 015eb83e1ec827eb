#include "jobs/tag_compare.h"

#include "hub/reconcile/tag_compare.h"
#include "jobs/next_round.h"

namespace hub::jobs {
namespace {

constexpr int kDaysBack = 30;

}  // namespace

Result<std::string> TagCompare::runOnce(const JobContext& context) {
  // What an earlier day could not deliver downwards goes again with this round (T-06).
  HUB_TRY(isAgain, isAnotherTry(storage_, name(), daily(timeOfDay_, context.now, std::nullopt)));
  std::uint64_t again = 0;
  if (!isAgain) {
    HUB_TRY(started, startNextRound(storage_, peer_.id, context));
    again = started;
  }
  const auto today = Clock::civil(context.now).date();
  HUB_TRY(counts, reconcile::compareTags(storage_, context.now, peer_, today.plusDays(-kDaysBack), today,
                                         context.stop));
  return "agreed=" + std::to_string(counts.agreed) + " missing_here=" + std::to_string(counts.missingHere) +
         " missing_there=" + std::to_string(counts.missingThere) +
         " different=" + std::to_string(counts.different) + " queued=" + std::to_string(counts.queued) +
         " sent_again=" + std::to_string(again);
}

}  // namespace hub::jobs
