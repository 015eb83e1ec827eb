#include "jobs/clock_watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_storage.h"

namespace hub::jobs {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// The store is a machine of its own with a right clock, unless a test moves it.
class ClockWatchTest : public testing::Test {
 protected:
  ClockWatchTest() { alignStore(); }

  void alignStore() { storage.moveClock(clock.now() - storage.time()); }
  /// Time passes everywhere.
  void pass(milliseconds time) {
    steady += time;
    clock.advance(time);
    alignStore(-jumped);
  }
  void alignStore(milliseconds off) { storage.moveClock(clock.now() + off - storage.time()); }
  /// Our clock is set, the store's is not.
  void jump(milliseconds by) {
    clock.advance(by);
    jumped += by;
  }
  /// One machine for both.
  void jumpTogether(milliseconds by) {
    clock.advance(by);
    storage.moveClock(by);
  }
  void peerSays(milliseconds off) { readings.note("province", clock.now() + off, clock.now(), {}); }

  std::vector<std::string> look() {
    const auto done = watch.runOnce({clock.now()});
    EXPECT_TRUE(done) << done.error().cause;
    std::vector<std::string> subjects;
    for (const Alert& alert : open()) subjects.push_back(alert.subject);
    std::sort(subjects.begin(), subjects.end());
    return subjects;
  }
  std::vector<Alert> open() {
    return storage.unit([](UnitOfWork& work) { return work.alerts().list({}); }).value();
  }

