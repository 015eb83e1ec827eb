#include "jobs/next_round.h"

namespace hub::jobs {

Result<std::uint64_t> startNextRound(Storage& storage, PeerId peer, const JobContext& context) {
  constexpr std::uint32_t kMost = 1000;
  std::uint64_t all = 0;
  // What fails again meanwhile waits for the next round.
  for (RoundPiece piece{0, {}, true}; piece.isFull;) {
    HUB_CHECK(context.goOn());
    HUB_TRY(next, inUnit(storage, [&](UnitOfWork& work) {
              return work.deliveries().startRound(peer, context.now, kMost, piece.last);
            }));
    all += next.started;
    piece = next;
  }
  return all;
}

Result<bool> isAnotherTry(Storage& storage, const std::string& job, TimePoint appointment) {
  HUB_TRY(last, inUnit(storage, [&](UnitOfWork& work) { return work.jobs().last(job); }));
  return last && !last->ok && last->planned >= appointment;
}

}  // namespace hub::jobs
