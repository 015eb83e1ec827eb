#include "hub/app/queue_metrics.h"

#include <gtest/gtest.h>

#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_storage.h"

namespace hub::app {
namespace {

TEST(QueueMetrics, ShowDepthAndAgeOfEachLane) {
  fakes::FakeStorage storage;
  fakes::FakeClock clock;
  Peer above;
  above.name = "province";
  above.upstream = true;
  above.lastVersionCheck = TimePoint(std::chrono::seconds(1000));
  ASSERT_TRUE(storage.unit([&](UnitOfWork& work) -> Result<void> {
    HUB_TRY(id, work.peers().put(above));
    HUB_CHECK(work.peers().noteVersionCheck(id, TimePoint(std::chrono::seconds(1000))));
    HUB_CHECK(work.deliveries().enqueue(
        {.peer = id, .kind = DeliveryKind::configData, .enterprise = "e", .due = clock.now()}));
    return {};
  }));

  MetricText text;
  writeQueue(text, storage, clock.now() + std::chrono::hours(1));
  const std::string written = text.take();

  EXPECT_NE(written.find("nenghub_database_up_ratio 1\n"), written.npos);
  EXPECT_NE(written.find(R"(nenghub_queue_deliveries{peer="province",state="waiting"} 1)"), written.npos);
  EXPECT_NE(written.find(R"(nenghub_peer_version_check_timestamp_seconds{peer="province"} 1000)"),
            written.npos);
  EXPECT_NE(written.find("nenghub_queue_oldest_seconds{peer=\"province\"} "), written.npos);
}

TEST(QueueMetrics, ShowHowEachLaneStands) {
  fakes::FakeStorage storage;
  fakes::FakeClock clock;
  Peer above;
  above.name = "province";
  above.upstream = true;
  ASSERT_TRUE(storage.unit([&](UnitOfWork& work) -> Result<void> {
    HUB_TRY(id, work.peers().put(above));
    HUB_CHECK(work.lanes().setPause(id, LanePause{"检修", "operator", clock.now()}));
    HUB_CHECK(work.lanes().failed(id, "tls", clock.now()));
    HUB_CHECK(work.lanes().open(id, "tls", "", clock.now(), clock.now()));
    return {};
  }));

  MetricText text;
  writeQueue(text, storage, clock.now());
  const std::string written = text.take();

  EXPECT_NE(written.find("nenghub_lane_paused_ratio{peer=\"province\"} 1\n"), written.npos);
  EXPECT_NE(written.find("nenghub_lane_breaker_ratio{peer=\"province\",state=\"open\"} 1\n"), written.npos);
  EXPECT_NE(written.find("nenghub_lane_breaker_ratio{peer=\"province\",state=\"closed\"} 0\n"), written.npos);
  EXPECT_NE(written.find("nenghub_lane_failures{peer=\"province\"} 1\n"), written.npos);
}

TEST(QueueMetrics, CountDevicesThatWaitAndNameNone) {
  fakes::FakeStorage storage;
  Peer device;
  device.name = "box";
  device.role = Role::device;
  device.device = Device{.deviceId = std::string(32, 'a'), .enterpriseCode = "91330000573973053F"};
  device.lastVersionCheck = TimePoint(std::chrono::seconds(1000));
  ASSERT_TRUE(storage.unit([&](UnitOfWork& work) -> Result<void> {
    HUB_CHECK(work.peers().put(device));
    HUB_CHECK(work.deviceRequests().note({.enterpriseCode = "91330000573973053F", .region = "320602"}));
    return {};
  }));

  MetricText text;
  writeQueue(text, storage, TimePoint{});
  const std::string written = text.take();

  EXPECT_NE(written.find("nenghub_device_requests 1\n"), written.npos);
  EXPECT_EQ(written.find("box"), written.npos);
}

TEST(QueueMetrics, CountOpenAlertsBySeverity) {
  fakes::FakeStorage storage;
  ASSERT_TRUE(storage.unit([&](UnitOfWork& work) -> Result<void> {
    HUB_CHECK(work.alerts().raise({.kind = "clock_wrong", .subject = "a", .severity = Severity::critical}));
    HUB_CHECK(work.alerts().raise({.kind = "clock_wrong", .subject = "b", .severity = Severity::critical}));
    HUB_CHECK(work.alerts().raise({.kind = "queue_old", .subject = "a", .severity = Severity::warning}));
    HUB_CHECK(work.alerts().end("queue_old", "a", TimePoint{}));
    return {};
  }));

  MetricText text;
  writeQueue(text, storage, TimePoint{});
  const std::string written = text.take();

  EXPECT_NE(written.find("nenghub_alerts_open{severity=\"critical\"} 2\n"), written.npos);
  EXPECT_NE(written.find("nenghub_alerts_open{severity=\"warning\"} 0\n"), written.npos);
}

TEST(QueueMetrics, SayThatTheDatabaseIsDown) {
  fakes::FakeStorage storage;
  storage.failBegin(Failure::database);

  MetricText text;
  writeQueue(text, storage, TimePoint{});

  EXPECT_TRUE(text.take().ends_with("nenghub_database_up_ratio 0\n"));
}

}  // namespace
}  // namespace hub::app
