#include "hub/delivery/retry_policy.h"

#include <gtest/gtest.h>

using hub::DeliveryState;
using hub::NodeSettings;
using hub::TimePoint;
using hub::TransportFault;
using hub::delivery::afterFailure;
using hub::delivery::Decision;
using hub::delivery::FailedAttempt;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

const TimePoint kNow{seconds(1'800'000'000)};

FailedAttempt attempt(std::uint32_t number, const char* code = "E1001", std::uint64_t seed = 1) {
  return {number, std::nullopt, code, std::nullopt, seed};
}

milliseconds waitAfter(const FailedAttempt& failed) {
  return afterFailure(failed, NodeSettings{}, kNow).due - kNow;
}

}  // namespace

// OQ-18
TEST(RetryPolicy, ResendsThreeTimesAfter5And15And45SecondsGiveOrTakeAFifth) {
  const seconds plain[] = {seconds(5), seconds(15), seconds(45)};
  for (std::uint32_t number = 1; number <= 3; ++number)
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
      const auto decision = afterFailure(attempt(number, "E1001", seed), NodeSettings{}, kNow);
      EXPECT_EQ(decision.next, DeliveryState::waiting);
      EXPECT_TRUE(decision.burnsAttempt);
      EXPECT_GE(decision.due - kNow, plain[number - 1] * 8 / 10);
      EXPECT_LE(decision.due - kNow, plain[number - 1] * 12 / 10);
    }
}

TEST(RetryPolicy, SpreadsTheWaitsAndRepeatsThemForTheSameSeed) {
  std::set<milliseconds> waits;
  for (std::uint64_t seed = 0; seed < 50; ++seed) waits.insert(waitAfter(attempt(1, "E1001", seed)));

  EXPECT_GT(waits.size(), 40U);
  EXPECT_EQ(waitAfter(attempt(1, "E1001", 7)), waitAfter(attempt(1, "E1001", 7)));
}

// N-8.8-8 OQ-18
TEST(RetryPolicy, QueuesAfterTheFourthAttempt) {
  for (const char* code : {"E1001", "http_500", "timeout", "not_json", "1"})
    EXPECT_EQ(afterFailure(attempt(4, code), NodeSettings{}, kNow).next, DeliveryState::queued) << code;
}

// OQ-18
TEST(RetryPolicy, AsksForAttentionWhenAFullRoundEndsWithAFaultOfTheMessage) {
  for (const char* code : {"E2001", "E2002"}) {
    EXPECT_EQ(afterFailure(attempt(3, code), NodeSettings{}, kNow).next, DeliveryState::waiting);
    EXPECT_EQ(afterFailure(attempt(4, code), NodeSettings{}, kNow).next, DeliveryState::needsAttention);
  }
}

// G-6.2-4
TEST(RetryPolicy, TakesTheNumberOfResendsFromTheSettings) {
  NodeSettings settings;
  settings.resends = 1;

  EXPECT_EQ(afterFailure(attempt(1), settings, kNow).next, DeliveryState::waiting);
  EXPECT_EQ(afterFailure(attempt(2), settings, kNow).next, DeliveryState::queued);
}

TEST(RetryPolicy, RepeatsTheLastWaitWhenThereAreMoreResendsThanWaits) {
  NodeSettings settings;
  settings.resends = 9;

  EXPECT_GE(afterFailure(attempt(8), settings, kNow).due - kNow, seconds(36));
}

TEST(RetryPolicy, ObeysRetryAfterWithinReason) {
  FailedAttempt failed = attempt(1, "E1001");
  failed.retryAfter = seconds(120);
  const Decision decision = afterFailure(failed, NodeSettings{}, kNow);
  failed.retryAfter = seconds(9'000'000);
  const Decision absurd = afterFailure(failed, NodeSettings{}, kNow);

  EXPECT_EQ(decision.due - kNow, seconds(120));
  EXPECT_EQ(absurd.due - kNow, hub::delivery::kRetryAfterMax);
}

TEST(RetryPolicy, TlsAndDnsFaultsBurnNoAttemptAndTryAgainAsSoonAsTheLaneOpens) {
  for (const TransportFault fault : {TransportFault::tls, TransportFault::dns})
    for (const std::uint32_t number : {1U, 4U, 99U}) {
      FailedAttempt failed = attempt(number);
      failed.fault = fault;
      const Decision decision = afterFailure(failed, NodeSettings{}, kNow);
      EXPECT_EQ(decision.next, DeliveryState::waiting);
      EXPECT_FALSE(decision.burnsAttempt);
      EXPECT_EQ(decision.due, kNow);
    }
}

TEST(RetryPolicy, AnUnusableAddressHoldsBackOnlyItsDelivery) {
  FailedAttempt failed = attempt(4);
  failed.fault = TransportFault::badUrl;
  const Decision decision = afterFailure(failed, NodeSettings{}, kNow);

  EXPECT_EQ(decision.next, DeliveryState::waiting);
  EXPECT_FALSE(decision.burnsAttempt);
  EXPECT_EQ(decision.due, kNow + hub::delivery::kAddressPause);
}

TEST(RetryPolicy, OtherTransportFaultsBurnTheirAttempt) {
  for (const TransportFault fault :
       {TransportFault::connect, TransportFault::timeout, TransportFault::reset, TransportFault::tooLarge}) {
    FailedAttempt failed = attempt(4, "timeout");
    failed.fault = fault;
    EXPECT_EQ(afterFailure(failed, NodeSettings{}, kNow).next, DeliveryState::queued);
  }
}
