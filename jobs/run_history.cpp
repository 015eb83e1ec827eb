#include "jobs/run_history.h"

namespace hub::jobs {

Result<std::string> RunHistory::runOnce(const JobContext& context) {
  constexpr std::uint32_t kRunsInAUnit = 500;
  std::uint64_t all = 0;
  for (std::uint64_t some = kRunsInAUnit; some == kRunsInAUnit; all += some) {
    HUB_CHECK(context.goOn());
    HUB_TRY(pruned, inUnit(storage_, [](UnitOfWork& work) -> Result<std::uint64_t> {
              HUB_TRY(now, work.time());
              return work.jobs().prune(now - kKept, kRunsInAUnit);
            }));
    some = pruned;
  }
  return "pruned=" + std::to_string(all);
}

}  // namespace hub::jobs
