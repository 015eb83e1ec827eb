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

// Every `at` greater than the one before: then a new block needs no comparing at all.
bool ascends(const std::vector<SeriesValue>& values) {
  return std::adjacent_find(values.begin(), values.end(), [](const SeriesValue& a, const SeriesValue& b) {
           return a.at >= b.at;
         }) == values.end();
}

}  // namespace

Merged merge(SeriesBlock block, std::vector<SeriesValue> incoming, Tier tier) {
  Merged merged;
  merged.block = std::move(block);
  std::vector<SeriesValue>& values = merged.block.values;
  const bool follows = values.empty() || incoming.empty() || values.back().at < incoming.front().at;
  if (follows && ascends(incoming)) {
    merged.stored = static_cast<std::uint32_t>(incoming.size());
    if (values.empty()) {
      values = std::move(incoming);
    } else {
      std::move(incoming.begin(), incoming.end(), std::back_inserter(values));
    }
    return merged;
  }
  std::stable_sort(incoming.begin(), incoming.end(),
                   [](const SeriesValue& a, const SeriesValue& b) { return a.at < b.at; });
  std::vector<SeriesValue> before = std::move(values);
  values.clear();
  values.reserve(before.size() + incoming.size());
  auto stored = before.begin();
  for (SeriesValue& value : incoming) {
    for (; stored != before.end() && stored->at <= value.at; ++stored) values.push_back(std::move(*stored));
    if (!values.empty() && values.back().at == value.at) {
      meet(merged, values.back(), value, tier);
    } else {
      values.push_back(std::move(value));
      ++merged.stored;
    }
  }
  std::move(stored, before.end(), std::back_inserter(values));
  return merged;
}

}  // namespace hub::exchange
