#include <algorithm>

#include "tests/contract/contract.h"

namespace {

using contract::civil;
using hub::PeerId;
using hub::SeriesBlock;
using hub::SeriesKey;
using hub::SeriesRange;
using hub::SeriesValue;
using schemas::CivilDate;
using schemas::StatType;

constexpr const char* kCode = "0401000004020030";
constexpr const char* kRawCode = "04-01-00-00-040200-30";

SeriesValue valueAt(schemas::CivilTime time, const std::string& lexeme) {
  const auto decimal = schemas::Decimal::parse(lexeme);
  if (!decimal) throw std::runtime_error("no number: " + lexeme);
  return {time, *decimal, 4, 1, true, false, civil("2026-11-21 02:00:00"), kRawCode};
}

SeriesValue valueAt(const char* time, const std::string& lexeme) { return valueAt(civil(time), lexeme); }

SeriesBlock blockOf(const std::string& enterprise, StatType statType, std::vector<SeriesValue> values,
                    const std::string& code = kCode) {
  const CivilDate period = hub::periodOf(statType, values.front().at);
  return {{enterprise, code, statType, period}, std::move(values), hub::BatchId{7}};
}

/// Every member as text, the number by its spelling: Decimal compares by value.
std::string spelled(const SeriesValue& value) {
  return value.at.text() + " " + value.value.lexeme() + " input " + std::to_string(value.inputType) +
         " scope " + std::to_string(value.scope) + (value.valid ? " valid" : " suspicious") +
         (value.derivedStart ? " derived " : " given ") + value.uploadDate.text() + " " +
         value.rawCode.text();
}

std::vector<std::string> spelled(const SeriesBlock& block) {
  std::vector<std::string> lines{block.key.enterprise + " " + block.key.code + " " +
                                 std::to_string(static_cast<int>(block.key.statType)) + " " +
                                 block.key.period.text() + " batch " +
                                 std::to_string(static_cast<std::uint64_t>(block.batch))};
  for (const SeriesValue& value : block.values) lines.push_back(spelled(value));
  return lines;
}

class SeriesStoring : public contract::StorageContract {
 protected:
  void save(const std::vector<SeriesBlock>& blocks) {
    unit([&](auto& work) -> hub::Result<void> {
      for (const SeriesBlock& block : blocks)
        HUB_CHECK(work.enterprises().lockHead(block.key.enterprise, PeerId{}));
      return work.series().save(blocks);
    });
  }
  std::vector<SeriesBlock> load(const std::vector<SeriesKey>& keys) {
    return unit([&](auto& work) -> hub::Result<std::vector<SeriesBlock>> {
      for (const SeriesKey& key : keys) HUB_CHECK(work.enterprises().lockHead(key.enterprise, PeerId{}));
      return work.series().load(keys);
    });
  }
  std::vector<SeriesBlock> read(const SeriesRange& range) {
    return unit([&](auto& work) { return work.series().read(range); });
  }
  void expectExact(const SeriesBlock& block) {
    save({block});
    const auto loaded = load({block.key});
    ASSERT_EQ(loaded.size(), 1u);
    EXPECT_EQ(spelled(loaded[0]), spelled(block));
  }
};

class SeriesValuesContract : public SeriesStoring {};
INSTANTIATE_TEST_SUITE_P(Of, SeriesValuesContract, testing::ValuesIn(contract::kinds()), contract::nameOf);
class SeriesRangeContract : public SeriesStoring {};
INSTANTIATE_TEST_SUITE_P(Of, SeriesRangeContract, testing::ValuesIn(contract::kinds()), contract::nameOf);
class SeriesMergeContract : public SeriesStoring {};
INSTANTIATE_TEST_SUITE_P(Of, SeriesMergeContract, testing::ValuesIn(contract::kinds()), contract::nameOf);

// OQ-67
TEST_P(SeriesValuesContract, NumbersKeepTheirSpelling) {
  std::vector<SeriesValue> values;
  auto time = civil("2026-11-20 00:00:00");
  for (const char* lexeme :
       {"123.450", "1.0E-7", "+5", "0.1", "0.10", "00.1", "1e-1", "-0", "0", "-0.000", "1E5", "1e+05",
        "100000", "12345678901234567890", "0.1234567890123456789012345678901234567890",
        "-99999999999999999999.123456789012345"}) {
    values.push_back(valueAt(time, lexeme));
    time.seconds += 900;
  }

  expectExact(blockOf(newEnterprise(), StatType::realTime, values));
}

TEST_P(SeriesValuesContract, ARegularDayWithGapsComesBack) {
  std::vector<SeriesValue> values;
  for (int step = 0; step < 96; ++step)
    if (step % 7 != 3)
      values.push_back(valueAt({civil("2026-11-20 00:00:00").seconds + step * 900}, std::to_string(step)));

  expectExact(blockOf(newEnterprise(), StatType::realTime, values));
}

TEST_P(SeriesValuesContract, NothingIsSnappedToAGrid) {
  expectExact(blockOf(newEnterprise(), StatType::realTime,
                      {valueAt("2026-11-20 00:00:01", "1"), valueAt("2026-11-20 00:14:59", "2"),
                       valueAt("2026-11-20 00:15:00", "3"), valueAt("2026-11-20 13:07:31", "4"),
                       valueAt("2026-11-20 23:59:59", "5")}));
  expectExact(blockOf(newEnterprise(), StatType::realTime, {valueAt("2026-11-20 23:59:59", "5")}));
}

TEST_P(SeriesValuesContract, DaysMonthsAndYearsComeBack) {
  const std::string enterprise = newEnterprise();

  expectExact(blockOf(enterprise, StatType::daily,
                      {valueAt("2028-02-01 00:00:00", "1"), valueAt("2028-02-02 08:30:00", "2"),
                       valueAt("2028-02-29 00:00:00", "3")}));
  expectExact(blockOf(enterprise, StatType::monthly,
                      {valueAt("2026-01-01 00:00:00", "1"), valueAt("2026-02-01 00:00:00", "2"),
                       valueAt("2026-12-31 23:59:59", "3")}));
  expectExact(blockOf(enterprise, StatType::yearly, {valueAt("2026-01-01 00:00:00", "1")}));
  expectExact(blockOf(enterprise, StatType::yearly, {valueAt("1900-01-01 00:00:00", "1")}));
  expectExact(blockOf(enterprise, StatType::realTime, {valueAt("2099-12-31 23:59:59", "1")}));
}

TEST_P(SeriesValuesContract, AttributesThatVaryKeepTheirExceptions) {
  std::vector<SeriesValue> values;
  for (int step = 0; step < 24; ++step)
    values.push_back(
        valueAt({civil("2026-11-20 00:00:00").seconds + step * 3600}, std::to_string(step) + ".0"));
  values[0].valid = false;
  values[3].inputType = 0;
  values[4].inputType = 7;
  values[5].scope = 0;
  values[6].scope = 4;
  values[7].derivedStart = true;
  values[8].uploadDate = civil("2026-11-20 09:00:01");
  values[9].rawCode = "04-01-0000-040200-30";
  values[23].valid = false;
  values[23].rawCode = "0401000004020030";

  expectExact(blockOf(newEnterprise(), StatType::realTime, values));
}

TEST_P(SeriesValuesContract, RawCodesMayHoldAnyText) {
  auto value = valueAt("2026-11-01 00:00:00", "1.000");
  value.rawCode = "a\"b\\c 𠮷 煤\n'";

  expectExact(blockOf(newEnterprise(), StatType::daily, {value}));
}

TEST_P(SeriesValuesContract, ADayOfSecondsComesBack) {
  std::vector<SeriesValue> values;
  for (int second = 0; second < 86'400; second += 60)
    values.push_back(valueAt({civil("2026-11-20 00:00:00").seconds + second}, "0." + std::to_string(second)));

  expectExact(blockOf(newEnterprise(), StatType::realTime, values));
}

TEST_P(SeriesValuesContract, ABlockIsReplacedAsAWholeAndMayChangeItsForm) {
  const std::string enterprise = newEnterprise();
  const auto regular = blockOf(enterprise, StatType::daily,
                               {valueAt("2026-11-01 00:00:00", "1"), valueAt("2026-11-02 00:00:00", "2")});
  auto irregular = blockOf(enterprise, StatType::daily,
                           {valueAt("2026-11-02 00:00:00", "2.0"), valueAt("2026-11-02 00:00:07", "3"),
                            valueAt("2026-11-30 23:59:59", "4")});
  irregular.batch = hub::BatchId{8};

  expectExact(regular);
  expectExact(irregular);
  expectExact(regular);
}

TEST_P(SeriesValuesContract, CodesThatDifferInCaseOrATrailingBlankAreDifferentItems) {
  const std::string enterprise = newEnterprise();
  std::vector<SeriesBlock> blocks;
  for (const char* code : {"0401-01-4020A-31", "0401-01-4020A-31 ", "0401-01-4020a-31"})
    blocks.push_back(blockOf(enterprise, StatType::daily,
                             {valueAt("2026-11-01 00:00:00", std::to_string(blocks.size()))}, code));

  save(blocks);

  for (const SeriesBlock& block : blocks) {
    const auto loaded = load({block.key});
    ASSERT_EQ(loaded.size(), 1u) << block.key.code;
    EXPECT_EQ(spelled(loaded[0]), spelled(block));
  }
}

TEST_P(SeriesValuesContract, OnlyStoredBlocksArePresentAndLoaded) {
  const std::string enterprise = newEnterprise();
  const auto stored = blockOf(enterprise, StatType::daily, {valueAt("2026-11-01 00:00:00", "1")});
  const auto later = blockOf(enterprise, StatType::daily, {valueAt("2026-12-01 00:00:00", "1")});
  save({stored, later});
  std::vector<SeriesKey> asked{stored.key, later.key};
  for (SeriesKey key : {stored.key, stored.key, stored.key}) asked.push_back(key);
  asked[2].period = CivilDate::of(2026, 10, 1);
  asked[3].statType = StatType::monthly;
  asked[4].code = "0401000004020031";
  std::sort(asked.begin(), asked.end());

  auto present = unit([&](auto& work) { return work.series().present(asked); });
  const auto loaded = load(asked);

  std::sort(present.begin(), present.end());
  EXPECT_EQ(present, (std::vector<SeriesKey>{stored.key, later.key}));
  EXPECT_EQ(loaded.size(), 2u);
  EXPECT_TRUE(unit([&](auto& work) { return work.series().present({}); }).empty());
  EXPECT_TRUE(load({}).empty());
}

TEST_P(SeriesValuesContract, ThousandsOfKeysAreAskedForAtOnce) {
  const std::string enterprise = newEnterprise();
  std::vector<SeriesBlock> blocks;
  std::vector<SeriesKey> keys;
  for (int item = 0; item < 3000; ++item) {
    const std::string digits = std::to_string(10000 + item);
    blocks.push_back(
        blockOf(enterprise, StatType::daily, {valueAt("2026-11-01 00:00:00", "1")}, "04010000040" + digits));
    keys.push_back(blocks.back().key);
  }

  save(blocks);

  EXPECT_EQ(load(keys).size(), 3000u);
  EXPECT_EQ(unit([&](auto& work) { return work.series().present(keys); }).size(), 3000u);
}

TEST_P(SeriesRangeContract, TheEndOfARangeIsExclusive) {
  const std::string enterprise = newEnterprise();
  save({blockOf(enterprise, StatType::daily,
                {valueAt("2026-11-01 00:00:00", "1"), valueAt("2026-11-02 00:00:00", "2"),
                 valueAt("2026-11-03 00:00:00", "3")})});

  const auto found =
      read({enterprise, StatType::daily, civil("2026-11-01 00:00:00"), civil("2026-11-03 00:00:00")});

  ASSERT_EQ(found.size(), 1u);
  ASSERT_EQ(found[0].values.size(), 2u);
  EXPECT_EQ(found[0].values[0].value.lexeme(), "1");
  EXPECT_EQ(found[0].values[1].value.lexeme(), "2");
  EXPECT_TRUE(read({enterprise, StatType::daily, civil("2026-11-03 00:00:00"), civil("2026-11-03 00:00:00")})
                  .empty());
}

TEST_P(SeriesRangeContract, ARangeMayBeginAndEndInsidePeriods) {
  const std::string enterprise = newEnterprise();
  save({blockOf(enterprise, StatType::daily,
                {valueAt("2026-10-30 00:00:00", "30"), valueAt("2026-10-31 00:00:00", "31")}),
        blockOf(enterprise, StatType::daily,
                {valueAt("2026-11-01 00:00:00", "1"), valueAt("2026-11-02 00:00:00", "2")}),
        blockOf(enterprise, StatType::daily, {valueAt("2026-12-01 00:00:00", "12")})});

  const auto found =
      read({enterprise, StatType::daily, civil("2026-10-31 00:00:00"), civil("2026-11-01 00:00:01")});

  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].key.period, CivilDate::of(2026, 10, 1));
  ASSERT_EQ(found[0].values.size(), 1u);
  EXPECT_EQ(found[0].values[0].value.lexeme(), "31");
  ASSERT_EQ(found[1].values.size(), 1u);
  EXPECT_EQ(found[1].values[0].value.lexeme(), "1");
}

