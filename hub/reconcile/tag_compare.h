// The national half: at the fixed time, which tags stand on one side only (G-7.1-4 … 6, OQ-48, OQ-63).
#pragma once

#include <stop_token>

#include "hub/ports/storage.h"

namespace hub::reconcile {

struct CompareCounts {
  std::uint64_t agreed = 0;
  std::uint64_t missingHere =
      0;  // the province named it, we lack it: the province acts on our "false" (OQ-64)
  std::uint64_t missingThere = 0;  // we hold it, the province has not named it
  std::uint64_t different = 0;     // same enterprise and day on both sides, other content (OQ-63)
  std::uint64_t queued = 0;        // backfills put into the queue towards the province (F6)
};

/// Compares the tags dated `from` to `to` with those the peer has named; what the peer lacks is queued for it
/// by table 2, in units of a bounded size. Asking a second time queues nothing twice. `busy` when `stop` is
/// asked for in between.
Result<CompareCounts> compareTags(Storage& storage, TimePoint now, const Peer& peer, schemas::CivilDate from,
                                  schemas::CivilDate to, const std::stop_token& stop = {});

}  // namespace hub::reconcile
