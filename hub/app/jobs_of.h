// Which jobs this node has, from its configuration and its peers. A new job is one line in jobs_of.cpp.
#pragma once

#include "hub/app/config.h"
#include "hub/delivery/surroundings.h"
#include "hub/exchange/dispatcher.h"
#include "jobs/scheduler.h"
#include "jobs/tolerance_flush.h"

namespace hub::app {

/// Reads the peers. What is given outlives the jobs.
Result<jobs::JobList> jobsOf(const delivery::Surroundings& around, const exchange::Surroundings& within,
                             const Config& config);

/// What each process does for itself (jobs/upkeep.h). `stored` hears of tolerances that have been stored.
jobs::JobList upkeepOf(Storage& storage, quality::RulesInForce& rules, exchange::ToleranceCounts& tolerances,
                       jobs::ToleranceFlush::Stored stored);

/// 0 to 1800 s after the upload time, the same for a provinceId every day (OQ-17).
std::chrono::seconds uploadOffset(std::string_view provinceId, const Crypto& crypto);

}  // namespace hub::app
