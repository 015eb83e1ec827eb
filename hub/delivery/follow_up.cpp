#include "hub/delivery/follow_up.h"

#include "schemas/json/value.h"

namespace hub::delivery {
namespace {

NewDelivery following(const Answered& answered, DeliveryKind kind, Priority priority, const char* reason) {
  NewDelivery next;
  next.peer = answered.peer.id;
  next.kind = kind;
  next.priority = priority;
  next.enterprise = answered.delivery.enterprise;
  next.batch = answered.delivery.batch;
  next.reason = reason;
  next.due = answered.now;
  return next;
}

Result<std::optional<Tag>> tagNamedBy(UnitOfWork& work, const Answered& answered) {
  const auto sign = schemas::LogSign::parse(answered.delivery.subject);
  if (!sign) return std::optional<Tag>{};
  return work.tags().find(answered.peer.id, *sign);
}

Result<void> queueBackfill(UnitOfWork& work, const Answered& answered, BatchId batch) {
  if (answered.delivery.reason == kConfirmReason) return {};
  NewDelivery backfill = following(answered, DeliveryKind::gData, Priority::backfill, "backfill");
  backfill.batch = batch;
  HUB_CHECK(work.deliveries().enqueue(backfill));
  return {};
}

Result<void> afterTag(UnitOfWork& work, const Answered& answered) {
  const bool isThere = schemas::json::folded(answered.code) != "false";
  HUB_TRY(tag, tagNamedBy(work, answered));
  if (tag)
    HUB_CHECK(
        work.tags().setState(tag->id, isThere ? TagState::agreed : TagState::missingThere, answered.now));
  if (isThere) return {};
  const BatchId held = tag ? tag->batch : answered.delivery.batch.value_or(BatchId{});
  return held == BatchId{} ? Result<void>{} : queueBackfill(work, answered, held);
}

Result<void> afterData(UnitOfWork& work, const Answered& answered) {
  if (!answered.delivery.batch) return {};
  HUB_TRY(tags, work.tags().ofBatch(answered.peer.id, *answered.delivery.batch));
  for (const Tag& tag : tags) {
    HUB_CHECK(work.tags().setState(tag.id, TagState::own, answered.now));
    NewDelivery confirmation = following(answered, DeliveryKind::gTag, Priority::tag, kConfirmReason);
    confirmation.subject = tag.sign.text();
    HUB_CHECK(work.deliveries().enqueue(confirmation));
  }
  return {};
}

}  // namespace

Result<void> followUp(UnitOfWork& work, const Answered& answered) {
  if (answered.delivery.kind == DeliveryKind::gTag) return afterTag(work, answered);
  if (answered.delivery.kind == DeliveryKind::gData) return afterData(work, answered);
  return {};
}

}  // namespace hub::delivery
