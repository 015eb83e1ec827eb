#include <algorithm>

#include "tests/contract/contract.h"

namespace {

using contract::at;
using contract::fresh;
using contract::freshHex;
using hub::Peer;
using hub::PeerId;
using hub::Registration;

CONTRACT_SUITE(PeersContract);

/// Nothing left at its default.
Peer fullPeer() {
  Peer peer;
  peer.name = fresh("province-");
  peer.role = hub::Role::province;
  peer.suspended = true;
  peer.regions = {"330000", "331000"};
  peer.provinceId = freshHex(32);
  peer.provinceCode = "10010";
  peer.restcodes = {"second-first", "浙江", "𠮷"};
  peer.fingerprints = {freshHex(64), freshHex(64)};
  peer.profile.strict = true;
  peer.profile.rejectUnknown = true;
  peer.profile.validNumeric = schemas::ValidNumeric::oneIsValid;
  peer.profile.faultyRecords = hub::FaultyRecords::quarantine;
  peer.profile.asciiReplies = true;
  peer.profile.fieldEncryption = true;
  peer.profile.uploadTime = "01:38:00";
  peer.profile.advertiseScheme = false;
  peer.profile.extStatTime = true;
  peer.profile.tagAlgorithm = "raw-data";
  peer.profile.sendIsValid = "always";
  peer.profile.restcodeKey = "REST_CODE";
  peer.profile.enterpriseCodes = {{"91330000573973053F", "14010702"}, {"a\"b\\c", "企业"}};
  peer.profile.dataCodes = {{"0401000004020030", "0401-01-40200-31"}};
  peer.profile.inputTypes = {{"6", "4"}};
  peer.regVersion = 41;
  peer.advertise = {{"uploadEnergyData", "https://10.0.0.1:8443/uploadEnergyData"}};
  peer.upstream = true;
  peer.registerUrl = "https://national.example/register";
  peer.gUrl = "https://national.example/necc";
  return peer;
}

void expectSameProfile(const hub::PeerProfile& found, const hub::PeerProfile& stored) {
  EXPECT_EQ(found.strict, stored.strict);
  EXPECT_EQ(found.rejectUnknown, stored.rejectUnknown);
  EXPECT_EQ(found.validNumeric, stored.validNumeric);
  EXPECT_EQ(found.faultyRecords, stored.faultyRecords);
  EXPECT_EQ(found.asciiReplies, stored.asciiReplies);
  EXPECT_EQ(found.fieldEncryption, stored.fieldEncryption);
  EXPECT_EQ(found.uploadTime, stored.uploadTime);
  EXPECT_EQ(found.advertiseScheme, stored.advertiseScheme);
  EXPECT_EQ(found.extStatTime, stored.extStatTime);
  EXPECT_EQ(found.tagAlgorithm, stored.tagAlgorithm);
  EXPECT_EQ(found.sendIsValid, stored.sendIsValid);
  EXPECT_EQ(found.restcodeKey, stored.restcodeKey);
  EXPECT_EQ(found.enterpriseCodes, stored.enterpriseCodes);
  EXPECT_EQ(found.dataCodes, stored.dataCodes);
  EXPECT_EQ(found.inputTypes, stored.inputTypes);
}

void expectSame(const Peer& found, const Peer& stored) {
  EXPECT_EQ(found.name, stored.name);
  EXPECT_EQ(found.role, stored.role);
  EXPECT_EQ(found.suspended, stored.suspended);
  EXPECT_EQ(found.regions, stored.regions);
  EXPECT_EQ(found.provinceId, stored.provinceId);
  EXPECT_EQ(found.provinceCode, stored.provinceCode);
  EXPECT_EQ(found.restcodes, stored.restcodes);
  EXPECT_EQ(found.fingerprints, stored.fingerprints);
  EXPECT_EQ(found.regVersion, stored.regVersion);
  EXPECT_EQ(found.advertise, stored.advertise);
  EXPECT_EQ(found.upstream, stored.upstream);
  EXPECT_EQ(found.registerUrl, stored.registerUrl);
  EXPECT_EQ(found.gUrl, stored.gUrl);
  EXPECT_EQ(found.device, stored.device);
  expectSameProfile(found.profile, stored.profile);
}

TEST_P(PeersContract, APeerComesBackWhole) {
  const Peer peer = fullPeer();

  const PeerId id = unit([&](auto& work) { return work.peers().put(peer); });

  const auto found = unit([&](auto& work) { return work.peers().find(id); });
  ASSERT_TRUE(found);
  EXPECT_EQ(found->id, id);
  EXPECT_EQ(found->lastVersionCheck, std::nullopt);
  expectSame(*found, peer);
}

TEST_P(PeersContract, EachValueOfTheProfileComesBack) {
  for (const auto valid : {schemas::ValidNumeric::refused, schemas::ValidNumeric::zeroIsValid,
                           schemas::ValidNumeric::oneIsValid}) {
    for (const auto faulty :
         {hub::FaultyRecords::byRole, hub::FaultyRecords::reject, hub::FaultyRecords::quarantine}) {
      Peer peer = fullPeer();
      peer.profile.validNumeric = valid;
      peer.profile.faultyRecords = faulty;
      const PeerId id = unit([&](auto& work) { return work.peers().put(peer); });
      expectSame(*unit([&](auto& work) { return work.peers().find(id); }), peer);
    }
  }
}

TEST_P(PeersContract, APeerIsFoundByNameAndByEachFingerprint) {
  const Peer peer = fullPeer();
  const PeerId id = unit([&](auto& work) { return work.peers().put(peer); });

  for (const std::string& fingerprint : peer.fingerprints) {
    const auto found = unit([&](auto& work) { return work.peers().findByFingerprint(fingerprint); });
    ASSERT_TRUE(found);
    EXPECT_EQ(found->id, id);
    expectSame(*found, peer);
  }
  const auto named = unit([&](auto& work) { return work.peers().findByName(peer.name); });
  ASSERT_TRUE(named);
  EXPECT_EQ(named->id, id);
}

TEST_P(PeersContract, WhatDiffersInCaseOrATrailingBlankIsNotFound) {
  Peer peer = fullPeer();
  peer.fingerprints = {freshHex(64)};
  unit([&](auto& work) { return work.peers().put(peer); });
  std::string upper = peer.fingerprints[0];
  upper[0] = 'A';

  EXPECT_FALSE(unit([&](auto& work) { return work.peers().findByFingerprint(upper); }));
  EXPECT_FALSE(unit([&](auto& work) { return work.peers().findByFingerprint(peer.fingerprints[0] + " "); }));
  EXPECT_FALSE(unit([&](auto& work) { return work.peers().findByFingerprint(""); }));
  EXPECT_FALSE(unit([&](auto& work) { return work.peers().findByName(peer.name + " "); }));
  EXPECT_FALSE(unit([&](auto& work) { return work.peers().find(PeerId{4'000'000'000u}); }));
}

TEST_P(PeersContract, PutWithAnIdReplaces) {
  Peer peer = fullPeer();
  peer.id = unit([&](auto& work) { return work.peers().put(peer); });
  const std::size_t before = unit([&](auto& work) { return work.peers().all(); }).size();
  Peer changed = fullPeer();
  changed.id = peer.id;
  changed.suspended = false;
  changed.regions.clear();
  changed.profile.enterpriseCodes.clear();

  EXPECT_EQ(unit([&](auto& work) { return work.peers().put(changed); }), peer.id);

  expectSame(*unit([&](auto& work) { return work.peers().find(peer.id); }), changed);
  EXPECT_EQ(unit([&](auto& work) { return work.peers().all(); }).size(), before);
}

TEST_P(PeersContract, TheNodesAboveAreListedAlone) {
  Peer above = fullPeer(), below = fullPeer();
  below.upstream = false;
  above.id = unit([&](auto& work) { return work.peers().put(above); });
  below.id = unit([&](auto& work) { return work.peers().put(below); });

  const auto upstreams = unit([&](auto& work) { return work.peers().upstreams(); });

  ASSERT_FALSE(upstreams.empty());
  EXPECT_TRUE(std::ranges::is_sorted(upstreams, {}, &Peer::id));
  EXPECT_TRUE(std::ranges::all_of(upstreams, &Peer::upstream));
  EXPECT_EQ(upstreams.back().id, above.id);
  expectSame(upstreams.back(), above);
}

TEST_P(PeersContract, PlatformsAreListedWithoutDevices) {
  Peer platform = fullPeer();
  platform.id = unit([&](auto& work) { return work.peers().put(platform); });
  Peer device;
  device.name = fresh("box-");
  device.role = hub::Role::device;
  device.device = hub::Device{.deviceId = freshHex(32), .enterpriseCode = freshHex(18)};
  unit([&](auto& work) { return work.peers().put(device); });

  const auto platforms = unit([&](auto& work) { return work.peers().platforms(); });

  ASSERT_FALSE(platforms.empty());
  EXPECT_TRUE(std::ranges::is_sorted(platforms, {}, &Peer::id));
  EXPECT_TRUE(std::ranges::none_of(platforms, &Peer::isDevice));
  expectSame(platforms.back(), platform);
}

TEST_P(PeersContract, AllComeBackWholeAndInOrder) {
  Peer bare;
  bare.name = fresh("bare-");
  std::vector<Peer> stored{fullPeer(), bare, fullPeer()};
  for (Peer& peer : stored) peer.id = unit([&](auto& work) { return work.peers().put(peer); });

  const auto all = unit([&](auto& work) { return work.peers().all(); });

  EXPECT_TRUE(std::ranges::is_sorted(all, {}, &Peer::id));
  ASSERT_GE(all.size(), stored.size());
  for (std::size_t i = 0; i < stored.size(); ++i) expectSame(all[all.size() - stored.size() + i], stored[i]);
}

TEST_P(PeersContract, AFingerprintBelongsToOnePeer) {
  const Peer owner = fullPeer();
  unit([&](auto& work) { return work.peers().put(owner); });
  Peer thief = fullPeer();
  thief.fingerprints[1] = owner.fingerprints[0];

  const auto refused = tryUnit([&](auto& work) { return work.peers().put(thief); });

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().failure, hub::Failure::malformed);
  EXPECT_FALSE(unit([&](auto& work) { return work.peers().findByName(thief.name); }));
  EXPECT_EQ(unit([&](auto& work) { return work.peers().findByFingerprint(owner.fingerprints[0]); })->name,
            owner.name);
}

TEST_P(PeersContract, AProvinceIdBelongsToOnePeerButManyMayHaveNone) {
  const Peer owner = fullPeer();
  unit([&](auto& work) { return work.peers().put(owner); });
  Peer thief = fullPeer();
  thief.provinceId = owner.provinceId;

  const auto refused = tryUnit([&](auto& work) { return work.peers().put(thief); });

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().failure, hub::Failure::malformed);
  Peer first = fullPeer(), second = fullPeer();
  first.provinceId.clear();
  second.provinceId.clear();
  EXPECT_NE(unit([&](auto& work) { return work.peers().put(first); }),
            unit([&](auto& work) { return work.peers().put(second); }));
}

TEST_P(PeersContract, AFingerprintGivenUpIsFreeForAnother) {
  Peer peer = fullPeer();
  const std::string old = peer.fingerprints[0];
  peer.id = unit([&](auto& work) { return work.peers().put(peer); });
  peer.fingerprints.erase(peer.fingerprints.begin());

  unit([&](auto& work) { return work.peers().put(peer); });

  EXPECT_FALSE(unit([&](auto& work) { return work.peers().findByFingerprint(old); }));
  Peer next = fullPeer();
  next.fingerprints = {old};
  const PeerId id = unit([&](auto& work) { return work.peers().put(next); });
  EXPECT_EQ(unit([&](auto& work) { return work.peers().findByFingerprint(old); })->id, id);
}

TEST_P(PeersContract, AVersionCheckIsNotedToTheMillisecond) {
  const PeerId id = newPeer();
  const hub::TimePoint when = at("2026-11-20 03:04:05") + std::chrono::milliseconds{678};

  unit([&](auto& work) { return work.peers().noteVersionCheck(id, when); });

  EXPECT_EQ(unit([&](auto& work) { return work.peers().find(id); })->lastVersionCheck, when);
}

TEST_P(PeersContract, ARegistrationComesBackAndIsReplaced) {
  const PeerId id = newPeer();
  EXPECT_FALSE(unit([&](auto& work) { return work.peers().registration(id); }));
  Registration first{freshHex(32), {}, "1", "2", at("2026-11-20 00:00:01")};
  for (const hub::Service service : hub::kServices)
    first.urls[service] = "https://192.168.1.2" + std::string(hub::pathOf(service));
  Registration second = first;
  second.regVersion = "99999999999999999999";
  second.urls.erase(hub::Service::baseData);

  for (const Registration& registration : {first, second}) {
    unit([&](auto& work) { return work.peers().putRegistration(id, registration); });
    const auto found = unit([&](auto& work) { return work.peers().registration(id); });
    ASSERT_TRUE(found);
    EXPECT_EQ(found->provinceId, registration.provinceId);
    EXPECT_EQ(found->urls, registration.urls);
    EXPECT_EQ(found->regVersion, registration.regVersion);
    EXPECT_EQ(found->dicVersion, registration.dicVersion);
    EXPECT_EQ(found->registeredAt, registration.registeredAt);
  }
}

}  // namespace
