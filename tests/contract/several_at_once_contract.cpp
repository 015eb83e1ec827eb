// What the stores do for several batches in one statement must equal what they do for each.
#include <algorithm>

#include "tests/contract/contract.h"

namespace {

using contract::at;
using contract::batchOf;
using contract::freshHex;
using hub::Batch;
using hub::BatchId;
using hub::PeerId;

CONTRACT_SUITE(SeveralAtOnceContract);

TEST_P(SeveralAtOnceContract, HeadsAreMadeOrMetInTheirOrder) {
  const PeerId owner = newPeer(), other = newPeer();
  std::vector<std::string> codes{newEnterprise(), newEnterprise(), contract::fresh("E"),
                                 contract::fresh("E")};
  std::sort(codes.begin(), codes.end());
  unit([&](auto& work) { return work.enterprises().lockHead(codes[3], other); });
  std::vector<hub::HeadClaim> claims;
  for (const auto& code : codes) claims.push_back({code, owner});

  const auto heads = unit([&](auto& work) { return work.enterprises().lockHeads(claims); });

  ASSERT_EQ(heads.size(), 4u);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(heads[i].code, codes[i]);
  EXPECT_EQ(heads[3].owner == owner, heads[3].isNew);
  const auto again = unit([&](auto& work) { return work.enterprises().lockHeads(claims); });
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_FALSE(again[i].isNew);
    EXPECT_EQ(again[i].owner, heads[i].owner);
  }
}

TEST_P(SeveralAtOnceContract, BatchesGetTheirIdsInOrderAndAreFoundByContent) {
  std::vector<Batch> batches;
  for (int n = 0; n < 3; ++n) batches.push_back(batchOf(newEnterprise(), freshHex(32)));
  std::vector<hub::NewBatch> rows;
  for (const Batch& batch : batches) rows.push_back({&batch, batch.contentMd5});

  const auto ids = unit([&](auto& work) { return work.batches().insertBatches(rows); });

  ASSERT_EQ(ids.size(), 3u);
  std::vector<hub::ContentKey> keys{{hub::Channel::n88, batches[0].enterprise, freshHex(32)}};
  for (std::size_t n = 0; n < 3; ++n) {
    EXPECT_EQ(unit([&](auto& work) { return work.batches().body(ids[n]); }), batches[n].contentMd5);
    EXPECT_EQ(unit([&](auto& work) { return work.batches().find(ids[n]); })->enterprise,
              batches[n].enterprise);
    keys.push_back({batches[n].channel, batches[n].enterprise, batches[n].contentMd5});
  }
  auto found = unit([&](auto& work) { return work.batches().findByContents(keys); });
  std::sort(found.begin(), found.end(), [](const Batch& a, const Batch& b) { return a.id < b.id; });
  ASSERT_EQ(found.size(), 3u);
  for (std::size_t n = 0; n < 3; ++n) EXPECT_EQ(found[n].id, ids[n]);
}

TEST_P(SeveralAtOnceContract, TagsAndDeliveriesStandOnce) {
  const PeerId peer = newPeer();
  std::vector<hub::Tag> tags;
  std::vector<hub::NewDelivery> deliveries;
  for (int n = 0; n < 3; ++n) {
    const std::string enterprise = newEnterprise();
    hub::Tag tag;
    tag.peer = peer;
    tag.sign = {schemas::CivilDate::of(2026, 11, 20), "320000", enterprise, freshHex(32)};
    tag.algorithm = "canonical-v1";
    tag.changed = at("2026-11-20 02:00:00");
    tags.push_back(tag);
    hub::NewDelivery delivery;
    delivery.peer = peer;
    delivery.kind = hub::DeliveryKind::energyData;
    delivery.enterprise = enterprise;
    delivery.batch = newBatch(enterprise);
    delivery.due = at("2026-11-20 02:00:00");
    deliveries.push_back(delivery);
  }
  for (int twice = 0; twice < 2; ++twice)
    unit([&](auto& work) -> hub::Result<void> {
      HUB_CHECK(work.tags().putAllOwn(tags));
      return work.deliveries().enqueueAll(deliveries);
    });
  EXPECT_EQ(unit([&](auto& work) { return work.tags().list({.peer = peer}); }).size(), 3u);
  EXPECT_EQ(unit([&](auto& work) { return work.deliveries().list({.peer = peer}); }).size(), 3u);
}

// OQ-08: a withdrawn certificate stops at once, however often it was asked for before.
TEST_P(SeveralAtOnceContract, AChangedPeerIsMetAtTheNextLook) {
  hub::Peer peer;
  peer.name = contract::fresh("city");
  peer.role = hub::Role::city;
  peer.fingerprints = {freshHex(64)};
  peer.id = unit([&](auto& work) { return work.peers().put(peer); });
  for (int n = 0; n < 3; ++n) {
    const auto found = contract::must(storage().peerByFingerprint(peer.fingerprints[0]));
    ASSERT_TRUE(found);
    EXPECT_FALSE(found->suspended);
  }
  peer.suspended = true;
  unit([&](auto& work) { return work.peers().put(peer); });
  EXPECT_TRUE(contract::must(storage().peerByFingerprint(peer.fingerprints[0]))->suspended);
  const std::string before = peer.fingerprints[0];
  peer.fingerprints = {freshHex(64)};
  unit([&](auto& work) { return work.peers().put(peer); });
  EXPECT_FALSE(contract::must(storage().peerByFingerprint(before)));
  EXPECT_FALSE(contract::must(storage().peerByDeviceId(freshHex(32))));
}

}  // namespace
