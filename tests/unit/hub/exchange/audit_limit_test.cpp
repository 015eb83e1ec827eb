#include "hub/exchange/audit_limit.h"

#include <gtest/gtest.h>

namespace hub::exchange {
namespace {

TEST(AuditLimit, LetsSoManyThroughInAMinuteAndTellsLaterHowManyItLeftOut) {
  AuditLimit limit;
  const TimePoint minute{std::chrono::minutes(100)};
  for (int i = 0; i < AuditLimit::kPerMinute; ++i) EXPECT_EQ(limit.admit(minute), 0u);
  for (int i = 0; i < 7; ++i) EXPECT_EQ(limit.admit(minute + std::chrono::seconds(59)), std::nullopt);

  EXPECT_EQ(limit.admit(minute + std::chrono::seconds(60)), 7u);
  EXPECT_EQ(limit.admit(minute + std::chrono::seconds(60)), 0u);
}

}  // namespace
}  // namespace hub::exchange
