#include "hub/app/jobs_of.h"

#include <gtest/gtest.h>

#include "adapters/crypto/openssl_crypto.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_storage.h"
#include "tests/fakes/quiet_log.h"
#include "tests/fakes/scripted_partner.h"

namespace hub::app {
namespace {

class JobsOf : public testing::Test {
 protected:
  void add(Peer peer) {
    ASSERT_TRUE(storage.unit([&](UnitOfWork& work) { return work.peers().put(peer); }));
  }
  std::vector<std::string> names() {
    std::vector<std::string> all;
    const auto list = jobsOf({storage, partner, clock, crypto, log, config.node},
                             {storage, clock, crypto, log, config.node}, config);
    for (const auto& job : list.value()) all.push_back(job->name());
    return all;
  }
  static Peer above() {
    Peer peer;
    peer.name = "above";
    peer.role = Role::national;
    peer.upstream = true;
    peer.registerUrl = "https://a";
    return peer;
  }

  fakes::FakeStorage storage;
  fakes::ScriptedPartner partner;
  fakes::FakeClock clock;
  crypto::OpenSslCrypto crypto;
  fakes::QuietLog log;
  Config config;
};

TEST_F(JobsOf, NodeWithoutPeersHasNone) { EXPECT_TRUE(names().empty()); }

TEST_F(JobsOf, NodeBelowChecksVersionsAndUploads) {
  add(above());

  EXPECT_EQ(names(), (std::vector<std::string>{"version_check/above", "upload_round/above"}));
}

TEST_F(JobsOf, ProvinceWithTagsPushesThem) {
  config.node.energyUplink = EnergyUplink::tags;
  Peer peer = above();
  peer.gUrl = "https://a/necc";
  add(peer);

  EXPECT_EQ(names().back(), "tag_push/above");
}

TEST_F(JobsOf, NationalNodeComparesWithProvinces) {
  config.node.role = Role::national;
  Peer peer;
  peer.name = "jiangsu";
  peer.role = Role::province;
  peer.gUrl = "https://p/necc";
  add(peer);

  EXPECT_EQ(names(), std::vector<std::string>{"tag_compare/jiangsu"});
}

TEST_F(JobsOf, DevicesHaveNone) {
  Peer device;
  device.name = "box";
  device.role = Role::device;
  device.device = Device{.deviceId = std::string(32, 'a'), .enterpriseCode = "91330000573973053F"};
  add(device);

  EXPECT_TRUE(names().empty());
}

TEST_F(JobsOf, NodeWithRulesJudgesWhatIsStored) {
  quality::RulesInForce rules;
  const auto list = jobsOf({storage, partner, clock, crypto, log, config.node},
                           {storage, clock, crypto, log, config.node, &rules}, config);

  ASSERT_TRUE(list);
  ASSERT_EQ(list->size(), 1u);
  EXPECT_EQ(list->front()->name(), "quality_daily");
  EXPECT_EQ(Clock::civil(list->front()->next(clock.now(), clock.now())).text(), "2026-11-20 20:30:00");
}

TEST_F(JobsOf, EachProcessKeepsRulesAndTolerancesItself) {
  quality::RulesInForce rules;
  exchange::ToleranceCounts tolerances;
  std::vector<std::string> all;
  for (const auto& job : upkeepOf(storage, rules, tolerances, [](const auto&) {})) all.push_back(job->name());

  EXPECT_EQ(all, (std::vector<std::string>{"quality_settings", "tolerance_flush"}));
}

TEST_F(JobsOf, SuspendedPeerHasNone) {
  Peer peer = above();
  peer.suspended = true;
  add(peer);

  EXPECT_TRUE(names().empty());
}

// OQ-17
TEST_F(JobsOf, UploadOffsetIsStableAndAtMostHalfAnHour) {
  std::chrono::seconds least{1800}, most{0};
  for (int i = 0; i < 200; ++i) {
    const auto offset = uploadOffset("province" + std::to_string(i), crypto);
    EXPECT_EQ(offset, uploadOffset("province" + std::to_string(i), crypto));
    least = std::min(least, offset);
    most = std::max(most, offset);
  }
  EXPECT_GE(least.count(), 0);
  EXPECT_LT(least.count(), 200);
  EXPECT_GT(most.count(), 1600);
  EXPECT_LE(most.count(), 1800);
}

}  // namespace
}  // namespace hub::app
