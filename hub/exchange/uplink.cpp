#include "hub/exchange/uplink.h"

namespace hub::exchange {

Result<void> queueForNodeAbove(UnitOfWork& work, const Surroundings& around, const Sender& sender,
                               DeliveryKind kind, const std::string& enterprise) {
  if (!around.node.configUplink) return {};
  HUB_TRY(peers, work.peers().upstreams());
  for (const Peer& peer : peers) {
    if (peer.id == sender.id()) continue;
    HUB_CHECK(work.deliveries().enqueue({.peer = peer.id,
                                         .kind = kind,
                                         .priority = Priority::configuration,
                                         .enterprise = enterprise,
                                         .batch = std::nullopt,
                                         .subject = {},
                                         .reason = "changed",
                                         .due = around.clock.now()}));
  }
  return {};
}

}  // namespace hub::exchange
