// A province above, and deliveries to it that it has refused.
#pragma once

#include <gtest/gtest.h>

#include "tests/fakes/fake_storage.h"

namespace hub::jobs {

class ActsFixture : public testing::Test {
 protected:
  ActsFixture() {
    peer.name = "province";
    peer.upstream = true;
    peer.registerUrl = "https://province.example";
    peer.id = storage.unit([&](UnitOfWork& work) { return work.peers().put(peer); }).value();
  }

  DeliveryId queued(const std::string& enterprise, DeliveryKind kind = DeliveryKind::energyData) {
    ++batches;
    const bool isBatch = kind == DeliveryKind::energyData;
    return storage
        .unit([&](UnitOfWork& work) {
          return work.deliveries().enqueue({.peer = peer.id,
                                            .kind = kind,
                                            .enterprise = enterprise,
                                            .batch = isBatch ? std::optional(BatchId{batches}) : std::nullopt,
                                            .reason = "live",
                                            .due = storage.time()});
        })
        .value();
  }
  /// With E2002, as needsAttention.
  DeliveryId refused(const std::string& enterprise, DeliveryKind kind = DeliveryKind::energyData) {
    const DeliveryId id = queued(enterprise, kind);
    for (const Delivery& one : claim())
      EXPECT_TRUE(storage.unit([&](UnitOfWork& work) {
        return work.deliveries().record(
            one, {.next = DeliveryState::needsAttention, .due = storage.time(), .code = "E2002"});
      }));
    EXPECT_EQ(delivery(id).state, DeliveryState::needsAttention);
    return id;
  }
  void configure(const std::string& enterprise) {
    EnterpriseConfig config;
    config.received = Clock::civil(storage.time());
    ASSERT_TRUE(storage.unit([&](UnitOfWork& work) -> Result<void> {
      HUB_CHECK(work.enterprises().lockHead(enterprise, PeerId{}));
      HUB_CHECK(work.enterprises().replaceConfig(enterprise, config, "digest"));
      HUB_CHECK(work.enterprises().replaceInstruments(enterprise, {schemas::MeteringInstrument{}},
                                                      Clock::civil(storage.time()), "digest"));
      return {};
    }));
  }

  std::vector<Delivery> claim() {
    return storage
        .unit([&](UnitOfWork& work) {
          return work.deliveries().claim({.peer = peer.id,
                                          .worker = "w",
                                          .now = storage.time() + std::chrono::seconds(1),
                                          .lease = std::chrono::seconds(60),
                                          .limit = 100});
        })
        .value();
  }
  std::vector<std::string> claimable() {
    std::vector<std::string> kinds;
    for (const Delivery& one : claim()) kinds.emplace_back(nameOf(one.kind));
    return kinds;
  }
  std::vector<std::string> kinds() {
    std::vector<std::string> all;
    for (const Delivery& one : storage.deliveries()) all.emplace_back(nameOf(one.kind));
    return all;
  }
  Delivery delivery(DeliveryId id) {
    return storage.unit([&](UnitOfWork& work) { return work.deliveries().find(id); }).value().value();
  }

  fakes::FakeStorage storage;
  Peer peer;
  std::uint64_t batches = 0;
};

}  // namespace hub::jobs
