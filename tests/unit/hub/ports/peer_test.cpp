#include "hub/ports/peer.h"

#include <gtest/gtest.h>

using hub::Peer;

TEST(Peer, CoversWhatLiesBelowItsRegions) {
  Peer peer;
  peer.regions = {"320600", "410481"};

  EXPECT_TRUE(peer.covers("320600"));
  EXPECT_TRUE(peer.covers("320611"));
  EXPECT_TRUE(peer.covers("410481"));
  EXPECT_FALSE(peer.covers("320500"));
  EXPECT_FALSE(peer.covers("410400"));
}

TEST(Peer, OfAProvinceCoversItsCitiesAndCounties) {
  Peer peer;
  peer.regions = {"320000"};

  EXPECT_TRUE(peer.covers("320611"));
  EXPECT_FALSE(peer.covers("330000"));
}

TEST(Peer, WithoutRegionsCoversNothing) { EXPECT_FALSE(Peer{}.covers("320600")); }

TEST(Role, HasANameThatReadsBack) {
  for (const auto role : {hub::Role::city, hub::Role::province, hub::Role::national, hub::Role::device})
    EXPECT_EQ(hub::roleNamed(hub::nameOf(role)), role);
  EXPECT_FALSE(hub::roleNamed("village"));
}

// N-8.3-D1
TEST(Service, HasThePathThatTheDocumentPrints) {
  EXPECT_EQ(hub::pathOf(hub::Service::baseData), "/downloadBaseData");
  EXPECT_EQ(hub::pathOf(hub::Service::versionCheck), "/versionCheck");
  EXPECT_EQ(hub::pathOf(hub::Service::uploadConfig), "/uploadConfigData");
  EXPECT_EQ(hub::pathOf(hub::Service::uploadMetering), "/uploadMeteringData");
  EXPECT_EQ(hub::pathOf(hub::Service::uploadEnergy), "/uploadEnergyData");
  EXPECT_EQ(hub::pathOf(hub::Service::downloadConfig), "/downloadConfigData");
  EXPECT_EQ(hub::pathOf(hub::Service::downloadEnergy), "/downloadEnergyData");
}
