// Backfill and recovery by an operator's choice: dates, enterprises, what is missing (OQ-62; flows F6, F7,
// F10).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hub/ports/storage.h"

namespace hub::reconcile {

enum class BackfillChoice {
  missingThere,  // what the other side is known to lack: 7.2
  everything,    // whatever it may have: recovery of a node that lost data, 7.5
};

struct BackfillScope {
  schemas::CivilDate from, to;           // tag date, inclusive
  std::vector<std::string> enterprises;  // in the code space of the wire; empty = all
  BackfillChoice choice = BackfillChoice::missingThere;
};

struct BackfillPlan {
  std::vector<Tag> tags;  // one batch each, ascending by date
  std::uint64_t records = 0;
};

/// What would be sent. Changes nothing.
Result<BackfillPlan> planBackfill(Storage& storage, const Peer& peer, const BackfillScope& scope);

/// Puts the plan into the persistent queue behind today's uploads, and leaves an audit row naming `actor`.
/// Returns how many deliveries were queued.
Result<std::uint64_t> queueBackfill(Storage& storage, TimePoint now, const Peer& peer,
                                    const BackfillScope& scope, const std::string& actor);

}  // namespace hub::reconcile
