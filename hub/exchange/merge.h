// What becomes of values that meet stored ones (OQ-19). Pure: no clock, no store.
#pragma once

#include <vector>

#include "hub/ports/series.h"

namespace hub::exchange {

/// How near the source the incoming values are, compared with the stored ones; decides ties only.
enum class Tier {
  sameOrNearer,  // from a platform below, a device, or this node
  farther,       // from the node above
};

struct Merged {
  SeriesBlock block;
  std::vector<Revision> revisions;  // values that lost; `batch` is still to be set
  std::uint32_t stored = 0;         // new or changed
  std::uint32_t unchanged = 0;
  std::uint32_t superseded = 0;  // incoming values that lost

  bool changed() const { return stored > 0; }
};

/// An equal value changes nothing, unless a newer upload judges its validity otherwise. Of two different
/// values the one with the newer uploadDate wins; on equal dates the nearer tier, then the bytewise greater
/// canonical value, so that the order of arrival does not matter. `incoming` in any order; linear when it
/// ascends by `at`.
Merged merge(SeriesBlock block, std::vector<SeriesValue> incoming, Tier tier);

}  // namespace hub::exchange
