#include <algorithm>
#include <mutex>
#include <set>

#include "tests/contract/contract.h"

namespace {

using contract::at;
using contract::batchOf;
using contract::freshHex;
using hub::Batch;
using hub::BatchId;
using hub::Channel;

CONTRACT_SUITE(BatchesContract);

void expectSame(const Batch& found, const Batch& stored) {
  EXPECT_EQ(found.peer, stored.peer);
  EXPECT_EQ(found.channel, stored.channel);
  EXPECT_EQ(found.enterprise, stored.enterprise);
  EXPECT_EQ(found.contentMd5, stored.contentMd5);
  EXPECT_EQ(found.received, stored.received);
  EXPECT_EQ(found.records, stored.records);
  EXPECT_EQ(found.stored, stored.stored);
  EXPECT_EQ(found.unchanged, stored.unchanged);
  EXPECT_EQ(found.superseded, stored.superseded);
  EXPECT_EQ(found.suspect, stored.suspect);
  EXPECT_EQ(found.rejected, stored.rejected);
  EXPECT_EQ(found.findings, stored.findings);
  EXPECT_EQ(found.blocks, stored.blocks);
  ASSERT_EQ(found.readAs.has_value(), stored.readAs.has_value());
  if (!stored.readAs) return;
  EXPECT_EQ(found.readAs->strict, stored.readAs->strict);
  EXPECT_EQ(found.readAs->device, stored.readAs->device);
  EXPECT_EQ(found.readAs->validNumeric, stored.readAs->validNumeric);
}

TEST_P(BatchesContract, ABatchComesBackWhole) {
  Batch batch = batchOf(newEnterprise(), freshHex(32));
  batch.peer = newPeer();
  batch.channel = Channel::gData;
  batch.received = at("2026-11-20 02:00:00") + std::chrono::milliseconds{987};
  batch.records = 5;
  batch.stored = 2;
  batch.unchanged = 1;
  batch.superseded = 2;
  batch.suspect = 4;
  batch.rejected = 6;
  batch.findings = 3;
  batch.readAs = {.strict = true, .device = true, .validNumeric = schemas::ValidNumeric::oneIsValid};
  batch.blocks = {
      {batch.enterprise, "0401000004020030", schemas::StatType::realTime,
       schemas::CivilDate::of(2026, 11, 19)},
      {batch.enterprise, "0401000004020030", schemas::StatType::monthly, schemas::CivilDate::of(2026, 1, 1)},
      {batch.enterprise, "0401-01-40200-3a", schemas::StatType::daily, schemas::CivilDate::of(2026, 11, 1)}};
  std::sort(batch.blocks.begin(), batch.blocks.end());

  const BatchId id = unit([&](auto& work) { return work.batches().insert(batch, "body"); });

  const auto found = unit([&](auto& work) { return work.batches().find(id); });
  ASSERT_TRUE(found);
  EXPECT_EQ(found->id, id);
  expectSame(*found, batch);
  const auto same = unit([&](auto& work) {
    return work.batches().findByContent(Channel::gData, batch.enterprise, batch.contentMd5);
  });
  ASSERT_TRUE(same);
  EXPECT_EQ(same->id, id);
  expectSame(*same, batch);
}

TEST_P(BatchesContract, WhatWasNeverStoredIsNotFound) {
  const BatchId nobody{4'000'000'000'000u};

  EXPECT_FALSE(unit([&](auto& work) { return work.batches().find(nobody); }));
  EXPECT_FALSE(tryUnit([&](auto& work) { return work.batches().body(nobody); }));
  EXPECT_TRUE(unit([&](auto& work) { return work.batches().findings(nobody); }).empty());
}

TEST_P(BatchesContract, ContentIsTheSameOnlyOnTheSameChannelForTheSameEnterprise) {
  const Batch batch = batchOf(newEnterprise(), freshHex(32));
  unit([&](auto& work) { return work.batches().insert(batch, "{}"); });
  const auto find = [&](Channel channel, const std::string& enterprise, const std::string& md5) {
    return unit([&](auto& work) { return work.batches().findByContent(channel, enterprise, md5); })
        .has_value();
  };

  EXPECT_TRUE(find(Channel::n88, batch.enterprise, batch.contentMd5));
  EXPECT_FALSE(find(Channel::gData, batch.enterprise, batch.contentMd5));
  EXPECT_FALSE(find(Channel::local, batch.enterprise, batch.contentMd5));
  EXPECT_FALSE(find(Channel::n88, newEnterprise(), batch.contentMd5));
  EXPECT_FALSE(find(Channel::n88, batch.enterprise + " ", batch.contentMd5));
  EXPECT_FALSE(find(Channel::n88, batch.enterprise, freshHex(32)));
}

// OQ-19
TEST_P(BatchesContract, OneContentIsNeverStoredTwice) {
  const Batch batch = batchOf(newEnterprise(), freshHex(32));
  const BatchId first = unit([&](auto& work) { return work.batches().insert(batch, "{}"); });

  EXPECT_FALSE(tryUnit([&](auto& work) { return work.batches().insert(batch, "{}"); }));

  hub::BatchFilter filter;
  filter.enterprise = batch.enterprise;
  const auto stored = unit([&](auto& work) { return work.batches().list(filter); });
  ASSERT_EQ(stored.size(), 1u);
  EXPECT_EQ(stored[0].id, first);
}

// N-8.8-14
TEST_P(BatchesContract, FiveReceptionsAtOnceMakeOneBatchAndFiveSuccesses) {
  const Batch batch = batchOf(newEnterprise(), freshHex(32));
  std::mutex idsMutex;
  std::multiset<BatchId> ids;

  contract::together(5, [&](int) {
    const BatchId id = unit([&](auto& work) -> hub::Result<BatchId> {
      HUB_CHECK(work.enterprises().lockHead(batch.enterprise, hub::PeerId{}));
      HUB_TRY(known, work.batches().findByContent(batch.channel, batch.enterprise, batch.contentMd5));
      if (known) return known->id;
      return work.batches().insert(batch, "{}");
    });
    const std::lock_guard lock(idsMutex);
    ids.insert(id);
  });

  EXPECT_EQ(ids.size(), 5u);
  EXPECT_EQ(ids.count(*ids.begin()), 5u);
}

TEST_P(BatchesContract, BodiesComeBackByteForByte) {
  const std::string enterprise = newEnterprise();
  std::string everyByte;
  for (int byte = 0; byte < 256; ++byte) everyByte += static_cast<char>(byte);

  for (const std::string& body :
       {std::string(), std::string(1, '\0'), std::string("{\"name\":\"𠮷\"}\r\n "), everyByte}) {
    const BatchId id =
        unit([&](auto& work) { return work.batches().insert(batchOf(enterprise, freshHex(32)), body); });
    EXPECT_EQ(unit([&](auto& work) { return work.batches().body(id); }), body);
  }
}

TEST_P(BatchesContract, ABodyOfTwentyMegabytesComesBack) {
  std::string body;
  body.reserve(20u << 20);
  // Noise, so that compression does not make it small.
  for (std::uint32_t noise = 1; body.size() < (20u << 20); noise = noise * 1664525u + 1013904223u)
    body += static_cast<char>(noise >> 24);

  const Batch batch = batchOf(newEnterprise(), freshHex(32));

  const BatchId id = unit([&](auto& work) { return work.batches().insert(batch, body); });

  EXPECT_TRUE(unit([&](auto& work) { return work.batches().body(id); }) == body);
}

TEST_P(BatchesContract, TheListIsFilteredAndLimited) {
  const std::string enterprise = newEnterprise();
  const hub::PeerId peer = newPeer();
  std::vector<BatchId> ids;
  for (int day = 1; day <= 4; ++day) {
    Batch batch = batchOf(enterprise, freshHex(32));
    batch.received = at("2026-11-01 00:00:00") + std::chrono::days{day};
    if (day % 2 == 0) batch.peer = peer;
    ids.push_back(unit([&](auto& work) { return work.batches().insert(batch, "{}"); }));
  }
  const auto listed = [&](hub::BatchFilter filter) {
    filter.enterprise = enterprise;
    std::set<BatchId> found;
    for (const Batch& batch : unit([&](auto& work) { return work.batches().list(filter); }))
      found.insert(batch.id);
    return found;
  };

  EXPECT_EQ(listed({}), std::set<BatchId>(ids.begin(), ids.end()));
  hub::BatchFilter byPeer, byTime, limited;
  byPeer.peer = peer;
  byTime.receivedFrom = at("2026-11-03 00:00:00");
  byTime.receivedTo = at("2026-11-04 12:00:00");
  limited.limit = 3;
  EXPECT_EQ(listed(byPeer), (std::set<BatchId>{ids[1], ids[3]}));
  EXPECT_EQ(listed(byTime), (std::set<BatchId>{ids[1], ids[2]}));
  EXPECT_EQ(listed(limited).size(), 3u);
}

}  // namespace
