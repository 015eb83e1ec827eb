#include "hub/exchange/caller.h"

#include <algorithm>

#include "tests/unit/hub/exchange/device_fixture.h"

namespace hub::exchange {
namespace {

using CallerTest = DeviceTest;

// The refusal of whoever comes without certificate and is nobody.
const std::string kNobody =
    R"({"responseCode":"E2002","responseMessage":"\u8bf7\u6c42\u53c2\u6570\u5f02\u5e38\uff0c)"
    R"(\u53c2\u6570\u683c\u5f0f\u4e0d\u5408\u6cd5: deviceId"})";

bool isSuccess(const WireReply& reply) {
  return reply.status == 200 && reply.body.starts_with(R"({"responseCode":"0")");
}

// F-1.3 F-1.10
TEST_F(CallerTest, ADeviceWithoutCertificateIsKnownBySerialNumberAndAddress) {
  for (const std::string& body : {onlyDevice(), R"({"deviceid":")" + kBoxId + "\"}",
                                  R"({"x":[1,{"deviceId":"y"}],"DEVICEID":" )" + kBoxId + " \"}"})
    EXPECT_TRUE(isSuccess(knock("/versionCheck", body))) << body << knock("/versionCheck", body).body;
  EXPECT_TRUE(isSuccess(knock("/versionCheck", onlyDevice(), "::ffff:10.1.9.9")));
  EXPECT_TRUE(storage.audit().empty());
}

// F-1.3
TEST_F(CallerTest, TheSerialNumberMayStandBehindTenMegabytes) {
  const std::string huge = R"({"x":")" + std::string(10u << 20, 'x') + R"(",)";
  EXPECT_TRUE(isSuccess(knock("/versionCheck", huge + onlyDevice().substr(1))));
  std::string records = R"({"data":[)";
  while (records.size() < 10u << 20) records += R"({"deviceId":")" + kBoxId + R"("},)";
  EXPECT_EQ(knock("/uploadEnergyData", records + R"({}],"deviceId":"x"})").body, kNobody);
}

// OQ-08 OQ-09
TEST_F(CallerTest, AWrongAddressAndAnUnknownSerialNumberGetTheSameAnswerAndAreAudited) {
  const std::string unknown(32, 'f');
  const std::pair<std::string, std::string> knocks[] = {{onlyDevice(), kStrangersAddress},
                                                        {onlyDevice(unknown), kBoxAddress},
                                                        {onlyDevice(unknown), kStrangersAddress},
                                                        {onlyDevice(), ""},
                                                        {onlyDevice(), "10.1.2.3.4"},
                                                        {onlyDevice(kCertifiedId), kBoxAddress},
                                                        {onlyDevice(kCityId), kBoxAddress}};
  std::size_t audited = 0;
  for (const auto& [body, address] : knocks) {
    SCOPED_TRACE(body + " " + address);
    const WireReply got = knock("/versionCheck", body, address);
    EXPECT_EQ(got.status, 403);
    EXPECT_EQ(got.body, kNobody);
    ASSERT_EQ(storage.audit().size(), ++audited);
    EXPECT_EQ(storage.audit().back().act, "refused_identity");
    EXPECT_NE(storage.audit().back().detail.find("from " + address), std::string::npos);
  }
  EXPECT_TRUE(isUntouched());
}

TEST_F(CallerTest, WhateverHoldsNoSerialNumberIsNobody) {
  const std::string bodies[] = {"",
                                "hello",
                                "{}",
                                "[]",
                                R"({"deviceId":12345678901234567890123456789012})",
                                R"({"deviceId":null})",
                                R"({"deviceId":["b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0"]})",
                                R"({"a":{"deviceId":"b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0"}})",
                                R"({"provinceId":"b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0"})",
                                R"({"deviceId":")" + std::string(1 << 20, 'b') + "\"}",
                                std::string(1 << 20, '[')};
  for (const std::string& body : bodies) {
    SCOPED_TRACE(body.substr(0, 60));
    const WireReply got = knock("/uploadEnergyData", body);
    EXPECT_EQ(got.status, 403);
    EXPECT_EQ(got.body, kNobody);
  }
}

