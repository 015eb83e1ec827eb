// The following round of a peer: what waits since earlier ones goes again (T-06).
#pragma once

#include <string>

#include "hub/ports/storage.h"
#include "jobs/job.h"

namespace hub::jobs {

/// In units of a bounded size, so that a great backlog holds no locks for long. What fails again meanwhile is
/// not taken twice. Returns how many deliveries; `busy` when the run must end.
Result<std::uint64_t> startNextRound(Storage& storage, PeerId peer, const JobContext& context);

/// Whether the run of `job` is another try at an appointment whose last run failed: what was sent again then
/// is not sent again every ten minutes (OQ-18: once a round).
Result<bool> isAnotherTry(Storage& storage, const std::string& job, TimePoint appointment);

}  // namespace hub::jobs
