#include "jobs/dated_partner.h"

#include <gtest/gtest.h>

#include "tests/fakes/fake_clock.h"
#include "tests/fakes/scripted_partner.h"

namespace hub::jobs {
namespace {

class DatedPartnerTest : public testing::Test {
 protected:
  /// An answer dated `date` after a call of ten seconds.
  void answerDated(std::optional<TimePoint> date) {
    partner.otherwise([this, date](const Call&) {
      steady += std::chrono::seconds(10);
      clock.advance(std::chrono::seconds(10));
      CallReply reply{.status = 401, .body = "no"};
      reply.date = date;
      return reply;
    });
  }
  Call call() const { return {.url = "https://province.example:18443/versionCheck?x=1", .body = "{}"}; }

  milliseconds steady{0};
  fakes::FakeClock clock;
  fakes::ScriptedPartner partner;
  ClockReadings readings{[this] { return steady; }};
  DatedPartner dated{partner, clock, readings};
};

TEST_F(DatedPartnerTest, ReadsTheClockOfWhoAnswersWhateverTheAnswer) {
  answerDated(clock.now() + std::chrono::hours(1));

  EXPECT_EQ(dated.post(call())->status, 401);

  const auto offsets = readings.offsets(clock.now());
  ASSERT_EQ(offsets.size(), 1u);
  EXPECT_EQ(offsets.begin()->first, "province.example:18443");
  EXPECT_EQ(offsets.begin()->second, -std::chrono::seconds(3590)) << "as seen at the end of the call";
}

TEST_F(DatedPartnerTest, TakesASlowAnswerForRight) {
  answerDated(clock.now() + std::chrono::seconds(1));

  ASSERT_TRUE(dated.post(call()));

  EXPECT_EQ(readings.offsets(clock.now()).at("province.example:18443"), milliseconds(0));
}

TEST_F(DatedPartnerTest, LearnsNothingWithoutADateOrAnAnswer) {
  answerDated(std::nullopt);
  EXPECT_TRUE(dated.post(call()));
  partner.fails(TransportFault::timeout);
  EXPECT_EQ(dated.post(call()).error().fault, TransportFault::timeout);

  EXPECT_TRUE(readings.offsets(clock.now()).empty());
}

TEST_F(DatedPartnerTest, PassesTheCallOnUnchanged) {
  answerDated(std::nullopt);

  ASSERT_TRUE(dated.post(call()));

  ASSERT_EQ(partner.calls().size(), 1u);
  EXPECT_EQ(partner.calls()[0].url, call().url);
  EXPECT_EQ(partner.calls()[0].body, "{}");
}

}  // namespace
}  // namespace hub::jobs
