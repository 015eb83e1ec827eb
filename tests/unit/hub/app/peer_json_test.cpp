#include "hub/app/peer_json.h"

#include <gtest/gtest.h>

#include "schemas/json/parse.h"

namespace hub::app {
namespace {

using schemas::json::Value;

Value json(const std::string& text) { return schemas::json::parse(text, true).value().root; }
std::string causeOf(const Result<Peer>& peer) { return peer ? "no error" : peer.error().cause; }

Peer completePeer() {
  Peer peer;
  peer.name = "jiangsu";
  peer.role = Role::province;
  peer.suspended = true;
  peer.regions = {"320000", "310000"};
  peer.provinceId = "0ef6ecea08bf84c7b639c3e9b84ed546";
  peer.provinceCode = "10010";
  peer.restcodes = {"A", "B"};
  peer.fingerprints = {std::string(64, 'a'), std::string(64, 'b')};
  peer.profile.strict = peer.profile.rejectUnknown = peer.profile.extStatTime = true;
  peer.profile.advertiseScheme = false;
  peer.profile.validNumeric = schemas::ValidNumeric::zeroIsValid;
  peer.profile.faultyRecords = FaultyRecords::quarantine;
  peer.profile.asciiReplies = true;
  peer.profile.uploadTime = "01:38:00";
  peer.profile.tagAlgorithm = "raw-data";
  peer.profile.sendIsValid = "never";
  peer.profile.restcodeKey = "RESTCODE";
  peer.profile.enterpriseCodes = {{"91330000573973053F", "14010702"}};
  peer.profile.dataCodes = {{"a", "b"}};
  peer.profile.inputTypes = {{"6", "4"}};
  peer.advertise = {{"baseData", "https://a/b"}};
  peer.upstream = true;
  peer.registerUrl = "https://r";
  peer.gUrl = "https://g/necc";
  return peer;
}

Peer device() {
  Peer peer;
  peer.name = "box";
  peer.role = Role::device;
  peer.regions = {"320602"};
  peer.profile.fieldEncryption = true;
  peer.device = Device{.deviceId = std::string(30, 'd') + "01",
                       .enterpriseCode = "91330000573973053F",
                       .addresses = {"10.3.0.7", "10.4.0.0/24"},
                       .secretKey = std::string(30, 'e') + "02"};
  return peer;
}

TEST(PeerJson, ComesBackComplete) {
  const auto object = objectOf(completePeer());

  const auto back = peerWith(Value(object), Peer{});

  ASSERT_TRUE(back) << causeOf(back);
  EXPECT_EQ(schemas::json::write(Value(objectOf(*back))), schemas::json::write(Value(object)));
  EXPECT_EQ(back->role, Role::province);
  EXPECT_EQ(back->profile.enterpriseCodes.at("91330000573973053F"), "14010702");
}

TEST(PeerJson, DeviceComesBackComplete) {
  const auto object = objectOf(device());

  const auto back = peerWith(Value(object), Peer{});

  ASSERT_TRUE(back) << causeOf(back);
  EXPECT_EQ(back->device, device().device);
  EXPECT_TRUE(back->profile.fieldEncryption);
}

TEST(PeerJson, AuditTextHasNoSecrets) {
  const std::string text = auditText(device());

  EXPECT_NE(text.find("91330000573973053F"), text.npos);
  EXPECT_EQ(text.find(device().device->deviceId), text.npos);
  EXPECT_EQ(text.find(device().device->secretKey), text.npos);
}

// OQ-16 OQ-24
TEST(PeerJson, TakesTheSwitchesByName) {
  const auto peer = peerWith(
      json(R"({"name":"a","profile":{"validNumeric":"one_is_valid","faultyRecords":"reject"}})"), {});

  ASSERT_TRUE(peer) << causeOf(peer);
  EXPECT_EQ(peer->profile.validNumeric, schemas::ValidNumeric::oneIsValid);
  EXPECT_EQ(peer->profile.faultyRecords, FaultyRecords::reject);
  EXPECT_FALSE(peerWith(json(R"({"name":"a","profile":{"validNumeric":"1"}})"), {}));
  EXPECT_FALSE(peerWith(json(R"({"name":"a","profile":{"faultyRecords":"keep"}})"), {}));
}

TEST(PeerJson, LeavesWhatIsNotNamed) {
  const auto changed = peerWith(json(R"({"name":"jiangsu","profile":{"strict":false}})"), completePeer());

  ASSERT_TRUE(changed);
  EXPECT_FALSE(changed->profile.strict);
  EXPECT_TRUE(changed->profile.extStatTime);
  EXPECT_EQ(changed->restcodes.size(), 2u);
}

TEST(PeerJson, RefusesWhatItDoesNotKnow) {
  EXPECT_EQ(causeOf(peerWith(json(R"({"name":"a","colour":"red"})"), {})), "unknown member colour");
  EXPECT_FALSE(peerWith(json(R"({"name":"a","profile":{"x":true}})"), {}));
  EXPECT_FALSE(peerWith(json(R"({"name":"a","role":"village"})"), {}));
  EXPECT_FALSE(peerWith(json(R"({"name":"a","regions":"320000"})"), {}));
  EXPECT_FALSE(peerWith(json("[]"), {}));
}

// OQ-08
TEST(PeerJson, TakesAtMostTwoFingerprints) {
  const std::string one(64, 'a');

  EXPECT_TRUE(peerWith(json(R"({"name":"a","fingerprints":[")" + one + R"("]})"), {}));
  EXPECT_FALSE(peerWith(
      json(R"({"name":"a","fingerprints":[")" + one + "\",\"" + one + "\",\"" + one + R"("]})"), {}));
  EXPECT_FALSE(peerWith(json(R"({"name":"a","fingerprints":["AB:CD"]})"), {}));
}

TEST(PeerJson, ChecksCodesAndAddresses) {
  EXPECT_FALSE(peerWith(json(R"({"name":"a b"})"), {}));
  EXPECT_FALSE(peerWith(json(R"({"name":"a","regions":["32"]})"), {}));
  EXPECT_FALSE(peerWith(json(R"({"name":"a","provinceId":"short"})"), {}));
  EXPECT_FALSE(peerWith(json(R"({"name":"a","restcodes":[""]})"), {}));
  EXPECT_FALSE(peerWith(json(R"({"name":"a","profile":{"tagAlgorithm":"sha1"}})"), {}));
}

// N-6-2
TEST(PeerJson, TakesHttpsAddressesOnly) {
  EXPECT_FALSE(peerWith(json(R"({"name":"a","registerUrl":"http://a"})"), {}));
  EXPECT_FALSE(peerWith(json(R"({"name":"a","gUrl":"http://a"})"), {}));
}

// OQ-32
TEST(PeerJson, RaisesRegVersionWhenAdvertisedAddressesChange) {
  Peer stored = completePeer();
  stored.id = PeerId{7};
  stored.regVersion = 4;

  EXPECT_EQ(peerWith(json(R"({"advertise":{"baseData":"https://new/b"}})"), stored)->regVersion, 5);
  EXPECT_EQ(peerWith(json(R"({"regions":["320000"]})"), stored)->regVersion, 4);
}

}  // namespace
}  // namespace hub::app
