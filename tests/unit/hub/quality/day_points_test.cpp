#include "hub/quality/day_points.h"

#include "tests/unit/hub/quality/stored_day.h"

namespace {

using namespace tests;
using hub::quality::DayPoints;

TEST(DayPoints, BringTogetherWhatIsConfiguredKnownAndThere) {
  StoredDay stored;
  stored.configure(kElectricity, StatType::realTime).configure("0000000001010411", StatType::daily);
  stored.habit(3600, 5, 9, "0000000001150011").realTime(lively(48), "0000000002320011", 1800);
  const auto day = stored.stored();
  hub::quality::HistoryVerdict verdict;
  const hub::quality::RuleBook book;
  const DayPoints points(book, day, verdict);

  ASSERT_EQ(points.realTime().size(), 3u);
  EXPECT_EQ(points.realTime()[0].code, "0000000001150011");
  EXPECT_EQ(points.realTime()[0].intervalSeconds, 3600u);
  EXPECT_EQ(points.realTime()[0].block, nullptr);
  EXPECT_EQ(points.realTime()[1].intervalSeconds, 1800u) << "as seen, with no habit yet";
  EXPECT_NE(points.realTime()[2].configured, nullptr);
}

TEST(DayPoints, SumOnlyAmounts) {
  EXPECT_TRUE(hub::quality::addsUp(kElectricity));
  EXPECT_TRUE(hub::quality::addsUp("0000000004010030"));
  EXPECT_FALSE(hub::quality::addsUp("0000000005010011")) << "a coefficient";
  EXPECT_FALSE(hub::quality::addsUp("0401-01-40200-31"));
}

}  // namespace
