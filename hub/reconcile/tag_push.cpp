#include "hub/reconcile/tag_push.h"

namespace hub::reconcile {
namespace {

bool isToSend(const Tag& tag, bool recheck) {
  if (tag.batch == BatchId{}) return false;  // the other side has it, we do not: F6 brings it
  return recheck || tag.state == TagState::own || tag.state == TagState::missingThere ||
         tag.state == TagState::merged;
}

}  // namespace

Result<PushCounts> pushTags(Storage& storage, TimePoint now, const Peer& peer, const PushScope& scope) {
  return inUnit(storage, [&](UnitOfWork& work) -> Result<PushCounts> {
    const TagFilter filter{.peer = peer.id,
                           .from = scope.from,
                           .to = scope.to,
                           .enterprise = scope.enterprise,
                           .state = std::nullopt,
                           .limit = 1'000'000};
    HUB_TRY(tags, work.tags().list(filter));
    PushCounts counts;
    for (const Tag& tag : tags) {
      if (!isToSend(tag, scope.from.has_value())) continue;
      HUB_CHECK(work.deliveries().enqueue({.peer = peer.id,
                                           .kind = DeliveryKind::gTag,
                                           .priority = Priority::tag,
                                           .enterprise = tag.sign.enterprise,
                                           .batch = tag.batch,
                                           .subject = tag.sign.text(),
                                           .reason = "consistency",
                                           .due = now}));
      ++counts.queued;
    }
    return counts;
  });
}

}  // namespace hub::reconcile
