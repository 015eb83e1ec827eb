// A node with one peer above, its stores and a scripted peer.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "adapters/crypto/openssl_crypto.h"
#include "hub/delivery/lane.h"
#include "schemas/declare/read.h"
#include "schemas/json/parse.h"
#include "schemas/messages/upload_config_data.h"
#include "schemas/messages/upload_metering_data.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_storage.h"
#include "tests/fakes/quiet_log.h"
#include "tests/fakes/scripted_partner.h"

namespace delivery_test {

inline constexpr const char* kEnterprise = "91330000573973053F";
inline constexpr const char* kProvinceId = "0ef6ecea08bf84c7b639c3e9b84ed546";
inline constexpr const char* kRestcode = "900F67DB-A354-4BFA-85B8-F0573D84947C";

inline std::string fixture(const std::string& name) {
  std::ifstream file(NENGHUB_SOURCE_DIR "/tests/fixtures/" + name);
  EXPECT_TRUE(file) << name;
  std::ostringstream text;
  text << file.rdbuf();
  std::string content = text.str();
  while (content.ends_with('\n')) content.pop_back();
  return content;
}

template <schemas::Declared M>
M read(const std::string& text) {
  schemas::ReadContext context;
  const auto parsed = schemas::json::parse(text);
  auto message = schemas::read<M>(parsed->root, context);
  EXPECT_TRUE(message) << schemas::detailOf(context.faults);
  return message ? *message : M{};
}

class World {
 public:
  World() {
    storage.follow(clock);
    node.name = "city";
    node.region = "320600";
    hub::Peer above;
    above.name = "province";
    above.role = hub::Role::province;
    above.upstream = true;
    above.registerUrl = "https://register.example";
    above.gUrl = "https://national.example/necc";
    above.restcodes = {kRestcode};
    put(above);
  }

  /// Stores the peer, which is the peer of this world from then on.
  void put(hub::Peer changed) {
    const auto id = storage.unit([&](hub::UnitOfWork& work) { return work.peers().put(changed); });
    changed.id = *id;
    peer = changed;
  }

  void isRegistered(const std::string& regVersion = "125", const std::string& dicVersion = "125") {
    hub::Registration registration;
    registration.provinceId = kProvinceId;
    for (const hub::Service service : hub::kServices)
      registration.urls[service] = "https://access.example" + std::string(pathOf(service));
    registration.regVersion = regVersion;
    registration.dicVersion = dicVersion;
    ASSERT_TRUE(storage.unit(
        [&](hub::UnitOfWork& work) { return work.peers().putRegistration(peer.id, registration); }));
  }
  hub::Registration registration() {
    return storage.unit([&](hub::UnitOfWork& work) { return work.peers().registration(peer.id); })
        ->value_or(hub::Registration{});
  }

  hub::BatchId holdsBatch(const std::string& body, hub::Channel channel = hub::Channel::n88,
                          hub::PeerId from = {}, const std::string& enterprise = kEnterprise) {
    hub::Batch batch;
    batch.peer = from;
    batch.channel = channel;
    batch.enterprise = enterprise;
    batch.contentMd5 = crypto.md5(body);
    batch.received = clock.now();
    return *storage.unit([&](hub::UnitOfWork& work) { return work.batches().insert(batch, body); });
  }
  hub::BatchId holdsTable8() { return holdsBatch(fixture("n08-upload-energy-request.json")); }

  hub::DeliveryId queues(hub::DeliveryKind kind, std::optional<hub::BatchId> batch = std::nullopt,
                         const std::string& subject = {}, const std::string& enterprise = kEnterprise) {
    hub::NewDelivery fresh;
    fresh.peer = peer.id;
    fresh.kind = kind;
    fresh.enterprise = enterprise;
    fresh.batch = batch;
    fresh.subject = subject;
    fresh.due = clock.now();
    return *storage.unit([&](hub::UnitOfWork& work) { return work.deliveries().enqueue(fresh); });
  }
  hub::Delivery delivery(hub::DeliveryId id) {
    return storage.unit([&](hub::UnitOfWork& work) { return work.deliveries().find(id); })->value();
  }
  /// By a worker that is none of a lane.
  hub::Delivery claims() {
    hub::ClaimWish wish;
    wish.peer = peer.id;
    wish.worker = "another";
    wish.now = clock.now();
    wish.lease = std::chrono::seconds(20);
    auto claimed = storage.unit([&](hub::UnitOfWork& work) { return work.deliveries().claim(wish); });
    EXPECT_EQ(claimed->size(), 1U);
    return claimed->empty() ? hub::Delivery{} : claimed->front();
  }
  /// All leases of now run out, and the claims wait again.
  void leasesRunOut() {
    storage.moveClock(std::chrono::seconds(21));
    EXPECT_TRUE(storage.unit([](hub::UnitOfWork& work) { return work.deliveries().releaseExpired(); }));
  }
  hub::DeliveryState stateOf(hub::DeliveryId id) { return delivery(id).state; }
  hub::LaneState laneState() {
    return *storage.unit([&](hub::UnitOfWork& work) { return work.lanes().find(peer.id); });
  }
  void sets(const hub::LaneSettings& settings) {
    ASSERT_TRUE(storage.unit([&](hub::UnitOfWork& work) { return work.lanes().set(peer.id, settings); }));
  }
  std::vector<hub::Alert> alerts(bool open = true) {
    return *storage.unit([&](hub::UnitOfWork& work) { return work.alerts().list({.open = open}); });
  }

  hub::delivery::Surroundings around() { return {storage, partner, clock, crypto, log, node}; }

  fakes::FakeStorage storage;
  fakes::ScriptedPartner partner;
  fakes::FakeClock clock;
  hub::crypto::OpenSslCrypto crypto;
  fakes::QuietLog log;
  hub::NodeSettings node;
  hub::Peer peer;
  hub::delivery::LeaseKeeper leases{storage, clock, std::chrono::seconds(20)};
  hub::delivery::LanePace pace;
};

}  // namespace delivery_test
