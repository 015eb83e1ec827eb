#include "hub/delivery/freeze.h"

#include <algorithm>

#include "hub/delivery/compose.h"
#include "hub/delivery/guarded.h"

namespace hub::delivery {
namespace {

struct Frozen {
  std::optional<std::string> body;
  std::optional<Obstacle> obstacle;
  bool isLost = false;
};

bool isStoragesFault(Failure failure) {
  return failure == Failure::database || failure == Failure::retryable || failure == Failure::busy ||
         failure == Failure::internal;
}

bool needsBody(const Outgoing& one) { return !one.obstacle && !one.isLost && !one.delivery.body; }

// Nothing changes by itself: a person must look, and the next round tries again.
Frozen needsAPerson(const Error& error, TimePoint now) {
  const std::string words =
      error.detail.empty() ? "报文无法生成，请联系技术支持：" + error.cause : error.detail;
  return {{}, Obstacle{"not_composed", words, {DeliveryState::needsAttention, now, false}}, false};
}

Frozen nothingToSend(TimePoint now) {
  return {
      {}, Obstacle{"nothing_to_send", "该批次没有需要上传的数据", {DeliveryState::delivered, now}}, false};
}

Result<Frozen> freeze(UnitOfWork& work, const Peer& peer, const Outgoing& one, TimePoint now) {
  auto body = compose(work, peer, one.target.provinceId, one.delivery);
  if (!body && isStoragesFault(body.error().failure)) return tl::unexpected(body.error());
  if (!body) return needsAPerson(body.error(), now);
  if (!*body) return nothingToSend(now);
  const auto stored = work.deliveries().freezeBody(one.delivery, **body);
  if (!stored && stored.error().failure == Failure::leaseLost) return Frozen{{}, {}, true};
  if (!stored) return tl::unexpected(stored.error());
  return Frozen{std::move(**body), {}, false};
}

void take(Outgoing& one, Frozen frozen) {
  if (frozen.body) one.delivery.body = std::move(*frozen.body);
  one.obstacle = std::move(frozen.obstacle);
  one.isLost = frozen.isLost;
}

// One whose composing breaks the unit would stop the whole lane: it is found by trying each alone.
Result<void> freezeEach(const Surroundings& around, const Peer& peer, std::deque<Outgoing>& hand) {
  for (Outgoing& one : hand) {
    if (!needsBody(one)) continue;
    auto frozen = inUnit(around.storage, [&](UnitOfWork& work) {
      return guarded([&] { return freeze(work, peer, one, around.clock.now()); });
    });
    if (!frozen && frozen.error().failure != Failure::internal) return tl::unexpected(frozen.error());
    if (!frozen) around.log.error("not_composed", {{"peer", peer.name}, {"cause", frozen.error().cause}});
    take(one, frozen ? std::move(*frozen) : needsAPerson(frozen.error(), around.clock.now()));
  }
  return {};
}

}  // namespace

Result<void> freezeBodies(const Surroundings& around, const Peer& peer, std::deque<Outgoing>& hand) {
  if (std::none_of(hand.begin(), hand.end(), needsBody)) return {};
  auto all = inUnit(around.storage, [&](UnitOfWork& work) -> Result<std::vector<Frozen>> {
    std::vector<Frozen> frozen;
    for (const Outgoing& one : hand) {
      if (!needsBody(one)) continue;
      HUB_TRY(next, guarded([&] { return freeze(work, peer, one, around.clock.now()); }));
      frozen.push_back(std::move(next));
    }
    return frozen;
  });
  if (!all && all.error().failure == Failure::internal) return freezeEach(around, peer, hand);
  if (!all) return tl::unexpected(all.error());
  auto next = all->begin();
  for (Outgoing& one : hand)
    if (needsBody(one)) take(one, std::move(*next++));
  return {};
}

}  // namespace hub::delivery