TEST_P(SeriesRangeContract, MonthsOfAYearAreReadOneByOne) {
  const std::string enterprise = newEnterprise();
  save({blockOf(enterprise, StatType::monthly,
                {valueAt("2026-03-01 00:00:00", "3"), valueAt("2026-04-01 00:00:00", "4"),
                 valueAt("2026-05-01 00:00:00", "5")})});

  const auto found =
      read({enterprise, StatType::monthly, civil("2026-04-01 00:00:00"), civil("2026-05-01 00:00:00")});

  ASSERT_EQ(found.size(), 1u);
  ASSERT_EQ(found[0].values.size(), 1u);
  EXPECT_EQ(found[0].values[0].value.lexeme(), "4");
}

TEST_P(SeriesRangeContract, BlocksAscendByCodeAndOthersStayOut) {
  const std::string enterprise = newEnterprise();
  const auto one = [&](const char* code, StatType statType, const std::string& of) {
    return blockOf(of, statType, {valueAt("2026-11-01 00:00:00", "1")}, code);
  };
  save({one("0401000004020032", StatType::daily, enterprise)});
  save({one("0401000004020030", StatType::daily, enterprise),
        one("0401000004020031", StatType::daily, enterprise)});
  save({one("0401000004020030", StatType::realTime, enterprise),
        one("0401000004020030", StatType::monthly, enterprise)});
  save({one("0401000004020029", StatType::daily, newEnterprise())});

  const auto found =
      read({enterprise, StatType::daily, civil("2026-11-01 00:00:00"), civil("2026-11-02 00:00:00")});

  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].key.code, "0401000004020030");
  EXPECT_EQ(found[1].key.code, "0401000004020031");
  EXPECT_EQ(found[2].key.code, "0401000004020032");
}

