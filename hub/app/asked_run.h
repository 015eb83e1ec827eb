// A run that a person has asked for, followed from outside: some serving process does it.
#pragma once

#include <optional>

#include "hub/ports/storage.h"

namespace hub::app {

struct AskedRun {
  std::uint64_t newestBefore = 0;  // the latest run when it was asked for
  bool isWaiting = true;           // nobody has taken it
  bool isBusy = false;             // a run of the job goes on: ours, or an earlier one that it waits for
  std::optional<JobRun> run;       // the one that took it

  bool isOver() const { return run && run->finished; }
};

/// Asks, with an audit row. One wish stands for all who ask before it is taken: they follow the same run.
Result<AskedRun> askForRun(Storage& storage, const std::string& job, const AuditEvent& audit);
/// What has become of it.
Result<AskedRun> lookAfter(Storage& storage, const std::string& job, const AskedRun& before);

}  // namespace hub::app
