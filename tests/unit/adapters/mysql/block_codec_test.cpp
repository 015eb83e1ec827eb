#include "adapters/mysql/block_codec.h"

#include <gtest/gtest.h>

#include <random>

namespace {

using hub::SeriesBlock;
using hub::SeriesValue;
using hub::mysql::BlockColumns;
using hub::mysql::decode;
using hub::mysql::encode;
using schemas::CivilDate;
using schemas::CivilTime;
using schemas::StatType;

CivilTime civil(const char* text) { return *CivilTime::parse(text); }

SeriesValue valueAt(CivilTime at, const std::string& lexeme = "1.5") {
  SeriesValue value;
  value.at = at;
  value.value = *schemas::Decimal::parse(lexeme);
  value.inputType = 4;
  value.scope = 1;
  value.uploadDate = civil("2026-11-21 01:02:03");
  value.rawCode = "04-01-00-00-040200-30";
  return value;
}

SeriesBlock blockOf(StatType statType, const char* period) {
  SeriesBlock block;
  block.key = {"91330000573973053F", "0401000004020030", statType, *CivilDate::parse(period)};
  return block;
}

/// A day of `count` values, each `step` seconds after the other.
SeriesBlock day(int count, int step, int first = 0) {
  SeriesBlock block = blockOf(StatType::realTime, "2026-11-20");
  for (int i = 0; i < count; ++i)
    block.values.push_back(
        valueAt(CivilTime::at(block.key.period, first + i * step), std::to_string(i) + ".50"));
  return block;
}

// Equality of Decimal is by value, so the lexemes are compared besides.
void expectSame(const std::vector<SeriesValue>& found, const std::vector<SeriesValue>& wanted) {
  ASSERT_EQ(found.size(), wanted.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(found[i], wanted[i]) << "value " << i << " at " << wanted[i].at.text();
    EXPECT_EQ(found[i].value.lexeme(), wanted[i].value.lexeme());
  }
}

BlockColumns roundTrip(const SeriesBlock& block) {
  const auto columns = encode(block);
  if (!columns) throw std::runtime_error(columns.error().cause);
  const auto values = decode(block.key, *columns);
  if (!values) throw std::runtime_error(values.error().cause);
  expectSame(*values, block.values);
  return *columns;
}

TEST(BlockCodec, AFullDayIsAStepAndItsNumbers) {
  const BlockColumns columns = roundTrip(day(96, 900));

  EXPECT_EQ(columns.stepSeconds, 900u);
  EXPECT_EQ(columns.stepMonths, 0u);
  EXPECT_EQ(columns.phase, 0u);
  EXPECT_EQ(columns.valueCount, 96u);
  EXPECT_TRUE(columns.values.starts_with("[0.50,1.50,2.50,"));
  EXPECT_FALSE(columns.offsets);
  EXPECT_FALSE(columns.uploadDates);
  EXPECT_FALSE(columns.exceptions);
}

TEST(BlockCodec, AStepMayBeginAnywhereInThePeriod) { EXPECT_EQ(roundTrip(day(10, 900, 437)).phase, 437u); }

TEST(BlockCodec, ASingleValueHasNoStep) {
  const BlockColumns columns = roundTrip(day(1, 900, 86399));

  EXPECT_EQ(columns.stepSeconds, 0u);
  EXPECT_EQ(columns.phase, 86399u);
  EXPECT_EQ(columns.values, "[0.50]");
}

TEST(BlockCodec, AGapIsNull) {
  SeriesBlock block = day(8, 900);
  block.values.erase(block.values.begin() + 2, block.values.begin() + 4);

  const BlockColumns columns = roundTrip(block);

  EXPECT_EQ(columns.values, "[0.50,1.50,null,null,4.50,5.50,6.50,7.50]");
  EXPECT_EQ(columns.valueCount, 6u);
}

// N-8.8-Q8
TEST(BlockCodec, IrregularTimesAreKeptToTheSecond) {
  SeriesBlock block = day(0, 1);
  for (const int second : {0, 7, 911, 1804, 40000, 86399})
    block.values.push_back(valueAt(CivilTime::at(block.key.period, second)));

  const BlockColumns columns = roundTrip(block);

  EXPECT_EQ(columns.offsets, "000000000000000700000911000018040004000000086399");
  EXPECT_EQ(columns.stepSeconds, 0u);
}

TEST(BlockCodec, OneValueOffTheGridDoesNotMoveTheOthers) {
  SeriesBlock block = day(96, 900);
  block.values[40].at.seconds += 1;

  EXPECT_TRUE(roundTrip(block).offsets);
}

// OQ-67
TEST(BlockCodec, NumbersStayAsTheyWereSent) {
  SeriesBlock block = day(0, 1);
  int second = 0;
  for (const char* lexeme :
       {"0", "-0", "1.0E-7", "1e5", "+3.5", "007", "12345678901234567890.1234567890", "-0.000", "1.50"})
    block.values.push_back(valueAt(CivilTime::at(block.key.period, 60 * second++), lexeme));

  EXPECT_EQ(roundTrip(block).values,
            R"([0,-0,1.0E-7,1e5,"+3.5","007",12345678901234567890.1234567890,-0.000,1.50])");
}

TEST(BlockCodec, MonthsStepByMonths) {
  SeriesBlock block = blockOf(StatType::monthly, "2024-01-01");
  for (unsigned month = 1; month <= 12; ++month)
    block.values.push_back(valueAt(CivilTime::at(CivilDate::of(2024, month, 1))));

  const BlockColumns columns = roundTrip(block);

  EXPECT_EQ(columns.stepMonths, 1u);
  EXPECT_EQ(columns.stepSeconds, 0u);
  EXPECT_FALSE(columns.offsets);
}

TEST(BlockCodec, MonthsWithGapsAndAnotherDayOfTheMonthStillStep) {
  SeriesBlock block = blockOf(StatType::monthly, "2023-01-01");
  for (const unsigned month : {2u, 3u, 4u, 8u, 12u})
    block.values.push_back(valueAt(CivilTime::at(CivilDate::of(2023, month, 28), 3661)));

  const BlockColumns columns = roundTrip(block);

  EXPECT_EQ(columns.stepMonths, 1u);
  EXPECT_EQ(columns.values, "[1.5,1.5,1.5,null,null,null,1.5,null,null,null,1.5]");
}

TEST(BlockCodec, QuartersStepByThreeMonths) {
  SeriesBlock block = blockOf(StatType::monthly, "2026-01-01");
  for (const unsigned month : {1u, 4u, 7u, 10u})
    block.values.push_back(valueAt(CivilTime::at(CivilDate::of(2026, month, 1))));

  EXPECT_EQ(roundTrip(block).stepMonths, 3u);
}

TEST(BlockCodec, EndsOfMonthsAreNoGridOfMonths) {
  SeriesBlock block = blockOf(StatType::monthly, "2024-01-01");
  for (const auto& [month, last] : {std::pair{1u, 31u}, {2u, 29u}, {3u, 31u}, {4u, 30u}})
    block.values.push_back(valueAt(CivilTime::at(CivilDate::of(2024, month, last))));

  const BlockColumns columns = roundTrip(block);

  EXPECT_EQ(columns.stepMonths, 0u);
  EXPECT_TRUE(columns.offsets);
}

TEST(BlockCodec, DaysOfALeapFebruaryStepByDays) {
  SeriesBlock block = blockOf(StatType::daily, "2024-02-01");
  for (unsigned dayOfMonth = 1; dayOfMonth <= 29; ++dayOfMonth)
    block.values.push_back(valueAt(CivilTime::at(CivilDate::of(2024, 2, dayOfMonth))));

  const BlockColumns columns = roundTrip(block);

  EXPECT_EQ(columns.stepSeconds, 86400u);
  EXPECT_EQ(columns.valueCount, 29u);
}

TEST(BlockCodec, TheYearsFirstDaysAreNoDifferentInOldYears) {
  SeriesBlock block = blockOf(StatType::realTime, "1912-02-29");
  for (int i = 0; i < 4; ++i) block.values.push_back(valueAt(CivilTime::at(block.key.period, i * 21600)));
  block.values[2].uploadDate = civil("1912-03-01 00:00:00");

  EXPECT_EQ(roundTrip(block).stepSeconds, 21600u);
}

TEST(BlockCodec, EveryAttributeOfEveryValueIsKept) {
  SeriesBlock block = day(96, 900);
  block.values[3].inputType = 5;
  block.values[4].scope = 0;
  block.values[5].valid = false;
  block.values[6].derivedStart = true;
  block.values[7].rawCode = "0401000004020030";
  block.values[8].uploadDate = civil("2026-11-22 00:00:00");
  SeriesValue& all = block.values[95];
  all.inputType = 0;
  all.scope = 4;
  all.valid = false;
  all.derivedStart = true;
  all.rawCode = "04-01-0000-040200-30";
  all.uploadDate = civil("2025-01-01 23:59:59");

  const BlockColumns columns = roundTrip(block);

  EXPECT_EQ(columns.inputType, 4);
  EXPECT_EQ(columns.dataCode, "04-01-00-00-040200-30");
  EXPECT_FALSE(columns.uploadDates);
  EXPECT_TRUE(
      columns.exceptions->starts_with(R"({"3":{"i":5},"4":{"s":0},"5":{"v":0},"6":{"d":1},"7":{"c":")"));
}

TEST(BlockCodec, ExceptionsCountGaps) {
  SeriesBlock block = day(8, 900);
  block.values[7].valid = false;
  block.values.erase(block.values.begin() + 2);

  EXPECT_EQ(roundTrip(block).exceptions, R"({"7":{"v":0}})");
}

TEST(BlockCodec, TheUsualAttributeIsTheCommonOne) {
  SeriesBlock block = day(10, 900);
  for (std::size_t i = 0; i < 8; ++i) block.values[i].valid = false;

  const BlockColumns columns = roundTrip(block);

  EXPECT_FALSE(columns.valid);
  EXPECT_EQ(columns.exceptions, R"({"8":{"v":1},"9":{"v":1}})");
}

TEST(BlockCodec, ManyUploadDatesBecomeAList) {
  SeriesBlock block = day(96, 900);
  for (SeriesValue& value : block.values) value.uploadDate.seconds = value.at.seconds + 905;
  block.values.erase(block.values.begin() + 50);

  const BlockColumns columns = roundTrip(block);

  EXPECT_EQ(columns.uploadDates->size(), 960u);
  EXPECT_FALSE(columns.exceptions);
}

TEST(BlockCodec, RandomBlocksComeBack) {
  std::mt19937 random(20261120);
  const auto pick = [&](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
  for (int round = 0; round < 500; ++round) {
    SeriesBlock block = day(0, 1);
    const int grid = std::vector{1, 60, 900, 3600}[static_cast<std::size_t>(pick(4))];
    for (int second = pick(grid); second < 86400; second += grid * (1 + pick(1 + pick(60)))) {
      SeriesValue value = valueAt(CivilTime::at(block.key.period, second),
                                  std::to_string(pick(1000)) + "." + std::to_string(pick(100)));
      if (pick(20) == 0) value.valid = false;
      if (pick(30) == 0) value.inputType = pick(8);
      if (pick(50) == 0) value.rawCode = "x" + std::to_string(pick(3));
      if (pick(1 + round % 40) == 0) value.uploadDate.seconds += pick(5);
      block.values.push_back(value);
      if (block.values.size() == 300) break;
    }
    roundTrip(block);
    if (HasFailure()) FAIL() << "round " << round;
  }
}

TEST(BlockCodec, WhatIsNoBlockIsRefused) {
  SeriesBlock empty = day(0, 1), twice = day(2, 0), backwards = day(2, 900), before = day(1, 1),
              far = day(1, 1);
  std::swap(backwards.values[0], backwards.values[1]);
  before.values[0].at.seconds -= 1;
  before.key.period = before.key.period.plusDays(1);
  far.key.period = far.key.period.plusDays(-2000);

  for (const SeriesBlock& block : {empty, twice, backwards, before, far}) {
    const auto columns = encode(block);
    ASSERT_FALSE(columns);
    EXPECT_EQ(columns.error().failure, hub::Failure::internal);
  }
}

TEST(BlockCodec, DamagedColumnsAreNoticed) {
  SeriesBlock block = day(0, 1);
  for (const int second : {0, 7, 911, 40000})
    block.values.push_back(valueAt(CivilTime::at(block.key.period, second)));
  for (SeriesValue& value : block.values) value.uploadDate.seconds += value.at.seconds % 97;
  block.values[1].valid = false;
  block.values.push_back(valueAt(CivilTime::at(block.key.period, 80000)));
  const BlockColumns good = *encode(block);
  std::vector<BlockColumns> bad(7, good);
  bad[0].values = "[1,2";
  bad[1].values = "[1,,2]";
  bad[2].values = "[1,x,2,3,4]";
  bad[3].offsets = "0000000";
  bad[4].offsets->at(3) = 'x';
  bad[5].exceptions = "{\"9\":{\"v\":0}}";
  bad[6].exceptions = "{";

  ASSERT_TRUE(decode(block.key, good));
  for (std::size_t i = 0; i < bad.size(); ++i) {
    const auto values = decode(block.key, bad[i]);
    ASSERT_FALSE(values) << i;
    EXPECT_EQ(values.error().failure, hub::Failure::database);
  }
}

}  // namespace
