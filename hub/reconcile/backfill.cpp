#include "hub/reconcile/backfill.h"

#include <algorithm>

namespace hub::reconcile {
namespace {

bool isChosen(const Tag& tag, const BackfillScope& scope) {
  if (tag.batch == BatchId{}) return false;  // not ours to give
  if (scope.choice == BackfillChoice::missingThere && tag.state != TagState::missingThere) return false;
  return scope.enterprises.empty() || std::find(scope.enterprises.begin(), scope.enterprises.end(),
                                                tag.sign.enterprise) != scope.enterprises.end();
}

Result<BackfillPlan> plan(UnitOfWork& work, const Peer& peer, const BackfillScope& scope) {
  HUB_TRY(tags, work.tags().list({.peer = peer.id,
                                  .from = scope.from,
                                  .to = scope.to,
                                  .enterprise = std::nullopt,
                                  .state = std::nullopt,
                                  .limit = 1'000'000}));
  BackfillPlan result;
  for (const Tag& tag : tags) {
    if (!isChosen(tag, scope)) continue;
    HUB_TRY(batch, work.batches().find(tag.batch));
    if (batch) result.records += batch->records;
    result.tags.push_back(tag);
  }
  std::stable_sort(result.tags.begin(), result.tags.end(),
                   [](const Tag& a, const Tag& b) { return a.sign.date < b.sign.date; });
  return result;
}

}  // namespace

Result<BackfillPlan> planBackfill(Storage& storage, const Peer& peer, const BackfillScope& scope) {
  return inUnit(storage, [&](UnitOfWork& work) { return plan(work, peer, scope); });
}

Result<std::uint64_t> queueBackfill(Storage& storage, TimePoint now, const Peer& peer,
                                    const BackfillScope& scope, const std::string& actor) {
  const bool isRestore = scope.choice == BackfillChoice::everything;
  return inUnit(storage, [&](UnitOfWork& work) -> Result<std::uint64_t> {
    HUB_TRY(chosen, plan(work, peer, scope));
    std::vector<NewDelivery> deliveries;
    for (const Tag& tag : chosen.tags)
      deliveries.push_back({.peer = peer.id,
                            .kind = DeliveryKind::gData,
                            .priority = isRestore ? Priority::restore : Priority::backfill,
                            .enterprise = tag.sign.enterprise,
                            .batch = tag.batch,
                            .subject = {},
                            .reason = isRestore ? "restore" : "backfill",
                            .due = now});
    HUB_CHECK(work.deliveries().enqueueAll(deliveries));
    HUB_CHECK(work.audit().append({.time = now,
                                   .actor = actor,
                                   .act = isRestore ? "restore" : "backfill",
                                   .object = peer.name,
                                   .result = "queued",
                                   .detail = scope.from.text() + ".." + scope.to.text() +
                                             " batches=" + std::to_string(chosen.tags.size())}));
    return static_cast<std::uint64_t>(chosen.tags.size());
  });
}

}  // namespace hub::reconcile