// OQ-14
TEST_F(CallerTest, TwoSerialNumbersInOneMessageAreRefusedWhicheverComesFirst) {
  const std::string other(32, 'f');
  EXPECT_EQ(heard("/versionCheck", R"({"deviceId":")" + kBoxId + R"(","deviceId":")" + other + "\"}"),
            malformed("deviceId 成员重复且取值不同"));
  EXPECT_EQ(knock("/versionCheck", R"({"deviceId":")" + other + R"(","deviceId":")" + kBoxId + "\"}").status,
            403);
  // In other letters it is the same member.
  EXPECT_EQ(heard("/versionCheck", R"({"deviceid":")" + kBoxId + R"(","deviceId":")" + other + "\"}"),
            malformed("deviceId 成员重复且取值不同"));
  EXPECT_TRUE(isUntouched());
}

// OQ-08
TEST_F(CallerTest, ADeviceWithItsCertificateComesByBothListenersAndFromAnywhere) {
  for (const Listener listener : {Listener::device, Listener::wire}) {
    EXPECT_TRUE(isSuccess(
        knock("/versionCheck", onlyDevice(kCertifiedId), kStrangersAddress, "certified", listener)));
    const WireReply other = knock("/versionCheck", onlyDevice(kBoxId), kBoxAddress, "certified", listener);
    EXPECT_EQ(other.status, 403);
    EXPECT_EQ(other.body, malformed("deviceId"));
    EXPECT_EQ(knock("/versionCheck", "{}", kBoxAddress, "certified", listener).body, missing("deviceId"));
  }
}

// OQ-08
TEST_F(CallerTest, TheWireListenerAsksForACertificateWhateverTheBodySays) {
  const WireReply got = knock("/versionCheck", onlyDevice(), kBoxAddress, "", Listener::wire);
  EXPECT_EQ(got.status, 403);
  EXPECT_EQ(got.body, malformed("provinceId"));
}

// OQ-08
TEST_F(CallerTest, AnUnknownCertificateIsNotMendedByASerialNumber) {
  EXPECT_EQ(knock("/versionCheck", onlyDevice(), kBoxAddress, "stranger").body, kNobody);
}

TEST_F(CallerTest, APlatformMustNotComeByTheListenerForDevices) {
  for (const auto& [path, body] : {std::pair<std::string, std::string>{"/versionCheck", kOnlyId},
                                   {"/uploadEnergyData", kTable8},
                                   {"/", R"({"region":"320600","ascription":"province"})"}}) {
    EXPECT_EQ(knock(path, body, kBoxAddress, "city").status, 403) << path;
    EXPECT_EQ(send(path, body, "city").status, 200) << path;
  }
  const auto refused = std::ranges::count(storage.audit(), "refused_identity", &AuditEvent::act);
  EXPECT_EQ(refused, 3);
}

TEST_F(CallerTest, GIsNotThereOnTheListenerForDevicesAndRefusedToADeviceElsewhere) {
  for (const char* path :
       {"/necc", "/necc/data", "/necc/consistency", "/necc/base", "/necc/config", "/necc/x"})
    for (const std::string& peer : {std::string(), std::string("certified"), std::string("city")}) {
      const WireReply got = knock(path, R"({"TYPE":"1"})", kBoxAddress, peer);
      EXPECT_EQ(got.status, 404) << path;
      EXPECT_TRUE(got.body.starts_with(R"({"responseCode":"E2002")")) << got.body;
    }
  const WireReply wire = knock("/necc/base", R"({"TYPE":"1"})", kBoxAddress, "certified", Listener::wire);
  EXPECT_EQ(wire.status, 403);
  EXPECT_EQ(wire.body, kBaseDataFailed);
}

TEST_F(CallerTest, ASuspendedDeviceIsRefusedOnEveryPath) {
  change(box, [](Peer& peer) { peer.suspended = true; });
  change(certified, [](Peer& peer) { peer.suspended = true; });
  for (const char* path : {"/versionCheck", "/uploadEnergyData", "/downloadConfigData", "/batchReceipt"}) {
    EXPECT_EQ(knock(path, deviceEnergy(kRecordA)).status, 403);
    EXPECT_EQ(
        knock(path, deviceEnergy(kRecordA, kCertifiedId, kOtherEnterprise), kBoxAddress, "certified").status,
        403);
  }
  EXPECT_TRUE(isUntouched());
}

