#include "hub/reconcile/tag_compare.h"

#include <algorithm>
#include <set>

namespace hub::reconcile {
namespace {

constexpr std::size_t kTagsInAUnit = 500;  // so that no unit holds locks for long

using EnterpriseDay = std::pair<std::string, schemas::CivilDate>;

bool isAgreed(const Tag& tag) {
  return tag.received || tag.state == TagState::agreed || tag.state == TagState::merged;
}

Result<bool> queueBackfill(UnitOfWork& work, TimePoint now, const Peer& peer, const Tag& tag) {
  // The peer may have named it since the tags were read.
  HUB_TRY(present, work.tags().find(peer.id, tag.sign));
  if (!present || isAgreed(*present)) return false;
  HUB_CHECK(work.deliveries().enqueue({.peer = peer.id,
                                       .kind = DeliveryKind::gData,
                                       .priority = Priority::backfill,
                                       .enterprise = tag.sign.enterprise,
                                       .batch = tag.batch,
                                       .subject = {},
                                       .reason = "backfill",
                                       .due = now}));
  HUB_CHECK(work.tags().setState(tag.id, TagState::missingThere, now));
  return true;
}

std::set<EnterpriseDay> lackedHere(const std::vector<Tag>& tags) {
  std::set<EnterpriseDay> result;
  for (const Tag& tag : tags)
    if (tag.batch == BatchId{}) result.emplace(tag.sign.enterprise, tag.sign.date);
  return result;
}

CompareCounts judged(const std::vector<Tag>& tags, std::vector<Tag>& missingThere) {
  const auto lacked = lackedHere(tags);
  CompareCounts counts;
  for (const Tag& tag : tags) {
    if (tag.batch == BatchId{}) {
      ++counts.missingHere;
    } else if (isAgreed(tag)) {
      ++counts.agreed;
    } else {
      ++counts.missingThere;
      if (lacked.contains({tag.sign.enterprise, tag.sign.date})) ++counts.different;
      missingThere.push_back(tag);
    }
  }
  return counts;
}

}  // namespace

Result<CompareCounts> compareTags(Storage& storage, TimePoint now, const Peer& peer, schemas::CivilDate from,
                                  schemas::CivilDate to, const std::stop_token& stop) {
  HUB_TRY(tags, inUnit(storage, [&](UnitOfWork& work) {
            return work.tags().list({.peer = peer.id,
                                     .from = from,
                                     .to = to,
                                     .enterprise = std::nullopt,
                                     .state = std::nullopt,
                                     .limit = 1'000'000});
          }));
  std::vector<Tag> missing;
  CompareCounts counts = judged(tags, missing);
  if (peer.gUrl.empty()) return counts;  // nowhere to send it; it stays visible as missing there
  for (std::size_t begin = 0; begin < missing.size(); begin += kTagsInAUnit) {
    if (stop.stop_requested()) return fail(Failure::busy, {}, "the run was stopped");
    const std::size_t end = std::min(missing.size(), begin + kTagsInAUnit);
    HUB_TRY(queued, inUnit(storage, [&](UnitOfWork& work) -> Result<std::uint64_t> {
              std::uint64_t count = 0;
              for (std::size_t i = begin; i < end; ++i) {
                HUB_TRY(isQueued, queueBackfill(work, now, peer, missing[i]));
                if (isQueued) ++count;
              }
              return count;
            }));
    counts.queued += queued;
  }
  return counts;
}

}  // namespace hub::reconcile
