#include <algorithm>

#include "tests/fakes/fake_unit.h"

namespace fakes {

using hub::Result;
using hub::SeriesBlock;
using hub::SeriesKey;

namespace {

Result<void> checkBlock(const SeriesBlock& block) {
  const auto unordered = std::adjacent_find(block.values.begin(), block.values.end(),
                                            [](const auto& a, const auto& b) { return a.at >= b.at; });
  if (unordered != block.values.end())
    return hub::fail(hub::Failure::internal, {}, "values of a block must ascend by `at`: " + block.key.code);
  return {};
}

SeriesBlock within(const SeriesBlock& block, const hub::SeriesRange& range) {
  SeriesBlock cut{block.key, {}, block.batch};
  std::copy_if(block.values.begin(), block.values.end(), std::back_inserter(cut.values),
               [&](const auto& value) { return value.at >= range.from && value.at < range.to; });
  return cut;
}

}  // namespace

Result<std::vector<SeriesBlock>> FakeSeries::load(const std::vector<SeriesKey>& keys) {
  HUB_CHECK(session_.enter());
  std::vector<SeriesBlock> result;
  for (const SeriesKey& key : keys) {
    HUB_CHECK(session_.needHead(key.enterprise));
    const auto found = session_.tables.blocks->find(key);
    if (found != session_.tables.blocks->end()) result.push_back(*found->second);
  }
  return result;
}

Result<void> FakeSeries::save(const std::vector<SeriesBlock>& blocks) {
  HUB_CHECK(session_.enter());
  for (const SeriesBlock& block : blocks) {
    HUB_CHECK(session_.needHead(block.key.enterprise));
    HUB_CHECK(checkBlock(block));
    session_.tables.blocks.edit()[block.key] = std::make_shared<const SeriesBlock>(block);
  }
  return {};
}

Result<void> FakeSeries::keepRevisions(const std::vector<hub::Revision>& revisions) {
  HUB_CHECK(session_.enter());
  auto& kept = session_.tables.revisions.edit();
  kept.insert(kept.end(), revisions.begin(), revisions.end());
  return {};
}

Result<std::vector<SeriesBlock>> FakeSeries::read(const hub::SeriesRange& range) {
  HUB_CHECK(session_.enter());
  std::vector<SeriesBlock> result;
  for (const auto& [key, block] : *session_.tables.blocks) {
    if (key.enterprise != range.enterprise || key.statType != range.statType) continue;
    SeriesBlock cut = within(*block, range);
    if (!cut.values.empty()) result.push_back(std::move(cut));
  }
  return result;
}

Result<std::vector<SeriesKey>> FakeSeries::present(const std::vector<SeriesKey>& keys) {
  HUB_CHECK(session_.enter());
  std::vector<SeriesKey> result;
  for (const SeriesKey& key : keys)
    if (session_.tables.blocks->contains(key)) result.push_back(key);
  return result;
}

}  // namespace fakes