TEST_P(SeriesRangeContract, ABlockWithoutAValueInTheRangeIsLeftOut) {
  const std::string enterprise = newEnterprise();
  save({blockOf(enterprise, StatType::realTime,
                {valueAt("2026-11-20 00:00:00", "1"), valueAt("2026-11-20 12:00:00", "2")})});

  EXPECT_TRUE(
      read({enterprise, StatType::realTime, civil("2026-11-20 00:00:01"), civil("2026-11-20 12:00:00")})
          .empty());
}

hub::Result<void> mergeOne(hub::UnitOfWork& work, const SeriesKey& key, const SeriesValue& value) {
  HUB_CHECK(work.enterprises().lockHead(key.enterprise, PeerId{}));
  HUB_TRY(loaded, work.series().load({key}));
  SeriesBlock block = loaded.empty() ? SeriesBlock{key, {}, hub::BatchId{1}} : loaded[0];
  const auto place =
      std::lower_bound(block.values.begin(), block.values.end(), value.at,
                       [](const SeriesValue& one, schemas::CivilTime time) { return one.at < time; });
  if (place != block.values.end() && place->at == value.at) return {};
  block.values.insert(place, value);
  return work.series().save({block});
}

TEST_P(SeriesMergeContract, UnitsOfOneEnterpriseLoseNoValueOfEachOther) {
  const SeriesKey key{newEnterprise(), kCode, StatType::realTime, CivilDate::of(2026, 11, 20)};
  const auto start = civil("2026-11-20 00:00:00").seconds;

  contract::together(4, [&](int thread) {
    for (int i = 0; i < 10; ++i) {
      const SeriesValue value = valueAt({start + (i * 4 + thread) * 60}, std::to_string(thread));
      unit([&](auto& work) { return mergeOne(work, key, value); });
    }
  });

  EXPECT_EQ(load({key})[0].values.size(), 40u);
}

