#include "hub/delivery/breaker.h"

#include <gtest/gtest.h>

using hub::CallReply;
using hub::TransportFault;
using hub::delivery::causeOf;
using hub::delivery::probeWait;
using hub::delivery::Reach;
using hub::delivery::reachOf;
using std::chrono::seconds;

TEST(Breaker, TlsAndDnsWouldMeetEveryDelivery) {
  EXPECT_EQ(reachOf(TransportFault::tls), Reach::broken);
  EXPECT_EQ(reachOf(TransportFault::dns), Reach::broken);
  for (const auto fault :
       {TransportFault::connect, TransportFault::timeout, TransportFault::reset, TransportFault::tooLarge})
    EXPECT_EQ(reachOf(fault), Reach::failed);
  EXPECT_EQ(reachOf(TransportFault::badUrl), Reach::unknown);
}

TEST(Breaker, AnAnswerOfTheProtocolMeansThatThePeerIsThere) {
  EXPECT_EQ(reachOf(CallReply{200, "", {}}, true), Reach::reached);
  EXPECT_EQ(reachOf(CallReply{403, "", {}}, true), Reach::reached);
  EXPECT_EQ(reachOf(CallReply{500, "", {}}, true), Reach::reached);
  EXPECT_EQ(reachOf(CallReply{200, "", {}}, false), Reach::failed);
  EXPECT_EQ(reachOf(CallReply{502, "", {}}, false), Reach::failed);
}

TEST(Breaker, OverloadIsAFailureUnlessThePeerSaysHowLong) {
  for (const int status : {429, 503}) {
    EXPECT_EQ(reachOf(CallReply{status, "", seconds(5)}, true), Reach::asked);
    EXPECT_EQ(reachOf(CallReply{status, "", seconds(5)}, false), Reach::asked);
    EXPECT_EQ(reachOf(CallReply{status, "", {}}, true), Reach::failed);
  }
}

TEST(Breaker, ProbesWaitTwoSecondsDoubledUpToFiveMinutes) {
  const int plain[] = {2, 4, 8, 16, 32, 64, 128, 256, 300, 300};
  for (std::uint32_t failed = 0; failed < 10; ++failed)
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
      EXPECT_GE(probeWait(failed, seed), std::chrono::milliseconds(plain[failed] * 800));
      EXPECT_LE(probeWait(failed, seed), std::chrono::milliseconds(plain[failed] * 1200));
    }
  EXPECT_LE(probeWait(4'000'000'000U, 1), seconds(360));
  EXPECT_NE(probeWait(5, 1), probeWait(5, 2));
}

TEST(Breaker, NamesTheClassOfAFault) {
  for (const char* code : {"empty_answer", "html_answer", "not_json", "no_code"})
    EXPECT_EQ(causeOf(code), "garbage");
  for (const char* code : {"dns", "tls", "http_503", "E1001"}) EXPECT_EQ(causeOf(code), code);
}
