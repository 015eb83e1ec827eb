#include "hub/exchange/register_device.h"

#include <thread>

#include "hub/exchange/caller.h"
#include "hub/exchange/upload_slot.h"
#include "tests/unit/hub/exchange/device_fixture.h"

namespace hub::exchange {
namespace {

using RegisterDeviceTest = DeviceTest;

std::string replyOfBox(const std::string& uploadTime, const std::string& last = {}) {
  const std::string base = "https://192.168.1.2:28445/";
  return R"({"responseCode":"0","responseMessage":"RECEIVE SUCCESS","deviceId":")" + kBoxId +
         R"(","loadConfigURL":")" + base + R"(downloadBaseData","loadDicVersionURL":")" + base +
         R"(versionCheck","centerInfoURL":")" + base + R"(uploadConfigData","centerMeteringDataURL":")" +
         base + R"(uploadMeteringData","centerDataURL":")" + base +
         R"(uploadEnergyData","centerInfoDownloadURL":")" + base +
         R"(downloadConfigData","centerDataDownloadURL":")" + base +
         R"(downloadEnergyData","downloadBaseDataURL":")" + base + R"(downloadBaseData","uploadTime":")" +
         uploadTime + "\"" + last + "}";
}

// What stands in a reply in ASCII.
const std::string kWaits = R"(enterpriseCode \u5f85\u5ba1\u6279"})";  // 待审批

bool waits(const WireReply& reply) {
  return reply.status == 200 && reply.body.starts_with(R"({"responseCode":"E2002")") &&
         reply.body.ends_with(kWaits);
}

// F-1.2 OQ-03
TEST_F(RegisterDeviceTest, AnApprovedDeviceHearsTheUnionOfAllKeysOnBothPaths) {
  const std::string expected = replyOfBox(uploadSlot(node, kEnterprise));

  EXPECT_EQ(heard("/", registration()), expected);
  EXPECT_EQ(heard("/register", registration()), expected);
  EXPECT_EQ(heard("/", R"({"REGION":320601,"x":1,"enterprisecode":" )" + kEnterprise + " \"}"), expected);
  EXPECT_TRUE(storage.tables().deviceRequests->empty());
}

// F-1.2
TEST_F(RegisterDeviceTest, RegisteringAgainGivesTheSameSerialNumberAndKeyAlsoAtOnce) {
  change(box, [](Peer& peer) {
    peer.profile.fieldEncryption = true;
    peer.profile.uploadTime = "01:38:00";
    peer.device->secretKey = kSecretKey;
  });
  const std::string expected = replyOfBox("01:38:00", R"(,"secretKey":")" + kSecretKey + "\"");
  std::string replies[3];
  {
    std::vector<std::jthread> threads;
    for (std::string& reply : replies) threads.emplace_back([&] { reply = heard("/", registration()); });
  }
  for (const std::string& reply : replies) EXPECT_EQ(reply, expected);
}

// F-1.2
TEST_F(RegisterDeviceTest, TheKeyIsToldOnlyWhereFieldsAreEncrypted) {
  change(box, [](Peer& peer) { peer.device->secretKey = kSecretKey; });
  EXPECT_EQ(heard("/", registration()).find(kSecretKey), std::string::npos);
  change(box, [](Peer& peer) {
    peer.profile.fieldEncryption = true;
    peer.device->secretKey.clear();
  });
  EXPECT_EQ(heard("/", registration()), nFailure("E1001", "平台服务异常"));
}

