// A run that a person has asked for, followed from outside: some serving process does it.
#pragma once

#include <optional>

#include "hub/ports/storage.h"

namespace hub::app {

struct AskedRun {
  std::uint64_t newestBefore = 0;  // the latest run when it was asked for
  bool isWaiting = true;           // nobody has taken it
  bool isBusy = false;             // but an earlier run of the job goes on
  std::optional<JobRun> run;       // the one that took it

  bool isOver() const { return run && run->finished; }
};

/// Asks, with an audit row.
Result<AskedRun> askForRun(Storage& storage, const std::string& job, const AuditEvent& audit);
/// What has become of it.
Result<AskedRun> lookAfter(Storage& storage, const std::string& job, const AskedRun& before);

}  // namespace hub::app
