#include "jobs/tolerance_flush.h"

namespace hub::jobs {

Result<std::string> ToleranceFlush::runOnce(const JobContext&) {
  const auto taken = counts_.take();
  if (taken.empty()) return "rows=0";
  const auto kept = inUnit(storage_, [&](UnitOfWork& work) { return work.tolerances().add(taken); });
  if (!kept) {
    counts_.giveBack(taken);
    return tl::unexpected(kept.error());
  }
  stored_(taken);
  return "rows=" + std::to_string(taken.size());
}

}  // namespace hub::jobs
