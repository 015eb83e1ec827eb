#include "hub/reconcile/tag_push.h"

namespace hub::reconcile {
namespace {

constexpr std::uint32_t kTagsInARun = 100'000;  // of a state; the rest follows with the next run

// A province collects a tag a batch for ever, so only the open ones are read unless a range is asked for.
Result<std::vector<Tag>> tagsOf(UnitOfWork& work, const Peer& peer, const PushScope& scope) {
  TagFilter filter{.peer = peer.id,
                   .from = scope.from,
                   .to = scope.to,
                   .enterprise = scope.enterprise,
                   .state = std::nullopt,
                   .limit = kTagsInARun};
  if (scope.from) return work.tags().list(filter);
  std::vector<Tag> open;
  for (const TagState state : {TagState::own, TagState::missingThere, TagState::merged}) {
    filter.state = state;
    HUB_TRY(tags, work.tags().list(filter));
    open.insert(open.end(), tags.begin(), tags.end());
  }
  return open;
}

}  // namespace

Result<PushCounts> pushTags(Storage& storage, TimePoint now, const Peer& peer, const PushScope& scope) {
  return inUnit(storage, [&](UnitOfWork& work) -> Result<PushCounts> {
    HUB_TRY(tags, tagsOf(work, peer, scope));
    PushCounts counts;
    for (const Tag& tag : tags) {
      if (tag.batch == BatchId{}) continue;  // the other side has it, we do not: F6 brings it
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
