#include "hub/exchange/arrived_values.h"

#include <gtest/gtest.h>

namespace hub::exchange {
namespace {

constexpr const char* kEnterprise = "91330000573973053F";

Incoming incoming(const char* code, int statType, const char* at, const char* value, std::size_t position) {
  Incoming one;
  one.record.dataCode = *schemas::DataCode::parse(code);
  one.record.dataValue = *schemas::Decimal::parse(value);
  one.record.statType = statType;
  one.record.statDate = *schemas::CivilTime::parse(at);
  one.position = position;
  return one;
}

TEST(ArrivedValues, GathersTheValuesOfEachBlock) {
  const auto groups =
      byBlock(kEnterprise, {incoming("04-02-00-00-040200-30", 0, "2026-11-20 00:00:00", "1", 0),
                            incoming("04-01-00-00-040200-30", 0, "2026-11-20 00:00:00", "2", 1),
                            incoming("04-02-00-00-040200-30", 0, "2026-11-20 00:15:00", "3", 2),
                            incoming("04-02-0000-040200-30", 0, "2026-11-21 00:00:00", "4", 3),
                            incoming("04-02-00-00-040200-30", 1, "2026-11-20 00:00:00", "5", 4),
                            incoming("04-02-00-00-040200-30", 1, "2026-11-07 00:00:00", "6", 5)});
  ASSERT_EQ(groups.size(), 4u);
  EXPECT_TRUE(std::is_sorted(groups.begin(), groups.end(),
                             [](const auto& a, const auto& b) { return a.key < b.key; }));
  EXPECT_EQ(groups[0].key.code, "0401000004020030");
  EXPECT_EQ(groups[1].positions, (std::vector<std::uint32_t>{0, 2}));
  EXPECT_EQ(groups[2].values[0].value.lexeme(), "4");
  EXPECT_EQ(groups[3].key.period.text(), "2026-11-01");
}

TEST(ArrivedValues, OrdersByTimeAndKeepsTheOrderOfEqualTimes) {
  const auto groups =
      byBlock(kEnterprise, {incoming("04-02-00-00-040200-30", 0, "2026-11-20 00:15:00", "1", 0),
                            incoming("04-02-00-00-040200-30", 0, "2026-11-20 00:00:00", "2", 1),
                            incoming("04-02-00-00-040200-30", 0, "2026-11-20 00:15:00", "3", 2)});
  ASSERT_EQ(groups.size(), 1u);
  EXPECT_EQ(groups[0].positions, (std::vector<std::uint32_t>{1, 0, 2}));
  EXPECT_EQ(groups[0].values[2].value.lexeme(), "3");
}

// Codes of a generic decoder are equal by content, not the same object.
TEST(ArrivedValues, MeetsEqualCodesOfDifferentObjects) {
  std::vector<Incoming> records;
  for (int i = 0; i < 20; ++i)
    records.push_back(incoming(i % 2 ? "04-02-00-00-040200-30" : "04-01-00-00-040200-30", 1,
                               ("2026-11-" + std::to_string(10 + i / 2) + " 00:00:00").c_str(), "1", 0));
  EXPECT_EQ(byBlock(kEnterprise, records).size(), 2u);
}

}  // namespace
}  // namespace hub::exchange
