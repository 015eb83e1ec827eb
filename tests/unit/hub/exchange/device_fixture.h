// The node of exchange_fixture.h with end devices of two enterprises: one known by serial number and address,
// one by its certificate.
#pragma once

#include "schemas/json/parse.h"
#include "tests/unit/hub/exchange/exchange_fixture.h"

namespace hub::exchange {

inline const std::string kBoxId = "b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0";
inline const std::string kCertifiedId = "ce00ce00ce00ce00ce00ce00ce00ce00";
inline const std::string kSecretKey = "0123456789abcdeffedcba9876543210";
inline const std::string kBoxAddress = "10.1.2.3";
inline const std::string kStrangersAddress = "203.0.113.9";
inline const std::string kOtherEnterprise = creditCode("91320600000000001");

inline std::string deviceEnergy(const std::string& records, const std::string& deviceId = kBoxId,
                                const std::string& enterprise = kEnterprise) {
  return R"({"enterpriseCode":")" + enterprise + R"(","data":[)" + records + R"(],"deviceId":")" + deviceId +
         R"("})";
}
inline std::string onlyDevice(const std::string& deviceId = kBoxId) {
  return R"({"deviceId":")" + deviceId + R"("})";
}
inline std::string registration(const std::string& enterprise = kEnterprise,
                                const std::string& region = "320601") {
  return R"({"enterpriseCode":")" + enterprise + R"(","region":")" + region + R"("})";
}

class DeviceTest : public ExchangeTest {
 protected:
  DeviceTest() {
    node.deviceUrl = "https://192.168.1.2:28445";
    box = addDevice("box", kBoxId, kEnterprise);
    change(box, [](Peer& peer) { peer.device->addresses = {"10.1.0.0/16"}; });
    certified = addDevice("certified", kCertifiedId, kOtherEnterprise);
    change(certified, [&](Peer& peer) { peer.fingerprints = {fingerprintOf("certified")}; });
  }

  PeerId addDevice(const std::string& name, const std::string& deviceId, const std::string& enterprise) {
    Peer peer;
    peer.name = name;
    peer.role = Role::device;
    peer.regions = {"320600"};
    peer.device =
        Device{.deviceId = deviceId, .enterpriseCode = enterprise, .addresses = {}, .secretKey = {}};
    return put(peer);
  }

  /// Without certificate when `peer` is empty.
  WireReply knock(const std::string& path, const std::string& body, const std::string& address = kBoxAddress,
                  const std::string& peer = {}, Listener listener = Listener::device) {
    return Dispatcher(surroundings())
        .handle({"POST", path, body, peer.empty() ? std::string() : fingerprintOf(peer), address, "req-3",
                 listener});
  }
  std::string heard(const std::string& path, const std::string& body) { return knock(path, body).body; }

  /// A number of the reply, or -1.
  static int numberIn(const std::string& body, const std::string& member) {
    const auto parsed = schemas::json::parse(body, true);
    const auto* value = parsed ? parsed->root.find(member) : nullptr;
    return value && value->number() ? std::stoi(value->number()->lexeme) : -1;
  }

  PeerId box{}, certified{};
};

}  // namespace hub::exchange
