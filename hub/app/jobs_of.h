// Which jobs this node has, from its configuration and its peers. A new job is one line in jobs_of.cpp.
#pragma once

#include "hub/app/config.h"
#include "hub/delivery/surroundings.h"
#include "hub/exchange/dispatcher.h"
#include "jobs/clock_readings.h"
#include "jobs/scheduler.h"
#include "jobs/tolerance_flush.h"

namespace hub::app {

/// Reads the peers. What is given outlives the jobs.
Result<jobs::JobList> jobsOf(const delivery::Surroundings& around, const exchange::Surroundings& within,
                             const Config& config);

/// What the jobs of a process need that keep something of its own (jobs/upkeep.h).
struct OwnKeeping {
  Storage& storage;
  const Clock& clock;
  quality::RulesInForce& rules;
  exchange::ToleranceCounts& tolerances;
  jobs::ToleranceFlush::Stored stored;  // hears of tolerances that have been stored
  jobs::ClockReadings& clocks;
  std::string host;
  std::function<Result<jobs::JobList>()> jobs;  // those of the scheduler
};
jobs::JobList upkeepOf(const OwnKeeping& own);
/// The same for what may take long at a time and so has a thread of its own.
jobs::JobList longUpkeepOf(Storage& storage);

/// 0 to `most` after an appointed time, the same for an identity every day: of many nodes not all come to one
/// peer at once (OQ-17).
std::chrono::seconds offsetFor(std::string_view identity, std::chrono::seconds most, const Crypto& crypto);
/// `timeOfDay` that much later, but on the same day.
schemas::CivilTime laterTheSameDay(schemas::CivilTime timeOfDay, std::chrono::seconds offset);

}  // namespace hub::app