TEST_F(CallerTest, ADeviceWithoutAddressesComesWithItsCertificateOnly) {
  change(box, [](Peer& peer) { peer.device->addresses.clear(); });
  EXPECT_EQ(knock("/versionCheck", onlyDevice()).status, 403);
}

TEST_F(CallerTest, APeerOfRoleDeviceWithoutEnterpriseIsNoPlatform) {
  change(certified, [](Peer& peer) {
    peer.device.reset();
    peer.provinceId = kCertifiedId;
  });
  for (const Listener listener : {Listener::device, Listener::wire})
    EXPECT_EQ(
        knock("/versionCheck", R"({"provinceId":")" + kCertifiedId + "\"}", "", "certified", listener).status,
        403);
}

// OQ-09
TEST_F(CallerTest, ADeviceSpeaksForItsOwnEnterpriseOnly) {
  const std::string config = replaced(replaced(kTable6, "provinceId", "deviceId"), kCityId, kBoxId);
  const std::string instruments =
      replaced(replaced(metering(instrument("皮带秤")), "provinceId", "deviceId"), kCityId, kBoxId);
  const std::string own = R"("enterpriseCode":")" + kEnterprise;
  const std::string foreign = R"("enterpriseCode":")" + kOtherEnterprise;
  const std::string question = R"({"deviceId":")" + kBoxId + R"(",)" + own;
  const std::pair<std::string, std::string> messages[] = {
      {"/uploadConfigData", config},
      {"/uploadMeteringData", instruments},
      {"/uploadEnergyData", deviceEnergy(kRecordA)},
      {"/downloadConfigData", question + "\"}"},
      {"/downloadEnergyData", question + R"(","statType":1,"statDate":"2014-10-09"})"}};
  for (const auto& [path, body] : messages) {
    SCOPED_TRACE(path);
    const WireReply got = knock(path, replaced(body, own, foreign));
    EXPECT_EQ(got.status, 403);
    EXPECT_EQ(got.body, malformed("enterpriseCode 与端设备序列号不符"));
    EXPECT_EQ(storage.audit().back().actor, "box");
  }
  EXPECT_TRUE(isUntouched());
  for (const auto& [path, body] : messages)
    EXPECT_TRUE(isSuccess(knock(path, body))) << path << knock(path, body).body;
}

// F-1.10
TEST_F(CallerTest, ADeviceIsServedTheBaseData) {
  EXPECT_TRUE(isSuccess(knock("/downloadBaseData", onlyDevice())));
}

TEST_F(CallerTest, StrangersCannotFillTheAuditLog) {
  const Dispatcher dispatcher(surroundings());
  for (int i = 0; i < 500; ++i)
    dispatcher.handle({"POST", "/versionCheck", "{}", "", kStrangersAddress, "r", Listener::device});
  EXPECT_EQ(storage.audit().size(), static_cast<std::size_t>(AuditLimit::kPerMinute));
  // Whoever has a certificate of ours is no such stranger.
  dispatcher.handle(
      {"POST", "/versionCheck", onlyDevice(), fingerprintOf("certified"), "", "r", Listener::device});
  EXPECT_EQ(storage.audit().back().actor, "certified");
}

TEST_F(CallerTest, WhatStrangersHearIsAscii) {
  const std::string long404 = knock("/nothing", "{}").body;
  const Dispatcher dispatcher(surroundings());
  const std::string wrongMethod = dispatcher.handle({"GET", "/", "", "", "", "r", Listener::device}).body;
  for (const std::string& body :
       {long404, wrongMethod, heard("/versionCheck", "{}"), heard("/", "{}"),
        heard("/", std::string(1 << 20, ' ')), heard("/", registration(kOtherEnterprise))}) {
    EXPECT_TRUE(std::all_of(body.begin(), body.end(), [](char c) { return c > 0; })) << body;
    EXPECT_TRUE(schemas::json::parse(body, true)) << body;
  }
}

// N-8.3-10
TEST_F(CallerTest, AFailingDatabaseIsNoRefusal) {
  for (const char* path : {"/versionCheck", "/"}) {
    storage.failNext(Failure::database);
    const WireReply got = knock(path, deviceEnergy(kRecordA));
    EXPECT_EQ(got.status, 200);
    EXPECT_TRUE(got.body.starts_with(R"({"responseCode":"E1002")")) << got.body;
    storage.forgetFaults();
  }
}

}  // namespace
}  // namespace hub::exchange
