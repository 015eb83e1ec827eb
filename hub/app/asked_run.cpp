#include "hub/app/asked_run.h"

#include <algorithm>

namespace hub::app {
namespace {

constexpr std::uint32_t kRunsToSearch = 200;

}  // namespace

Result<AskedRun> askForRun(Storage& storage, const std::string& job, const AuditEvent& audit) {
  return inUnit(storage, [&](UnitOfWork& work) -> Result<AskedRun> {
    HUB_TRY(now, work.time());
    // Asking waits for whoever is just taking the job for an earlier wish: that run is not ours.
    HUB_CHECK(work.jobs().ask(job, audit.actor, now));
    HUB_TRY(runs, work.jobs().list(1, job));
    HUB_CHECK(work.audit().append(audit));
    return AskedRun{.newestBefore = runs.empty() ? 0 : runs.front().id};
  });
}

Result<AskedRun> lookAfter(Storage& storage, const std::string& job, const AskedRun& before) {
  return inUnit(storage, [&](UnitOfWork& work) -> Result<AskedRun> {
    AskedRun now{.newestBefore = before.newestBefore};
    HUB_TRY(asked, work.jobs().asked());
    HUB_TRY(runs, work.jobs().list(kRunsToSearch, job));
    now.isWaiting = std::ranges::find(asked, job) != asked.end();
    for (const JobRun& run : runs) {
      if (run.asked && run.id > before.newestBefore) now.run = run;
      if (run.held) now.isBusy = true;
    }
    return now;
  });
}

}  // namespace hub::app
