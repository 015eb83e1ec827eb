#include "hub/app/failpoints.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/fakes/fake_storage.h"
#include "tests/fakes/scripted_partner.h"

namespace hub::app {
namespace {

class FailpointsTest : public testing::Test {
 protected:
  Failpoints at(const char* plan) {
    return Failpoints(
        *FailpointPlan::parse(plan), [this] { ++acted; }, storage, partner);
  }

  Result<void> receiveOne(Storage& through) {
    return inUnit(through, [](UnitOfWork& work) -> Result<void> { return work.audit().append({}); });
  }

  fakes::FakeStorage storage;
  fakes::ScriptedPartner partner;
  int acted = 0;
};

TEST_F(FailpointsTest, ReadsRoadPointAndPass) {
  const auto plain = FailpointPlan::parse("commit:after:3");
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->road, "");
  EXPECT_EQ(plain->point, "commit:after");
  EXPECT_EQ(plain->pass, 3u);

  const auto narrowed = FailpointPlan::parse("deliver:any:17");
  ASSERT_TRUE(narrowed);
  EXPECT_EQ(narrowed->road, "deliver");
  EXPECT_EQ(narrowed->point, "any");
  EXPECT_EQ(narrowed->pass, 17u);
}

TEST_F(FailpointsTest, RefusesWhatItCannotRead) {
  for (const char* text : {"", ":", "any", "any:", "any:0", "any:-1", "any:1x", "nowhere:1", "receive:1",
                           "commit:1", "deliver:receive:any:1", "any:99999999999999999999"}) {
    const auto plan = FailpointPlan::parse(text);
    ASSERT_FALSE(plan) << text;
    EXPECT_EQ(plan.error().failure, Failure::malformed);
    EXPECT_NE(plan.error().cause.find("commit:before"), std::string::npos) << "names what is allowed";
  }
}

TEST_F(FailpointsTest, ActsOnceAndOnlyAtThePlannedPass) {
  auto points = at("commit:after:2");
  ASSERT_TRUE(receiveOne(points.receiving()));
  EXPECT_EQ(acted, 0);
  ASSERT_TRUE(receiveOne(points.delivering()));
  EXPECT_EQ(acted, 1);
  ASSERT_TRUE(receiveOne(points.receiving()));
  EXPECT_EQ(acted, 1);
}

TEST_F(FailpointsTest, BeforeACommitNothingIsStoredAndAfterItEverything) {
  std::size_t stored = 99;
  const auto look = [&] { stored = storage.audit().size(); };
  Failpoints before(*FailpointPlan::parse("commit:before:1"), look, storage, partner);
  ASSERT_TRUE(receiveOne(before.receiving()));
  EXPECT_EQ(stored, 0u);
  Failpoints after(*FailpointPlan::parse("commit:after:1"), look, storage, partner);
  ASSERT_TRUE(receiveOne(after.receiving()));
  EXPECT_EQ(stored, 2u);
}

TEST_F(FailpointsTest, ACommitThatFailedHasNoAfter) {
  auto points = at("commit:after:1");
  storage.failCommit(fakes::CommitFault::lostApplied);
  ASSERT_TRUE(receiveOne(points.receiving())) << "the unit is done again";
  EXPECT_EQ(acted, 1);
  EXPECT_EQ(storage.audit().size(), 2u) << "once with an unknown outcome, once more";
}

TEST_F(FailpointsTest, EveryStepOfAUnitCountsForAny) {
  // begin, audit, commit:before, commit:after
  for (int step = 1; step <= 4; ++step) {
    acted = 0;
    auto points = at(("any:" + std::to_string(step)).c_str());
    ASSERT_TRUE(receiveOne(points.receiving()));
    EXPECT_EQ(acted, 1) << step;
  }
  acted = 0;
  auto beyond = at("any:5");
  ASSERT_TRUE(receiveOne(beyond.receiving()));
  EXPECT_EQ(acted, 0);
}

TEST_F(FailpointsTest, ARoadCountsOnlyItsOwn) {
  auto points = at("receive:begin:1");
  ASSERT_TRUE(receiveOne(points.delivering()));
  EXPECT_EQ(acted, 0);
  ASSERT_TRUE(receiveOne(points.receiving()));
  EXPECT_EQ(acted, 1);
}

TEST_F(FailpointsTest, TheQuestionWhoAsksIsAStepOfItsOwn) {
  auto points = at("receive:caller:2");
  ASSERT_TRUE(points.receiving().peerByFingerprint("00"));
  EXPECT_EQ(acted, 0);
  ASSERT_TRUE(points.receiving().peerByDeviceId("00"));
  EXPECT_EQ(acted, 1);
}

TEST_F(FailpointsTest, ACallHasAStepBeforeAndOneAfterIt) {
  int made = -1;
  int calls = 0;
  partner.otherwise([&](const Call&) {
    ++calls;
    return fakes::PartnerAnswer(CallReply{200, "{}", std::nullopt});
  });
  Failpoints before(
      *FailpointPlan::parse("send:before:1"), [&] { made = calls; }, storage, partner);
  EXPECT_EQ(before.partner().post({})->status, 200);
  EXPECT_EQ(made, 0);
  Failpoints after(
      *FailpointPlan::parse("deliver:send:after:1"), [&] { made = calls; }, storage, partner);
  EXPECT_EQ(after.partner().post({})->status, 200);
  EXPECT_EQ(made, 2);
}

TEST_F(FailpointsTest, WithoutTheVariableNothingIsWrapped) {
  ::unsetenv("NENGHUB_FAILPOINT");
  Log log(Log::Form::silent, "test");
  const auto none = Failpoints::ofProcess(storage, partner, log);
  ASSERT_TRUE(none);
  EXPECT_EQ(*none, nullptr);

  ::setenv("NENGHUB_FAILPOINT", "commit:afterwards:1", 1);
  EXPECT_FALSE(Failpoints::ofProcess(storage, partner, log));
  ::setenv("NENGHUB_FAILPOINT", "commit:after:1", 1);
  const auto set = Failpoints::ofProcess(storage, partner, log);
  ASSERT_TRUE(set);
  EXPECT_NE(*set, nullptr);
  ::unsetenv("NENGHUB_FAILPOINT");
}

TEST(FailpointDeathTest, TheRealOneKillsWithoutGoodbye) {
  fakes::FakeStorage storage;
  fakes::ScriptedPartner partner;
  EXPECT_EXIT(
      {
        ::setenv("NENGHUB_FAILPOINT", "begin:1", 1);
        Log log(Log::Form::silent, "test");
        const auto points = Failpoints::ofProcess(storage, partner, log);
        (void)(*points)->receiving().begin();
        std::exit(0);
      },
      testing::KilledBySignal(SIGKILL), "");
}

}  // namespace
}  // namespace hub::app
