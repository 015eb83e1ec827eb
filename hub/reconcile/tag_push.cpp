#include "hub/reconcile/tag_push.h"

#include <algorithm>

namespace hub::reconcile {
namespace {

constexpr std::uint32_t kTagsInARun = 100'000;  // of a state; the rest follows with the next run
constexpr std::size_t kTagsInAUnit = 500;       // so that no unit holds locks for long

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

NewDelivery deliveryOf(const Peer& peer, const Tag& tag, TimePoint now) {
  return {.peer = peer.id,
          .kind = DeliveryKind::gTag,
          .priority = Priority::tag,
          .enterprise = tag.sign.enterprise,
          .batch = tag.batch,
          .subject = tag.sign.text(),
          .reason = "consistency",
          .due = now};
}

}  // namespace

Result<PushCounts> pushTags(Storage& storage, TimePoint now, const Peer& peer, const PushScope& scope,
                            const std::stop_token& stop) {
  HUB_TRY(tags, inUnit(storage, [&](UnitOfWork& work) { return tagsOf(work, peer, scope); }));
  // What the other side has and we do not, F6 brings.
  std::erase_if(tags, [](const Tag& tag) { return tag.batch == BatchId{}; });
  PushCounts counts;
  for (std::size_t begin = 0; begin < tags.size(); begin += kTagsInAUnit) {
    if (stop.stop_requested()) return fail(Failure::busy, {}, "the run was stopped");
    const std::size_t end = std::min(tags.size(), begin + kTagsInAUnit);
    std::vector<NewDelivery> some;
    for (std::size_t i = begin; i < end; ++i) some.push_back(deliveryOf(peer, tags[i], now));
    HUB_CHECK(inUnit(storage, [&](UnitOfWork& work) { return work.deliveries().enqueueAll(some); }));
    counts.queued += some.size();
  }
  return counts;
}

}  // namespace hub::reconcile
