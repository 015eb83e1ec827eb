#include "schemas/codes/civil_time.h"

#include <gtest/gtest.h>

namespace schemas {
namespace {

TEST(CivilDate, ReadsOnlyRealDaysOfThePrintedForm) {
  for (const char* text : {"2014-10-09", "2016-02-29", "1900-01-01", "2099-12-31"}) {
    const auto date = CivilDate::parse(text);
    ASSERT_TRUE(date) << text;
    EXPECT_EQ(date->text(), text);
  }
  for (const char* text : {"2014-02-29", "1900-02-29", "2014-13-01", "2014-00-10", "2014-04-31", "2014-4-30",
                           "14-04-30", "2014/04/30", "2014-04-30 ", " 2014-04-30", "1899-12-31", "2100-01-01",
                           "", "-014-01-01", "2014-0a-01"})
    EXPECT_FALSE(CivilDate::parse(text)) << text;
}

TEST(CivilDate, CountsFromTheEpoch) {
  EXPECT_EQ(CivilDate::of(1970, 1, 1).days, 0);
  EXPECT_EQ(CivilDate::of(2000, 3, 1).days, 11017);
  EXPECT_EQ(CivilDate::of(1969, 12, 31).days, -1);
}

TEST(CivilDate, FindsTheBordersOfItsPeriods) {
  const CivilDate date = CivilDate::of(2016, 2, 29);
  EXPECT_EQ(date.plusDays(1), CivilDate::of(2016, 3, 1));
  EXPECT_EQ(date.firstOfMonth(), CivilDate::of(2016, 2, 1));
  EXPECT_EQ(date.firstOfYear(), CivilDate::of(2016, 1, 1));
  EXPECT_LT(date, date.plusDays(1));
}

// N-8.8-11
TEST(CivilTime, ReadsThePrintedForm) {
  for (const char* text : {"2014-10-10 21:58:46", "1900-01-01 00:00:00", "2099-12-31 23:59:59"}) {
    const auto time = CivilTime::parse(text);
    ASSERT_TRUE(time) << text;
    EXPECT_EQ(time->text(), text);
  }
  for (const char* text :
       {"2014-10-10T21:58:46", "2014-10-10", "2014-10-10 24:00:00", "2014-10-10 21:60:00",
        "2014-10-10 21:58:60", "2014-10-10 21:58", "2014-10-10 21:58:46Z", "2014-02-30 00:00:00"})
    EXPECT_FALSE(CivilTime::parse(text)) << text;
}

// OQ-29
TEST(CivilTime, ReadsOtherFormsTolerantly) {
  const auto expected = *CivilTime::parse("2014-10-10 21:58:46");
  for (const char* text : {"2014-10-10 21:58:46", "2014-10-10T21:58:46", "2014-10-10T21:58:46.123",
                           "2014-10-10 21:58:46.0", "2014-10-10 21:58:46.99999999999999999999"})
    EXPECT_EQ(CivilTime::parseTolerant(text), expected) << text;
  EXPECT_EQ(CivilTime::parseTolerant("2014-10-10"), CivilTime::at(CivilDate::of(2014, 10, 10)));
  for (const char* text :
       {"2014-10-10T21:58:46Z", "2014-10-10T21:58:46+08:00", "2014-10-10 21:58:46.", "2014-10-10 21:58:46.x",
        "2014-10-10T21:58", "20141010", "Jul 20, 2021 4:30:00 PM"})
    EXPECT_FALSE(CivilTime::parseTolerant(text)) << text;
}

TEST(CivilTime, SplitsIntoDayAndSecondAlsoBeforeTheEpoch) {
  const auto time = *CivilTime::parse("1969-12-31 23:00:01");
  EXPECT_EQ(time.date(), CivilDate::of(1969, 12, 31));
  EXPECT_EQ(time.secondOfDay(), 82801);
  EXPECT_EQ(CivilTime::at(time.date(), time.secondOfDay()), time);
}

}  // namespace
}  // namespace schemas
