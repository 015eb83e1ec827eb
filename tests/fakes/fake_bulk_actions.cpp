#include <algorithm>
#include <ranges>

#include "tests/fakes/fake_unit.h"

namespace fakes {

using hub::BulkAction;
using hub::BulkRefusal;
using hub::BulkState;
using hub::Result;

namespace {

bool isOver(const BulkAction& action) {
  return action.state == BulkState::cancelled || action.state == BulkState::done;
}

}  // namespace

Result<std::uint64_t> FakeBulkActions::create(const BulkAction& action) {
  HUB_CHECK(session_.enter());
  const std::uint64_t id = ++session_.numbers.bulkAction;
  BulkAction& stored = session_.tables.bulkActions.edit()[id].action;
  stored = action;
  stored.id = id;
  return id;
}

Result<std::optional<BulkAction>> FakeBulkActions::find(std::uint64_t id) {
  HUB_CHECK(session_.enter());
  const auto found = session_.tables.bulkActions->find(id);
  if (found == session_.tables.bulkActions->end()) return std::optional<BulkAction>{};
  return std::optional{found->second.action};
}

Result<std::vector<BulkAction>> FakeBulkActions::list(std::uint32_t limit) {
  HUB_CHECK(session_.enter());
  std::vector<BulkAction> result;
  for (const auto& [id, row] : *session_.tables.bulkActions | std::views::reverse) {
    if (result.size() == limit) break;
    result.push_back(row.action);
  }
  return result;
}

Result<std::optional<BulkAction>> FakeBulkActions::lockRunning() {
  HUB_CHECK(session_.enter());
  for (const auto& [id, row] : *session_.tables.bulkActions)
    if (row.action.state == BulkState::running) return std::optional{row.action};
  return std::optional<BulkAction>{};
}

Result<void> FakeBulkActions::advance(const BulkAction& action, const std::vector<BulkRefusal>& refusals) {
  HUB_CHECK(session_.enter());
  BulkActionRow& row = session_.tables.bulkActions.edit()[action.id];
  row.action.cursor = action.cursor;
  row.action.changed = action.changed;
  row.action.refused = action.refused;
  row.action.state = action.state;
  row.action.finished = action.finished;
  for (const BulkRefusal& refusal : refusals)
    if (row.refusals.size() < kRefusalsMax) row.refusals.push_back(refusal);
  return {};
}

Result<std::vector<BulkRefusal>> FakeBulkActions::refusals(std::uint64_t id, std::uint32_t limit) {
  HUB_CHECK(session_.enter());
  const auto found = session_.tables.bulkActions->find(id);
  if (found == session_.tables.bulkActions->end()) return std::vector<BulkRefusal>{};
  const auto& all = found->second.refusals;
  return std::vector<BulkRefusal>(
      all.begin(), all.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(limit, all.size())));
}

Result<bool> FakeBulkActions::setState(std::uint64_t id, BulkState state, hub::TimePoint now) {
  HUB_CHECK(session_.enter());
  const auto found = session_.tables.bulkActions->find(id);
  if (found == session_.tables.bulkActions->end() || isOver(found->second.action)) return false;
  BulkAction& action = session_.tables.bulkActions.edit()[id].action;
  action.state = state;
  if (isOver(action)) action.finished = now;
  return true;
}

}  // namespace fakes
