// A province with one channel to the nation and some tags on it.
#pragma once

#include <gtest/gtest.h>

#include "hub/ports/storage.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_storage.h"

class ReconcileFixture : public testing::Test {
 protected:
  void SetUp() override {
    peer.name = "national";
    peer.gUrl = "https://national.example/necc";
    const auto id = storage.unit([&](hub::UnitOfWork& work) { return work.peers().put(peer); });
    ASSERT_TRUE(id);
    peer.id = *id;
  }

  static schemas::LogSign sign(char md5, const char* date = "2026-11-18",
                               const char* enterprise = "14010702") {
    return {*schemas::CivilDate::parse(date), "320000", enterprise, std::string(32, md5)};
  }

  hub::BatchId holdBatch(const std::string& md5) {
    const auto id = storage.unit([&](hub::UnitOfWork& work) {
      return work.batches().insert(
          {.enterprise = "14010702", .contentMd5 = md5, .received = clock.now(), .records = 5}, "{}");
    });
    EXPECT_TRUE(id);
    return id.value_or(hub::BatchId{});
  }

  void holdTag(const schemas::LogSign& logsign, hub::TagState state = hub::TagState::own) {
    const auto batch = holdBatch(logsign.md5 + logsign.date.text());
    const auto done = storage.unit([&](hub::UnitOfWork& work) {
      return work.tags().putOwn({.peer = peer.id,
                                 .sign = logsign,
                                 .algorithm = "canonical-v1",
                                 .batch = batch,
                                 .state = state,
                                 .changed = clock.now()});
    });
    ASSERT_TRUE(done);
  }

  void peerNames(const schemas::LogSign& logsign) {
    const auto done = storage.unit([&](hub::UnitOfWork& work) {
      return work.tags().noteReceived({.peer = peer.id,
                                       .sign = logsign,
                                       .algorithm = "canonical-v1",
                                       .state = hub::TagState::missingHere,
                                       .received = true,
                                       .changed = clock.now()});
    });
    ASSERT_TRUE(done);
  }

  std::vector<hub::Delivery> queued(hub::DeliveryKind kind) const {
    std::vector<hub::Delivery> result;
    for (const auto& delivery : storage.deliveries())
      if (delivery.kind == kind) result.push_back(delivery);
    return result;
  }

  schemas::CivilDate day(const char* text) const { return *schemas::CivilDate::parse(text); }

  fakes::FakeStorage storage;
  fakes::FakeClock clock;
  hub::Peer peer;
};
