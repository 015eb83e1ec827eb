// Chooses what an enterprise measures: the plant's flows first, then a few items filled in by hand, then
// processes, their units and key equipment, until there are enough.
#pragma once

#include <vector>

#include "hub/simulate/random.h"
#include "hub/simulate/simulated_enterprise.h"

namespace hub::simulate {

struct ItemPlan {
  const IndustryProfile* profile = nullptr;
  std::int64_t yearlyTce = 0;
  int count = 1;
};

/// At most `count` items with different codes, at least one.
std::vector<SimulatedItem> makeItems(const ItemPlan& plan, Random& random);

}  // namespace hub::simulate
