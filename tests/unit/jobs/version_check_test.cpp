#include "jobs/version_check.h"

#include <gtest/gtest.h>

#include "adapters/crypto/openssl_crypto.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_storage.h"
#include "tests/fakes/quiet_log.h"
#include "tests/fakes/scripted_partner.h"

namespace hub::jobs {
namespace {

class VersionCheckTest : public testing::Test {
 protected:
  VersionCheckTest() {
    node.region = "320600";
    peer.name = "province";
  }
  VersionCheck job() { return {{storage, partner, clock, crypto, log, node}, peer, std::chrono::hours(24)}; }

  fakes::FakeStorage storage;
  fakes::ScriptedPartner partner;
  fakes::FakeClock clock;
  crypto::OpenSslCrypto crypto;
  fakes::QuietLog log;
  NodeSettings node;
  Peer peer;
};

// N-8.2-3 N-8.5-3
TEST_F(VersionCheckTest, ComesDueWithin24HoursAndAtOnceOnANewNodeOrAfterAMissedRun) {
  const auto now = clock.now();

  EXPECT_LE(job().next(now, std::nullopt), now);
  EXPECT_LE(job().next(now, now) - now, std::chrono::hours(24));
  EXPECT_LE(job().next(now, now - std::chrono::hours(70)), now);
}

// N-8.5-2
TEST_F(VersionCheckTest, RegistersFirstAndSaysWhichVersionsItSaw) {
  const auto id = storage.unit([&](UnitOfWork& work) { return work.peers().put(peer); });
  ASSERT_TRUE(id);
  peer.id = *id;
  peer.registerUrl = "https://province.example";
  const std::string registered =
      R"({"responseCode":"0","responseMessage":"RECEIVE SUCCESS",)"
      R"("provinceId":"0ef6ecea08bf84c7b639c3e9b84ed546","loadConfigURL":"h/downloadBaseData",)"
      R"("loadDicVersionURL":"h/versionCheck","centerInfoURL":"h/uploadConfigData",)"
      R"("centerMeteringDataURL":"h/uploadMeteringData","centerDataURL":"h/uploadEnergyData",)"
      R"("centerInfoDownloadURL":"h/downloadConfigData","centerDataDownloadURL":"h/downloadEnergyData"})";
  // Once because there is no registration, once because its version is not known yet.
  partner.at("province.example").answers(200, registered).answers(200, registered);
  partner.at("/versionCheck")
      .answers(200, R"({"responseCode":"0","responseMessage":"RECEIVE SUCCESS",)"
                    R"("regVersion":"125","dicVersion":"0"})");
  partner.at("/downloadBaseData")
      .answers(
          200,
          R"({"responseCode":"0","responseMessage":"RECEIVE SUCCESS","data":{)"
          R"("region":[],"industry":[],"entType":[],"collectSystemType":[],"process":[],"collectItem":[],)"
          R"("collectItemUsage":[],"energyType":[],"productQuota":[]}})");

  const auto result = job().runOnce({clock.now()});

  ASSERT_TRUE(result) << result.error().detail << result.error().cause;
  EXPECT_EQ(result->substr(0, 14), "regVersion=125");
}

TEST_F(VersionCheckTest, FailsWhenThePeerIsAwaySoThatItIsTriedAgain) {
  peer.registerUrl = "https://province.example";
  partner.fails(TransportFault::connect);

  EXPECT_FALSE(job().runOnce({clock.now()}));
}

}  // namespace
}  // namespace hub::jobs
