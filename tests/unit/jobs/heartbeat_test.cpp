#include "jobs/heartbeat.h"

#include "tests/unit/jobs/scheduler_fixture.h"

namespace hub::jobs {
namespace {

class HeartbeatTest : public SchedulerFixture {
 protected:
  /// How often another process took the run over while it lasted five leases.
  int stolenDuring(const std::function<std::unique_ptr<Heartbeat>(Scheduler&)>& make) {
    const auto other = process("b", {std::make_shared<CountingJob>()});
    const auto own = process("a");
    int stolen = 0;
    job->during = [&] {
      const auto heartbeat = make(*own);
      for (int i = 0; i < 10; ++i) {
        storage.moveClock(std::chrono::seconds(30));
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        stolen += other->runDue();
      }
    };
    EXPECT_EQ(own->runDue(), 1);
    return stolen;
  }
};

// OQ-88
TEST_F(HeartbeatTest, KeepsTheLeaseWhateverElseTheProcessDoes) {
  EXPECT_EQ(stolenDuring([](Scheduler& scheduler) {
              return std::make_unique<Heartbeat>(scheduler, std::chrono::milliseconds(2));
            }),
            0);
  EXPECT_EQ(last()->worker, "a");
}

TEST_F(HeartbeatTest, WithoutItTheRunIsTakenOver) {
  EXPECT_EQ(stolenDuring([](Scheduler&) { return nullptr; }), 1);
}

TEST_F(HeartbeatTest, EndsAtOnce) {
  const auto own = process("a");
  const auto begun = std::chrono::steady_clock::now();

  { const Heartbeat heartbeat(*own, std::chrono::hours(1)); }

  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(5));
}

}  // namespace
}  // namespace hub::jobs
