#include "jobs/bulk_actions.h"

#include <algorithm>

#include "jobs/queue_acts.h"

namespace hub::jobs {
namespace {

// What one delivery suffers from must not hold up the others; the storage's own trouble is tried again.
bool isAboutTheDelivery(const Error& error) {
  return error.failure == Failure::malformed || error.failure == Failure::missing;
}

// Its state without its body, which may be large.
DeliveryFilter onlyOne(DeliveryId id) {
  DeliveryFilter filter;
  filter.after = DeliveryId{static_cast<std::uint64_t>(id) - 1};
  filter.upTo = id;
  filter.limit = 1;
  return filter;
}

// Whether there was anything to do.
Result<bool> workOnce(UnitOfWork& work) {
  HUB_TRY(running, work.bulkActions().lockRunning());
  if (!running) return false;
  BulkAction action = *running;
  DeliveryFilter filter = action.filter;
  filter.after = std::max(action.cursor, filter.after);
  filter.limit = BulkActions::kDeliveriesInAUnit;
  HUB_TRY(deliveries, work.deliveries().list(filter));
  HUB_TRY(now, work.time());
  QueueActs acts(work, action.act, action.reason, now);
  std::vector<BulkRefusal> refusals;
  for (const Delivery& one : deliveries) {
    const auto done = acts.on(one);
    if (!done && !isAboutTheDelivery(done.error())) return tl::unexpected(done.error());
    if (!done) refusals.push_back({one.id, done.error().detail});
    if (!done || *done) continue;
    HUB_TRY(present, work.deliveries().list(onlyOne(one.id)));
    refusals.push_back({one.id, present.empty() ? "gone" : std::string(nameOf(present[0].state))});
  }
  action.refused += refusals.size();
  action.changed += deliveries.size() - refusals.size();
  if (!deliveries.empty()) action.cursor = deliveries.back().id;
  if (deliveries.size() < filter.limit) {
    action.state = BulkState::done;
    action.finished = now;
  }
  HUB_CHECK(work.bulkActions().advance(action, refusals));
  return true;
}

}  // namespace

Result<std::string> BulkActions::runOnce(const JobContext& context) {
  std::uint64_t units = 0;
  while (true) {
    HUB_CHECK(context.goOn());
    HUB_TRY(worked, inUnit(storage_, workOnce));
    if (!worked) return "units=" + std::to_string(units);
    ++units;
  }
}

}  // namespace hub::jobs
