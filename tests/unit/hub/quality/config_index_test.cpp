#include "hub/quality/config_index.h"

#include "tests/unit/hub/quality/arrived.h"

namespace {

using hub::quality::ConfigIndex;
using tests::Arrived;
using tests::kElectricity;
using tests::StatType;

TEST(ConfigIndex, FindsAPointByCodeAndFrequency) {
  hub::EnterpriseConfig config;
  config.collectItems = {Arrived::itemOf(kElectricity, StatType::realTime, "0", "12.5"),
                         Arrived::itemOf(kElectricity, StatType::daily, nullptr, nullptr)};
  const ConfigIndex index = ConfigIndex::of(config);

  const auto* realTime = index.find(kElectricity, StatType::realTime);
  ASSERT_NE(realTime, nullptr);
  EXPECT_DOUBLE_EQ(*realTime->least, 0);
  EXPECT_DOUBLE_EQ(*realTime->most, 12.5);
  ASSERT_NE(index.find(kElectricity, StatType::daily), nullptr);
  EXPECT_FALSE(index.find(kElectricity, StatType::daily)->most);
  EXPECT_EQ(index.find(kElectricity, StatType::monthly), nullptr);
  EXPECT_EQ(index.find("0000000001010411", StatType::daily), nullptr);
  EXPECT_TRUE(index.knows(kElectricity));
  EXPECT_FALSE(index.knows("0000000001010411"));
}

TEST(ConfigIndex, TakesAnItemWithoutFrequencyForAllThatHaveNoneOfTheirOwn) {
  hub::EnterpriseConfig config;
  auto any = Arrived::itemOf(kElectricity, StatType::daily, nullptr, "9");
  any.statType.reset();
  config.collectItems = {any, Arrived::itemOf(kElectricity, StatType::monthly, nullptr, "300")};
  const ConfigIndex index = ConfigIndex::of(config);

  EXPECT_DOUBLE_EQ(*index.find(kElectricity, StatType::realTime)->most, 9);
  EXPECT_DOUBLE_EQ(*index.find(kElectricity, StatType::yearly)->most, 9);
  EXPECT_DOUBLE_EQ(*index.find(kElectricity, StatType::monthly)->most, 300);
}

}  // namespace
