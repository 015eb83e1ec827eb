#include "jobs/next_round.h"

namespace hub::jobs {

Result<std::uint64_t> startNextRound(Storage& storage, PeerId peer, const JobContext& context) {
  std::uint64_t all = 0;
  while (true) {
    HUB_CHECK(context.goOn());
    HUB_TRY(some, inUnit(storage,
                         [&](UnitOfWork& work) { return work.deliveries().startRound(peer, context.now); }));
    if (some == 0) return all;
    all += some;
  }
}

Result<bool> isAnotherTry(Storage& storage, const std::string& job, TimePoint appointment) {
  HUB_TRY(last, inUnit(storage, [&](UnitOfWork& work) { return work.jobs().last(job); }));
  return last && !last->ok && last->planned >= appointment;
}

}  // namespace hub::jobs
