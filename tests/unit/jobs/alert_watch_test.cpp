#include "jobs/alert_watch.h"

#include <gmock/gmock.h>

#include "hub/delivery/lane_alert.h"
#include "jobs/job_alert.h"
#include "tests/unit/jobs/scheduler_fixture.h"

namespace hub::jobs {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class AlertWatchTest : public SchedulerFixture {
 protected:
  void raise(const char* kind, const std::string& subject) {
    ASSERT_TRUE(storage.unit([&](UnitOfWork& work) {
      return work.alerts().raise({.kind = kind, .subject = subject, .last = storage.time()});
    }));
  }
  void addPeer(const std::string& name, bool suspended = false) {
    Peer peer;
    peer.name = name;
    peer.role = Role::province;
    peer.suspended = suspended;
    ASSERT_TRUE(storage.unit([&](UnitOfWork& work) { return work.peers().put(peer); }));
  }
  std::vector<std::string> look() {
    const auto done = watch.runOnce({storage.time()});
    EXPECT_TRUE(done) << done.error().cause;
    std::vector<std::string> subjects;
    for (const Alert& alert : openAlerts()) subjects.push_back(alert.subject);
    std::sort(subjects.begin(), subjects.end());
    return subjects;
  }

  AlertWatch watch{storage, [this] { return Result<JobList>(JobList{job}); }};
  std::chrono::minutes later{61};
};

TEST_F(AlertWatchTest, EndsThoseOfJobsThatAreNoMore) {
  raise(kJobFailed, "count");
  raise(kJobFailed, "upload_round/gone");
  EXPECT_THAT(look(), ElementsAre("count", "upload_round/gone"));

  storage.moveClock(later);

  EXPECT_THAT(look(), ElementsAre("count"));
}

TEST_F(AlertWatchTest, EndsThoseOfPeersThatAreGoneOrSuspended) {
  for (const char* kind :
       {delivery::kPeerUnreachable, delivery::kPeerNotRegistered, delivery::kPeerWithoutAddress}) {
    raise(kind, "active");
    raise(kind, "suspended");
    raise(kind, "gone");
  }
  addPeer("active");
  addPeer("suspended", true);
  EXPECT_EQ(look().size(), 9u);

  storage.moveClock(later);

  EXPECT_THAT(look(), ElementsAre("active", "active", "active"));
}

TEST_F(AlertWatchTest, LeavesOthersAlone) {
  raise("queue_old", "gone");
  storage.moveClock(later);

  EXPECT_THAT(look(), ElementsAre("gone"));
}

TEST_F(AlertWatchTest, EndsNothingWhenTheJobsCannotBeRead) {
  AlertWatch blind{storage, [] { return Result<JobList>(fail(Failure::database, {}, "down")); }};
  raise(kJobFailed, "count");
  storage.moveClock(later);

  EXPECT_FALSE(blind.runOnce({storage.time()}));
  EXPECT_EQ(openAlerts().size(), 1u);
}

}  // namespace
}  // namespace hub::jobs
