#include "hub/exchange/merge.h"

#include <algorithm>

namespace hub::exchange {
namespace {

enum class Verdict { unchanged, incomingWins, storedWins };

Verdict judge(const SeriesValue& stored, const SeriesValue& incoming, Tier tier) {
  const bool newer = incoming.uploadDate > stored.uploadDate;
  if (incoming.value == stored.value)
    return newer && incoming.valid != stored.valid ? Verdict::incomingWins : Verdict::unchanged;
  if (incoming.uploadDate != stored.uploadDate) return newer ? Verdict::incomingWins : Verdict::storedWins;
  if (tier == Tier::farther) return Verdict::storedWins;
  return incoming.value.canonical() > stored.value.canonical() ? Verdict::incomingWins : Verdict::storedWins;
}

void meet(Merged& merged, SeriesValue& stored, const SeriesValue& incoming, Tier tier) {
  switch (judge(stored, incoming, tier)) {
    case Verdict::unchanged:
      ++merged.unchanged;
      return;
    case Verdict::incomingWins:
      merged.revisions.push_back({merged.block.key, stored, {}});
      stored = incoming;
      ++merged.stored;
      return;
    case Verdict::storedWins:
      merged.revisions.push_back({merged.block.key, incoming, {}});
      ++merged.superseded;
      return;
  }
}

}  // namespace

Merged merge(SeriesBlock block, const std::vector<SeriesValue>& incoming, Tier tier) {
  Merged merged;
  merged.block = std::move(block);
  std::vector<SeriesValue>& values = merged.block.values;
  for (const SeriesValue& value : incoming) {
    const auto place =
        std::lower_bound(values.begin(), values.end(), value.at,
                         [](const SeriesValue& stored, schemas::CivilTime at) { return stored.at < at; });
    if (place != values.end() && place->at == value.at) {
      meet(merged, *place, value, tier);
    } else {
      values.insert(place, value);
      ++merged.stored;
    }
  }
  return merged;
}

}  // namespace hub::exchange
