#include "hub/app/queue_filter.h"

#include <gtest/gtest.h>

namespace hub::app {
namespace {

TEST(QueueFilter, NoWordsMeanEverything) {
  const DeliveryFilter filter = filterOf({}, std::nullopt);

  EXPECT_FALSE(filter.peer || filter.state || filter.enterprise || filter.kind || filter.lastCode ||
               filter.reason || filter.createdFrom || filter.createdTo);
}

TEST(QueueFilter, TakesEachWord) {
  const DeliveryFilter filter = filterOf({.state = "needs_attention",
                                          .enterprise = "91330000573973053F",
                                          .kind = "uploadEnergyData",
                                          .code = "E2002",
                                          .reasonOf = "live",
                                          .from = "2026-11-20",
                                          .to = "2026-11-20"},
                                         PeerId{3});

  EXPECT_EQ(filter.peer, PeerId{3});
  EXPECT_EQ(filter.state, DeliveryState::needsAttention);
  EXPECT_EQ(filter.enterprise, "91330000573973053F");
  EXPECT_EQ(filter.kind, DeliveryKind::energyData);
  EXPECT_EQ(filter.lastCode, "E2002");
  EXPECT_EQ(filter.reason, "live");
  EXPECT_EQ(Clock::civil(*filter.createdFrom).text(), "2026-11-20 00:00:00");
  EXPECT_EQ(Clock::civil(*filter.createdTo).text(), "2026-11-21 00:00:00") << "the day itself belongs to it";
}

TEST(QueueFilter, EveryNameLeadsBackToItsMeaning) {
  for (const std::string& name : stateNames()) EXPECT_EQ(nameOf(*filterOf({.state = name}, {}).state), name);
  for (const std::string& name : kindNames()) EXPECT_EQ(nameOf(*filterOf({.kind = name}, {}).kind), name);
  EXPECT_EQ(stateNames().size(), 6u);
  EXPECT_EQ(kindNames().size(), 5u);
}

TEST(QueueFilter, ABulkActionIsMeantForWhatItCanChange) {
  EXPECT_EQ(stateMeantBy(QueueAct::takeBack), DeliveryState::setAside);
  EXPECT_EQ(stateMeantBy(QueueAct::sendAgain), DeliveryState::needsAttention);
  EXPECT_FALSE(actableStateNames().contains(std::string(nameOf(DeliveryState::delivered))));
}

}  // namespace
}  // namespace hub::app
