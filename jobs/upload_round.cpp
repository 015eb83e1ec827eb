#include "jobs/upload_round.h"

namespace hub::jobs {

Result<std::string> UploadRound::runOnce(TimePoint now) {
  HUB_TRY(packed, exchange::packUploads(surroundings_, Clock::civil(now).date()));
  HUB_TRY(again, inUnit(surroundings_.storage, [&](UnitOfWork& work) -> Result<std::uint64_t> {
            return work.deliveries().startRound(peer_.id, now);
          }));
  return "packed=" + std::to_string(packed.batches) + " values=" + std::to_string(packed.values) +
         " sent_again=" + std::to_string(again);
}

}  // namespace hub::jobs
