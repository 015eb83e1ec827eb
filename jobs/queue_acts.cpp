#include "jobs/queue_acts.h"

namespace hub::jobs {
namespace {

bool isConfiguration(const Delivery& delivery) {
  return delivery.kind == DeliveryKind::configData || delivery.kind == DeliveryKind::meteringData;
}

}  // namespace

Result<bool> QueueActs::on(const Delivery& delivery) {
  if (act_ != QueueAct::sendAfterConfiguration)
    return work_.deliveries().act(delivery.id, act_, reason_, now_);
  // Configuration would wait for itself.
  if (isConfiguration(delivery))
    return work_.deliveries().act(delivery.id, QueueAct::sendAgain, reason_, now_);
  HUB_TRY(acted, work_.deliveries().act(delivery.id, act_, reason_, now_));
  if (!acted) return false;
  HUB_TRY(isQueued, queueConfiguration(delivery));
  if (isQueued) return true;
  return work_.deliveries().act(delivery.id, QueueAct::sendAgain, reason_, now_);
}

Result<bool> QueueActs::queueConfiguration(const Delivery& delivery) {
  const auto known = enterprises_.find({delivery.peer, delivery.enterprise});
  if (known != enterprises_.end()) return known->second;
  bool& isQueued = enterprises_[{delivery.peer, delivery.enterprise}];
  HUB_TRY(takes, takesConfiguration(delivery.peer));
  if (!takes) return false;
  HUB_TRY(config, work_.enterprises().config(delivery.enterprise));
  if (config) HUB_CHECK(enqueue(delivery, DeliveryKind::configData));
  HUB_TRY(instruments, work_.enterprises().instruments(delivery.enterprise));
  if (!instruments.empty()) HUB_CHECK(enqueue(delivery, DeliveryKind::meteringData));
  return isQueued = config.has_value() || !instruments.empty();
}

Result<bool> QueueActs::takesConfiguration(PeerId id) {
  const auto known = peers_.find(id);
  if (known != peers_.end()) return known->second;
  HUB_TRY(peer, work_.peers().find(id));
  return peers_[id] = peer && peer->upstream && !peer->registerUrl.empty();
}

Result<void> QueueActs::enqueue(const Delivery& delivery, DeliveryKind kind) {
  HUB_CHECK(work_.deliveries().enqueue({.peer = delivery.peer,
                                        .kind = kind,
                                        .priority = Priority::configuration,
                                        .enterprise = delivery.enterprise,
                                        .batch = std::nullopt,
                                        .subject = {},
                                        .reason = "asked",
                                        .due = now_}));
  return {};
}

}  // namespace hub::jobs
