#include "hub/reconcile/tag_compare.h"

#include <set>

namespace hub::reconcile {
namespace {

using EnterpriseDay = std::pair<std::string, schemas::CivilDate>;

Result<void> queueBackfill(UnitOfWork& work, TimePoint now, const Peer& peer, const Tag& tag) {
  HUB_CHECK(work.deliveries().enqueue({.peer = peer.id,
                                       .kind = DeliveryKind::gData,
                                       .priority = Priority::backfill,
                                       .enterprise = tag.sign.enterprise,
                                       .batch = tag.batch,
                                       .subject = {},
                                       .reason = "backfill",
                                       .due = now}));
  return work.tags().setState(tag.id, TagState::missingThere, now);
}

std::set<EnterpriseDay> lackedHere(const std::vector<Tag>& tags) {
  std::set<EnterpriseDay> result;
  for (const Tag& tag : tags)
    if (tag.batch == BatchId{}) result.emplace(tag.sign.enterprise, tag.sign.date);
  return result;
}

}  // namespace

Result<CompareCounts> compareTags(Storage& storage, TimePoint now, const Peer& peer, schemas::CivilDate from,
                                  schemas::CivilDate to) {
  return inUnit(storage, [&](UnitOfWork& work) -> Result<CompareCounts> {
    HUB_TRY(tags, work.tags().list({.peer = peer.id,
                                    .from = from,
                                    .to = to,
                                    .enterprise = std::nullopt,
                                    .state = std::nullopt,
                                    .limit = 1'000'000}));
    const auto lacked = lackedHere(tags);
    CompareCounts counts;
    for (const Tag& tag : tags) {
      if (tag.batch == BatchId{}) {
        ++counts.missingHere;
      } else if (tag.received || tag.state == TagState::agreed || tag.state == TagState::merged) {
        ++counts.agreed;
      } else {
        ++counts.missingThere;
        if (lacked.contains({tag.sign.enterprise, tag.sign.date})) ++counts.different;
        if (peer.gUrl.empty()) continue;  // nowhere to send it; it stays visible as missing there
        HUB_CHECK(queueBackfill(work, now, peer, tag));
        ++counts.queued;
      }
    }
    return counts;
  });
}

}  // namespace hub::reconcile
