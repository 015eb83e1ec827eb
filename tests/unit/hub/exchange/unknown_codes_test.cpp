#include "hub/exchange/unknown_codes.h"

#include <gtest/gtest.h>

namespace hub::exchange {
namespace {

class UnknownCodes : public testing::Test {
 protected:
  UnknownCodes() {
    peer_.profile.rejectUnknown = true;
    intake_.sender = {&peer_};
    Incoming incoming;
    incoming.record.dataCode = *schemas::DataCode::parse("04-01-00-00-040200-30");
    incoming.position = 3;
    intake_.records.push_back(incoming);
  }

  Peer peer_;
  Intake intake_;
};

// OQ-22
TEST_F(UnknownCodes, NamesTheRecordOfAStrictPeer) {
  const quality::ConfigIndex nothingConfigured;
  const auto refused = refuseUnknown(intake_, &nothingConfigured);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().failure, Failure::malformed);
  EXPECT_EQ(refused.error().detail, "data[3].dataCode 未在采集数据项配置中");
}

// OQ-34
TEST_F(UnknownCodes, RefusesAnEnterpriseWithoutConfiguration) {
  const auto refused = refuseUnknown(intake_, nullptr);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().cause, "enterprise_unknown");
}

TEST_F(UnknownCodes, RefusesNothingOfOthers) {
  peer_.profile.rejectUnknown = false;
  EXPECT_TRUE(refuseUnknown(intake_, nullptr));
  intake_.sender = {};
  EXPECT_TRUE(refuseUnknown(intake_, nullptr));
}

}  // namespace
}  // namespace hub::exchange