// G-7.2-4
TEST_P(SeriesMergeContract, TheSameValuesFromTwoSidesAtOnceAreKeptOnce) {
  const SeriesKey key{newEnterprise(), kCode, StatType::daily, CivilDate::of(2026, 11, 1)};
  const auto start = civil("2026-11-01 00:00:00").seconds;

  contract::together(2, [&](int) {
    for (int day = 0; day < 20; ++day) {
      const SeriesValue value = valueAt({start + day * 86'400}, std::to_string(day));
      unit([&](auto& work) { return mergeOne(work, key, value); });
    }
  });

  const auto found = load({key});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].values.size(), 20u);
}

// OQ-19
TEST_P(SeriesMergeContract, ValuesThatLostAreKeptAsHistory) {
  const auto block =
      blockOf(newEnterprise(), StatType::daily,
              {valueAt("2026-11-01 00:00:00", "1.0E-7"), valueAt("2026-11-02 00:00:00", "+5.10")});

  unit([&](auto& work) -> hub::Result<void> {
    HUB_CHECK(work.enterprises().lockHead(block.key.enterprise, PeerId{}));
    HUB_CHECK(work.series().save({block}));
    HUB_CHECK(work.series().keepRevisions(
        {{block.key, block.values[0], hub::BatchId{9}}, {block.key, block.values[1], hub::BatchId{9}}}));
    return work.series().keepRevisions({});
  });

  EXPECT_EQ(historyOf(GetParam(), contract::History::revisions, block.key.enterprise),
            (std::vector<std::string>{"1.0E-7", "+5.10"}));
  EXPECT_EQ(spelled(load({block.key})[0]), spelled(block));
}

}  // namespace