// OQ-03 OQ-85
TEST_F(RegisterDeviceTest, AddressesAreAbsoluteWhateverIsConfigured) {
  change(box, [](Peer& peer) {
    peer.profile.advertiseScheme = false;
    peer.advertise["uploadEnergyData"] = "192.168.1.6:9443/uploadEnergyData";
  });
  const std::string body = heard("/", registration());
  EXPECT_NE(body.find(R"("centerDataURL":"https://192.168.1.6:9443/uploadEnergyData")"), std::string::npos)
      << body;
  EXPECT_NE(body.find(R"("loadConfigURL":"https://192.168.1.2:28445/downloadBaseData")"), std::string::npos)
      << body;
  node.deviceUrl.clear();
  EXPECT_NE(heard("/", registration()).find(R"("https://192.168.1.2:8443/versionCheck")"), std::string::npos);
}

// F-1.2
TEST_F(RegisterDeviceTest, ADeviceWithItsCertificateRegistersOnBothListeners) {
  for (const Listener listener : {Listener::device, Listener::wire}) {
    const WireReply got =
        knock("/", registration(kOtherEnterprise), kStrangersAddress, "certified", listener);
    EXPECT_EQ(got.status, 200);
    EXPECT_NE(got.body.find(kCertifiedId), std::string::npos) << got.body;
    const WireReply posing = knock("/", registration(kEnterprise), kBoxAddress, "certified", listener);
    EXPECT_EQ(posing.status, 403);
    EXPECT_EQ(posing.body.find(kBoxId), std::string::npos);
  }
  EXPECT_EQ(
      knock("/", R"({"region":"320600","ascription":"province"})", "", "certified", Listener::wire).body,
      missing("enterpriseCode"));
}

// F-1.2
TEST_F(RegisterDeviceTest, WhoIsNotApprovedWaitsAndIsAuditedOnce) {
  const std::string enterprise = creditCode("91320600000000002");
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(waits(knock("/", registration(enterprise), kStrangersAddress)));

  const auto requests = *storage.tables().deviceRequests;
  ASSERT_EQ(requests.size(), 1u);
  const DeviceRequest& request = requests.at(enterprise);
  EXPECT_EQ(request.region, "320601");
  EXPECT_EQ(request.address, kStrangersAddress);
  EXPECT_EQ(request.fingerprint, "");
  EXPECT_EQ(request.count, 3u);
  EXPECT_EQ(request.last, clock.now());
  ASSERT_EQ(storage.audit().size(), 1u);
  EXPECT_EQ(storage.audit()[0].act, "device_request");
  EXPECT_EQ(storage.audit()[0].object, enterprise);
}

// Credit codes are public: nothing may be learned or got with them.
TEST_F(RegisterDeviceTest, AnApprovedEnterpriseFromElsewhereWaitsLikeAnUnknownOne) {
  const WireReply approved = knock("/", registration(), kStrangersAddress);
  const WireReply unknown = knock("/", registration(creditCode("91320600000000003")), kStrangersAddress);
  EXPECT_TRUE(waits(approved));
  EXPECT_EQ(approved.body, unknown.body);
  EXPECT_TRUE(waits(knock("/", registration(kOtherEnterprise))));  // needs its certificate
  EXPECT_EQ(storage.tables().deviceRequests->size(), 3u);
}

TEST_F(RegisterDeviceTest, AnUnknownCertificateIsNotedWithTheRequestOnBothListeners) {
  EXPECT_TRUE(waits(knock("/", registration(), kBoxAddress, "newcomer")));
  EXPECT_EQ(storage.tables().deviceRequests->at(kEnterprise).fingerprint, fingerprintOf("newcomer"));
  const WireReply wire = knock("/", registration(), kBoxAddress, "newcomer", Listener::wire);
  EXPECT_EQ(wire.body, malformed("enterpriseCode 待审批"));
  // But no certificate at all, or the registration of a platform, is refused there as before.
  EXPECT_EQ(knock("/", registration(), kBoxAddress, "", Listener::wire).status, 403);
  EXPECT_EQ(knock("/", R"({"region":"320600","ascription":"province"})", "", "newcomer", Listener::wire).body,
            malformed("region"));
}

// F-1.2 N-8.3-10
TEST_F(RegisterDeviceTest, AStrangerHearsWhatIsWrongWithTheRequest) {
  change(box, [](Peer& peer) { peer.suspended = true; });
  const auto starts = [&](const std::string& body, const char* code) {
    const WireReply got = knock("/", body, kStrangersAddress);
    EXPECT_TRUE(got.body.starts_with(std::string(R"({"responseCode":")") + code)) << got.body;
    return got.status;
  };
  EXPECT_EQ(starts("{}", "E2001"), 200);
  EXPECT_EQ(starts(R"({"enterpriseCode":"91330000573973053F"})", "E2001"), 200);
  EXPECT_EQ(starts(registration("91330000573973053G"), "E2002"), 200);
  EXPECT_EQ(starts(registration(kEnterprise, "32060"), "E2002"), 200);
  EXPECT_EQ(starts("hello", "E2002"), 200);
  EXPECT_EQ(starts(R"({"a":)" + std::string(9, '[') + std::string(9, ']') + "}", "E2002"), 200);
  EXPECT_TRUE(storage.tables().deviceRequests->empty());
}

TEST_F(RegisterDeviceTest, AStrangersBodyIsLimited) {
  const std::string fits =
      registration() + std::string(kStrangersRegistrationBytesMax - registration().size(), ' ');
  EXPECT_TRUE(waits(knock("/", fits, kStrangersAddress)));
  EXPECT_EQ(knock("/", fits + " ", kStrangersAddress).status, 413);
  EXPECT_EQ(knock("/", fits + " ", kStrangersAddress, "newcomer").status, 403);
}

// OQ-09
TEST_F(RegisterDeviceTest, ARegionOutsideOfTheDevicesIsRefused) {
  const WireReply got = knock("/", registration(kEnterprise, "110000"));
  EXPECT_EQ(got.status, 403);
  EXPECT_EQ(got.body, malformed("region"));
}

TEST_F(RegisterDeviceTest, ASuspendedDeviceIsRefused) {
  change(box, [](Peer& peer) { peer.suspended = true; });
  const WireReply got = knock("/", registration());
  EXPECT_EQ(got.status, 403);
  EXPECT_TRUE(got.body.ends_with(R"(: enterpriseCode"})")) << got.body;
}

// OQ-17
TEST_F(RegisterDeviceTest, APlatformHearsAnUploadTimeOnlyWhenItHasBeenGivenOne) {
  const std::string request = R"({"region":"320600","ascription":"province"})";
  EXPECT_EQ(reply("/", request).find("uploadTime"), std::string::npos);
  change(city, [](Peer& peer) { peer.profile.uploadTime = "02:15:00"; });
  EXPECT_TRUE(reply("/", request).ends_with(R"(downloadEnergyData","uploadTime":"02:15:00"})"));
}

}  // namespace
}  // namespace hub::exchange
