// The quality rules that judge a batch on arrival: cheap ones, that need the batch, the block it meets and
// the configuration (field-notes 3). Pure: no clock, no store. Rules that need history run in jobs.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "hub/ports/batch.h"
#include "hub/quality/config_index.h"
#include "hub/quality/rule_book.h"

namespace hub::quality {

/// The values of one block in a batch.
struct ArrivedSeries {
  const SeriesKey* key = nullptr;
  std::span<const SeriesValue> values;  // as they came, ascending by `at`; the same `at` may occur twice
  std::span<const SeriesValue> stored;  // what the block held before, ascending
};

struct ArrivedBatch {
  std::string enterprise;
  const Peer* sender = nullptr;  // nullptr: made at this node
  Channel channel = Channel::n88;
  schemas::CivilTime received;
  const ConfigIndex* config = nullptr;    // nullptr: no 8.6 received yet
  std::span<const ArrivedSeries> series;  // ascending by key
};

/// A value that a rule in mode `quarantine` keeps out of the store. One value may stand here for several
/// rules.
struct Refused {
  std::size_t series = 0;  // index into ArrivedBatch::series
  std::size_t value = 0;   // index into its values
  std::string rule;
};

struct Verdict {
  std::vector<Finding> findings;  // at most one a rule and point; batch id still to be set
  std::vector<Refused> refused;
};

/// Linear in the number of values; allocates per point, not per value. Any thread. All rules on arrival but
/// missing_real_time.
Verdict judge(const RuleBook& rules, const ArrivedBatch& batch);

/// The real-time blocks that the daily values of the batch call for (N-8.8-4) and the batch does not bring,
/// ascending; the store may hold some. Empty for G, which knows no real time, and for values that are still
/// being collected.
std::vector<SeriesKey> realTimeDue(const ArrivedBatch& batch);
/// missing_real_time: one finding a code for those of realTimeDue() that are not stored either. It keeps no
/// value out of the store, whatever its mode.
std::vector<Finding> missingRealTime(const RuleBook& rules, const ArrivedBatch& batch,
                                     const std::vector<SeriesKey>& missing);

}  // namespace hub::quality
