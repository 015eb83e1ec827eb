// What a store does for several at once, for stores that have no quicker way.
#include "hub/ports/storage.h"

namespace hub {

Result<std::vector<EnterpriseHead>> EnterpriseStore::lockHeads(const std::vector<HeadClaim>& claims) {
  std::vector<EnterpriseHead> heads;
  for (const HeadClaim& claim : claims) {
    HUB_TRY(head, lockHead(claim.code, claim.claimant));
    heads.push_back(std::move(head));
  }
  return heads;
}

Result<std::vector<Batch>> BatchStore::findByContents(const std::vector<ContentKey>& keys) {
  std::vector<Batch> batches;
  for (const ContentKey& key : keys) {
    HUB_TRY(batch, findByContent(key.channel, key.enterprise, key.contentMd5));
    if (batch) batches.push_back(std::move(*batch));
  }
  return batches;
}

Result<std::vector<BatchId>> BatchStore::insertBatches(const std::vector<NewBatch>& batches) {
  std::vector<BatchId> ids;
  for (const NewBatch& fresh : batches) {
    HUB_TRY(id, insert(*fresh.batch, std::string(fresh.body)));
    ids.push_back(id);
  }
  return ids;
}

Result<void> TagStore::putAllOwn(const std::vector<Tag>& tags) {
  for (const Tag& tag : tags) HUB_CHECK(putOwn(tag));
  return {};
}

Result<void> DeliveryQueue::enqueueAll(const std::vector<NewDelivery>& deliveries) {
  for (const NewDelivery& delivery : deliveries) HUB_CHECK(enqueue(delivery));
  return {};
}

Result<std::optional<Peer>> Storage::peerByFingerprint(const std::string& sha256) {
  return inUnit(*this, [&](UnitOfWork& work) { return work.peers().findByFingerprint(sha256); });
}

Result<std::optional<Peer>> Storage::peerByDeviceId(const std::string& deviceId) {
  return inUnit(*this, [&](UnitOfWork& work) { return work.peers().findByDeviceId(deviceId); });
}

Result<std::vector<Peer>> Storage::upstreams() {
  return inUnit(*this, [&](UnitOfWork& work) { return work.peers().upstreams(); });
}

}  // namespace hub
