#include "jobs/upload_round.h"

namespace hub::jobs {

Result<std::string> UploadRound::runOnce(TimePoint now) {
  // First, so that trouble with packing never keeps back what is packed already.
  HUB_TRY(again, inUnit(surroundings_.storage, [&](UnitOfWork& work) -> Result<std::uint64_t> {
            return work.deliveries().startRound(peer_.id, now);
          }));
  HUB_TRY(packed, exchange::packUploads(surroundings_, Clock::civil(now).date()));
  const std::string result = "packed=" + std::to_string(packed.batches) +
                             " values=" + std::to_string(packed.values) +
                             " sent_again=" + std::to_string(again);
  if (packed.failed > 0)
    return fail(Failure::internal, {}, result + " enterprises_failed=" + std::to_string(packed.failed));
  return result;
}

}  // namespace hub::jobs
