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
  jobs::JobList list() {
    return jobsOf({storage, partner, clock, crypto, log, config.node},
                  {storage, clock, crypto, log, config.node}, config)
        .value();
  }
  /// When a province of that name pushes its tags, and when a nation of that name compares.
  std::pair<std::string, std::string> tagTimes(const std::string& node) {
    fakes::FakeStorage own;
    config.node.name = node;
    config.node.role = Role::national;
    config.node.energyUplink = EnergyUplink::tags;
    Peer peer = above();
    peer.role = Role::province;
    peer.gUrl = "https://a/necc";
    EXPECT_TRUE(own.unit([&](UnitOfWork& work) { return work.peers().put(peer); }));
    std::pair<std::string, std::string> times;
    const auto all = jobsOf({own, partner, clock, crypto, log, config.node},
                            {own, clock, crypto, log, config.node}, config);
    for (const auto& job : all.value()) {
      const std::string time = Clock::civil(job->next(clock.now(), clock.now())).text();
      if (job->name() == "tag_push/above") times.first = time;
      if (job->name() == "tag_compare/above") times.second = time;
    }
    return times;
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

TEST_F(JobsOf, EachProcessKeepsWhatIsItsOwn) {
  quality::RulesInForce rules;
  exchange::ToleranceCounts tolerances;
  jobs::ClockReadings clocks;
  std::vector<std::string> all;
  for (const auto& job : upkeepOf({.storage = storage,
                         .clock = clock,
                         .rules = rules,
                         .tolerances = tolerances,
                         .stored = [](const auto&) {},
                         .clocks = clocks,
                         .host = "hub1",
                         .jobs = [] { return jobs::JobList{}; }}))
    all.push_back(job->name());
  for (const auto& job : longUpkeepOf(storage)) all.push_back(job->name());

  EXPECT_EQ(all, (std::vector<std::string>{"quality_settings", "tolerance_flush", "clock_watch",
                                           "queue_watch", "alert_watch", "bulk_actions", "run_history"}));
}

TEST_F(JobsOf, LongJobsSaySo) {
  config.node.energyUplink = EnergyUplink::tags;
  Peer peer = above();
  peer.gUrl = "https://a/necc";
  add(peer);

  for (const auto& job : list())
    EXPECT_EQ(job->isLong(), !job->name().starts_with("version_check")) << job->name();
}

TEST_F(JobsOf, SuspendedPeerHasNone) {
  Peer peer = above();
  peer.suspended = true;
  add(peer);

  EXPECT_TRUE(names().empty());
}

// OQ-17
TEST_F(JobsOf, OffsetsAreStableAndSpreadOverTheirRange) {
  std::chrono::seconds least{1800}, most{0};
  for (int i = 0; i < 200; ++i) {
    const auto offset = offsetFor("province" + std::to_string(i), std::chrono::seconds(1800), crypto);
    EXPECT_EQ(offset, offsetFor("province" + std::to_string(i), std::chrono::seconds(1800), crypto));
    least = std::min(least, offset);
    most = std::max(most, offset);
  }
  EXPECT_GE(least.count(), 0);
  EXPECT_LT(least.count(), 200);
  EXPECT_GT(most.count(), 1600);
  EXPECT_LE(most.count(), 1800);
}

// T-07 T-08
TEST_F(JobsOf, TagsGoUpAndAreComparedOnTheSameDayInThisOrder) {
  for (int i = 0; i < 50; ++i) {
    const auto [push, compare] = tagTimes("node" + std::to_string(i));
    EXPECT_GE(push, "2026-11-20 23:00:00");
    EXPECT_LE(push, "2026-11-20 23:10:00");
    EXPECT_GE(compare, "2026-11-20 23:30:00");
    EXPECT_LE(compare, "2026-11-20 23:40:00");
  }
}

TEST_F(JobsOf, AnOffsetNeverPassesMidnight) {
  EXPECT_EQ(laterTheSameDay({23 * 3600 + 3590}, std::chrono::seconds(600)).seconds, 86399);
  EXPECT_EQ(laterTheSameDay({3600}, std::chrono::seconds(600)).seconds, 4200);
}

// OQ-17
TEST_F(JobsOf, WithoutOffsetsEverythingComesAtItsTime) {
  config.jobs.randomOffset = false;
  add(above());

  for (const auto& job : list()) {
    const std::string time = Clock::civil(job->next(clock.now(), clock.now())).text();
    EXPECT_EQ(time, job->name() == "version_check/above" ? "2026-11-21 00:00:00" : "2026-11-21 02:00:00");
  }
}

// T-01
TEST_F(JobsOf, AVersionCheckWithItsOffsetStaysWithinADay) {
  add(above());
  const auto check = list().front();
  const TimePoint first = check->next(clock.now(), std::nullopt);

  EXPECT_LE(first, clock.now()) << "on a new node at once";
  EXPECT_EQ(check->next(clock.now(), first) - first, std::chrono::hours(24));
}

}  // namespace
}  // namespace hub::app