  milliseconds steady{5'000'000};
  milliseconds jumped{0};
  fakes::FakeStorage storage;
  fakes::FakeClock clock;
  ClockReadings readings{[this] { return steady; }};
  ClockWatch watch{storage, clock, readings, "hub1"};
};

// T-09
TEST_F(ClockWatchTest, IsQuietWhileClocksAgree) {
  peerSays(seconds(59));
  for (int i = 0; i < 5; ++i, pass(hours(1))) EXPECT_THAT(look(), IsEmpty());
}

// T-09
TEST_F(ClockWatchTest, ComesMoreOftenThanOnceAMinute) {
  EXPECT_LT(watch.next(clock.now(), clock.now()) - clock.now(), minutes(1));
}

// T-09
TEST_F(ClockWatchTest, NoticesAJumpOfADayForward) {
  look();
  jump(hours(24));

  EXPECT_THAT(look(), ElementsAre("hub1/database", "hub1/itself"));

  for (const Alert& alert : open()) {
    EXPECT_EQ(alert.kind, "clock_wrong");
    EXPECT_EQ(alert.severity, Severity::critical);
    EXPECT_THAT(alert.text, HasSubstr("快 86400 秒"));
    EXPECT_THAT(alert.text, HasSubstr("chrony/NTP"));
  }
}

// T-09
TEST_F(ClockWatchTest, NoticesAJumpOfADayBack) {
  look();
  jump(-hours(24));

  EXPECT_THAT(look(), ElementsAre("hub1/database", "hub1/itself"));
  EXPECT_THAT(open()[0].text, HasSubstr("慢 86400 秒"));
}

TEST_F(ClockWatchTest, NoticesTheYear2038) {
  look();
  clock.set("2038-01-19 11:14:08");

  EXPECT_THAT(look(), ElementsAre("hub1/database", "hub1/itself"));
}

TEST_F(ClockWatchTest, EndsTheAlertsWhenTheClockIsSetBack) {
  look();
  jump(hours(24));
  look();
  pass(minutes(5));
  jump(-hours(24));

  EXPECT_THAT(look(), IsEmpty());
}

TEST_F(ClockWatchTest, SeesAClockThatWasWrongFromTheStartAndItsCorrectionIsNoFault) {
  jump(-hours(24));
  ClockReadings others([this] { return steady; });
  ClockWatch late(storage, clock, others, "hub1");
  ASSERT_TRUE(late.runOnce({clock.now()}));
  ASSERT_EQ(open().size(), 1u);
  EXPECT_EQ(open()[0].subject, "hub1/database");

  jump(hours(24));
  ASSERT_TRUE(late.runOnce({clock.now()}));

  EXPECT_THAT(open(), IsEmpty());
}

TEST_F(ClockWatchTest, NoticesAJumpOfAMachineThatBearsBothHubAndDatabase) {
  look();
  jumpTogether(hours(24));

  EXPECT_THAT(look(), ElementsAre("hub1/itself"));
  steady += minutes(1);
  jumpTogether(minutes(1));
  EXPECT_THAT(look(), ElementsAre("hub1/itself")) << "the database is no witness, it jumped as well";
}

TEST_F(ClockWatchTest, TakesAJumpForACorrectionWhenPeersSaySo) {
  look();
  jumpTogether(-hours(1));
  peerSays(seconds(0));

  EXPECT_THAT(look(), IsEmpty());
}

TEST_F(ClockWatchTest, PeersSeenBeforeTheJumpContradictIt) {
  peerSays(seconds(0));
  look();
  jumpTogether(hours(1));

  EXPECT_THAT(look(), ElementsAre("hub1/itself", "hub1/province"));
}

TEST_F(ClockWatchTest, AJumpThatNobodyContradictsIsOverAfterADay) {
  look();
  jumpTogether(hours(5));
  look();
  for (int i = 0; i < 25; ++i) {
    steady += hours(1);
    jumpTogether(hours(1));
    look();
  }

  EXPECT_THAT(open(), IsEmpty());
}

// T-09
TEST_F(ClockWatchTest, NamesThePeerWhoseClockDiffers) {
  peerSays(-seconds(3600));

  EXPECT_THAT(look(), ElementsAre("hub1/province"));
  EXPECT_THAT(open()[0].text, HasSubstr("对端 province"));
  EXPECT_THAT(open()[0].text, HasSubstr("快 3600 秒"));
  peerSays(seconds(0));
  EXPECT_THAT(look(), IsEmpty());
}

TEST_F(ClockWatchTest, ForgetsAPeerThatIsGone) {
  peerSays(-seconds(3600));
  look();

  pass(hours(26));

  EXPECT_THAT(look(), IsEmpty());
}

TEST_F(ClockWatchTest, LeavesTheAlertsOfOtherMachinesAlone) {
  ASSERT_TRUE(storage.unit([&](UnitOfWork& work) {
    return work.alerts().raise({.kind = kClockWrong, .subject = "hub2/database", .last = storage.time()});
  }));

  EXPECT_THAT(look(), ElementsAre("hub2/database"));
}

TEST_F(ClockWatchTest, EndsThoseOfAMachineThatIsGone) {
  ASSERT_TRUE(storage.unit([&](UnitOfWork& work) {
    return work.alerts().raise({.kind = kClockWrong, .subject = "hub2/database", .last = storage.time()});
  }));
  pass(ClockReadings::kLife - minutes(1));
  EXPECT_THAT(look(), ElementsAre("hub2/database"));

  pass(minutes(2));

  EXPECT_THAT(look(), IsEmpty());
}

TEST_F(ClockWatchTest, AnOffsetAboutTheLimitDoesNotRaiseAndEndItInTurn) {
  for (const int off : {61, 59, 61, 46, 61}) {
    peerSays(-seconds(off));
    EXPECT_THAT(look(), ElementsAre("hub1/province")) << off;
  }
  EXPECT_EQ(open()[0].count, 3u);
  peerSays(-seconds(45));

  EXPECT_THAT(look(), IsEmpty());
}

TEST_F(ClockWatchTest, SaysThatTheDatabaseIsDown) {
  storage.failBegin(Failure::database);

  EXPECT_FALSE(watch.runOnce({clock.now()}));
}

}  // namespace
}  // namespace hub::jobs
