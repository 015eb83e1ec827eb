#include "hub/exchange/merge.h"

#include <gtest/gtest.h>

namespace hub::exchange {
namespace {

SeriesValue value(const char* at, const char* number, const char* uploaded) {
  SeriesValue v;
  v.at = *schemas::CivilTime::parse(at);
  v.value = *schemas::Decimal::parse(number);
  v.uploadDate = *schemas::CivilTime::parse(uploaded);
  v.inputType = 1;
  v.scope = 1;
  v.rawCode = "04-01-00-00-040200-30";
  return v;
}

const char* const kDay = "2014-10-09 00:00:00";
const char* const kEarly = "2014-10-10 01:00:00";
const char* const kLate = "2014-10-11 01:00:00";

SeriesBlock blockOf(std::vector<SeriesValue> values) { return {{}, std::move(values), {}}; }

// OQ-19
TEST(Merge, AnEqualValueInAnotherSpellingChangesNothing) {
  const auto merged =
      merge(blockOf({value(kDay, "1.5", kEarly)}), {value(kDay, "15e-1", kLate)}, Tier::sameOrNearer);

  EXPECT_EQ(merged.unchanged, 1u);
  EXPECT_FALSE(merged.changed());
  EXPECT_TRUE(merged.revisions.empty());
  EXPECT_EQ(merged.block.values[0].value.lexeme(), "1.5");
}

// OQ-19
TEST(Merge, TheNewerUploadWinsAndTheOldValueBecomesHistory) {
  const auto merged =
      merge(blockOf({value(kDay, "9", kEarly)}), {value(kDay, "1", kLate)}, Tier::sameOrNearer);

  EXPECT_EQ(merged.stored, 1u);
  EXPECT_EQ(merged.block.values[0].value.lexeme(), "1");
  ASSERT_EQ(merged.revisions.size(), 1u);
  EXPECT_EQ(merged.revisions[0].lost.value.lexeme(), "9");
}

// OQ-19
TEST(Merge, AnOlderUploadOnlyBecomesHistory) {
  const auto merged =
      merge(blockOf({value(kDay, "1", kLate)}), {value(kDay, "9", kEarly)}, Tier::sameOrNearer);

  EXPECT_EQ(merged.superseded, 1u);
  EXPECT_FALSE(merged.changed());
  ASSERT_EQ(merged.revisions.size(), 1u);
  EXPECT_EQ(merged.revisions[0].lost.value.lexeme(), "9");
}

// OQ-19
TEST(Merge, ATieEndsEqualInEitherOrder) {
  const auto a = value(kDay, "123", kEarly);
  const auto b = value(kDay, "99", kEarly);

  const auto ab = merge(blockOf({a}), {b}, Tier::sameOrNearer);
  const auto ba = merge(blockOf({b}), {a}, Tier::sameOrNearer);

  EXPECT_EQ(ab.block.values, ba.block.values);
  EXPECT_EQ(ab.block.values[0].value.lexeme(), "99") << "bytewise greater, not greater";
}

// OQ-19
TEST(Merge, ATieWithTheNodeAboveIsLostToWhatIsNearerTheSource) {
  const auto merged = merge(blockOf({value(kDay, "1", kEarly)}), {value(kDay, "9", kEarly)}, Tier::farther);

  EXPECT_EQ(merged.block.values[0].value.lexeme(), "1");
  EXPECT_EQ(merged.superseded, 1u);
}

// N-8.8-13
TEST(Merge, ANewerJudgementOfValidityReplacesTheOldOne) {
  auto suspicious = value(kDay, "1", kLate);
  suspicious.valid = false;

  const auto merged = merge(blockOf({value(kDay, "1", kEarly)}), {suspicious}, Tier::sameOrNearer);

  EXPECT_FALSE(merged.block.values[0].valid);
  EXPECT_EQ(merged.revisions.size(), 1u);
}

TEST(Merge, ValuesInAnyOrderEndAscendingAndUnique) {
  const auto merged =
      merge(blockOf({value("2014-10-05 00:00:00", "5", kEarly)}),
            {value("2014-10-09 00:00:00", "9", kEarly), value("2014-10-01 00:00:00", "1", kEarly),
             value("2014-10-09 00:00:00", "9", kEarly)},
            Tier::sameOrNearer);

  ASSERT_EQ(merged.block.values.size(), 3u);
  EXPECT_LT(merged.block.values[0].at, merged.block.values[1].at);
  EXPECT_LT(merged.block.values[1].at, merged.block.values[2].at);
  EXPECT_EQ(merged.stored, 2u);
  EXPECT_EQ(merged.unchanged, 1u);
}

}  // namespace
}  // namespace hub::exchange
