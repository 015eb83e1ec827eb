#include "tests/unit/hub/exchange/exchange_fixture.h"

namespace hub::exchange {
namespace {

const std::string kRequest = R"({"region":"320600","ascription":"province"})";

using RegisterPlatformTest = ExchangeTest;

// N-8.3-6 N-8.3-15 N-8.3-D5 OQ-01 OQ-03
TEST_F(RegisterPlatformTest, AnswersTable2ByteForByteOnBothPaths) {
  const std::string expected =
      R"({"responseCode":"0","responseMessage":"RECEIVE SUCCESS","provinceId":"0ef6ecea08bf84c7b639c3e9b84ed546",)"
      R"("loadConfigURL":"https://192.168.1.2:8443/downloadBaseData",)"
      R"("loadDicVersionURL":"https://192.168.1.2:8443/versionCheck",)"
      R"("centerInfoURL":"https://192.168.1.2:8443/uploadConfigData",)"
      R"("centerMeteringDataURL":"https://192.168.1.2:8443/uploadMeteringData",)"
      R"("centerDataURL":"https://192.168.1.2:8443/uploadEnergyData",)"
      R"("centerInfoDownloadURL":"https://192.168.1.2:8443/downloadConfigData",)"
      R"("centerDataDownloadURL":"https://192.168.1.2:8443/downloadEnergyData"})";

  EXPECT_EQ(reply("/", kRequest), expected);
  EXPECT_EQ(reply("/register", kRequest), expected);
}

// Who was handed an identity, and where it went.
TEST_F(RegisterPlatformTest, IsWrittenIntoTheAuditLog) {
  reply("/", kRequest);
  ASSERT_EQ(storage.audit().size(), 1u);
  const AuditEvent event = storage.audit()[0];
  EXPECT_EQ(event.act, "register");
  EXPECT_EQ(event.actor, "city");
  EXPECT_EQ(event.result, "done");
  EXPECT_NE(event.detail.find("certificate "), std::string::npos);
}

// OQ-03 OQ-85 N-8.3-14
TEST_F(RegisterPlatformTest, AdvertisesThePeersOwnAddressesAndThePrintedShortForm) {
  change(city, [](Peer& peer) {
    peer.profile.advertiseScheme = false;
    peer.advertise["uploadEnergyData"] = "https://192.168.1.6/uploadEnergyData";
  });

  const std::string body = reply("/", kRequest);

  EXPECT_NE(body.find(R"("centerDataURL":"192.168.1.6/uploadEnergyData")"), std::string::npos) << body;
  EXPECT_NE(body.find(R"("loadConfigURL":"192.168.1.2:8443/downloadBaseData")"), std::string::npos) << body;
}

// N-8.3-7 OQ-05
TEST_F(RegisterPlatformTest, WithoutAnAssignedNumberItIsRefusedAndNoneIsInvented) {
  change(city, [](Peer& peer) { peer.provinceId.clear(); });

  const WireReply got = send("/", kRequest);

  EXPECT_EQ(got.status, 200);
  EXPECT_EQ(got.body, malformed("region 尚未分配平台序列号provinceId"));
  EXPECT_EQ(storage.tables().peers->at(city).provinceId, "");
}

// N-8.3-7 OQ-05
TEST_F(RegisterPlatformTest, TheDevelopmentSwitchMakesANumberOnceAndKeepsIt) {
  change(city, [](Peer& peer) { peer.provinceId.clear(); });
  node.autogenerateProvinceId = true;

  const std::string first = reply("/", kRequest);

  EXPECT_EQ(storage.tables().peers->at(city).provinceId.size(), 32u);
  EXPECT_NE(first.find(storage.tables().peers->at(city).provinceId), std::string::npos);
  EXPECT_EQ(reply("/", kRequest), first);
}

// N-8.3-4 N-8.3-5 N-8.3-Q1 N-8.3-Q2 N-8.3-10 OQ-07
TEST_F(RegisterPlatformTest, EveryWrongMemberIsNamed) {
  EXPECT_EQ(reply("/", R"({"ascription":"province"})"), missing("region"));
  EXPECT_EQ(reply("/", R"({"region":"320600"})"), missing("ascription"));
  EXPECT_EQ(reply("/", "{}"), missing("region; ascription"));
  EXPECT_EQ(reply("/", R"({"region":"11000","ascription":"province"})"),
            malformed("region 应为6位行政区划代码"));
  EXPECT_EQ(reply("/", R"({"region":"11000a","ascription":"province"})"),
            malformed("region 应为6位行政区划代码"));
  EXPECT_EQ(reply("/", R"({"region":"320600","ascription":"city"})"), malformed("ascription 应为province"));
  EXPECT_EQ(reply("/", R"({"region":"x","ascription":null})"),
            missing("ascription; region 应为6位行政区划代码"));
}

// N-8.3-11 OQ-09
TEST_F(RegisterPlatformTest, TheRegionOfAnotherCityIsRefusedAndAudited) {
  const WireReply got = send("/", R"({"region":"320500","ascription":"province"})");

  EXPECT_EQ(got.status, 403);
  EXPECT_EQ(got.body, malformed("region"));
  ASSERT_EQ(storage.audit().size(), 1u);
  EXPECT_EQ(storage.audit()[0].act, "refused_identity");
  EXPECT_EQ(storage.audit()[0].actor, "city");
}

// OQ-06
TEST_F(RegisterPlatformTest, AnAlternativeRegionOfThePeerIsAccepted) {
  change(city, [](Peer& peer) { peer.regions = {"320600", "320000"}; });

  EXPECT_EQ(send("/", R"({"region":"320000","ascription":"province"})").status, 200);
}

}  // namespace
}  // namespace hub::exchange
