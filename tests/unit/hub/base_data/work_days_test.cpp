#include "hub/base_data/work_days.h"

#include <gtest/gtest.h>

#include "tests/support/base_data.h"

namespace {

using namespace hub::base_data;
using schemas::CivilDate;

TEST(WorkDays, KnowsHolidaysAndWorkedWeekends) {
  const auto days = exceptionalDays(tests::shippedBaseData().lists);

  EXPECT_FALSE(isWorkday(CivilDate::of(2026, 10, 1), days));
  EXPECT_TRUE(isWorkday(CivilDate::of(2026, 10, 10), days));  // a Saturday
  EXPECT_FALSE(isWorkday(CivilDate::of(2026, 10, 17), days));
  EXPECT_TRUE(isWorkday(CivilDate::of(2026, 10, 19), days));
  EXPECT_TRUE(isAnnounced(2026, days));
  EXPECT_FALSE(isAnnounced(2027, days));
}

TEST(WorkDays, GoByTheWeekWithoutAnnouncement) {
  EXPECT_TRUE(exceptionalDays({}).empty());
  EXPECT_TRUE(isWorkday(CivilDate::of(2027, 1, 1), {}));  // a Friday
  EXPECT_FALSE(isWorkday(CivilDate::of(2027, 1, 2), {}));
}

}  // namespace
