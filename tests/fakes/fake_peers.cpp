#include <algorithm>

#include "tests/fakes/fake_unit.h"

namespace fakes {

using hub::Peer;
using hub::PeerId;
using hub::Registration;
using hub::Result;

namespace {

template <class Matches>
std::optional<Peer> firstPeer(const FakeTables& tables, Matches matches) {
  for (const auto& [id, peer] : *tables.peers)
    if (matches(peer)) return peer;
  return std::nullopt;
}

bool shareFingerprint(const Peer& a, const Peer& b) {
  return std::any_of(a.fingerprints.begin(), a.fingerprints.end(), [&](const std::string& one) {
    return std::find(b.fingerprints.begin(), b.fingerprints.end(), one) != b.fingerprints.end();
  });
}

/// Whether both are devices with the same text there; what is unassigned collides with nothing.
bool share(const Peer& a, const Peer& b, std::string hub::Device::*member) {
  return a.device && b.device && !(*a.device.*member).empty() && *a.device.*member == *b.device.*member;
}

Result<void> checkUnique(const Peer& peer, const FakeTables& tables) {
  for (const auto& [id, other] : *tables.peers) {
    if (id == peer.id) continue;
    if (shareFingerprint(peer, other))
      return hub::fail(hub::Failure::malformed, "证书指纹已属于" + other.name);
    if (!peer.provinceId.empty() && peer.provinceId == other.provinceId)
      return hub::fail(hub::Failure::malformed, "provinceId已属于" + other.name);
    if (peer.name == other.name) return hub::fail(hub::Failure::malformed, "名称已存在");
    if (share(peer, other, &hub::Device::deviceId))
      return hub::fail(hub::Failure::malformed, "deviceId已属于" + other.name);
    if (share(peer, other, &hub::Device::enterpriseCode))
      return hub::fail(hub::Failure::malformed, "该企业已属于" + other.name);
  }
  return {};
}

}  // namespace

Result<std::optional<Peer>> FakePeers::findByFingerprint(const std::string& sha256) {
  HUB_CHECK(session_.enter());
  return firstPeer(session_.tables, [&](const Peer& peer) {
    return std::find(peer.fingerprints.begin(), peer.fingerprints.end(), sha256) != peer.fingerprints.end();
  });
}

Result<std::optional<Peer>> FakePeers::find(PeerId id) {
  HUB_CHECK(session_.enter());
  return firstPeer(session_.tables, [&](const Peer& peer) { return peer.id == id; });
}

Result<std::optional<Peer>> FakePeers::findByName(const std::string& name) {
  HUB_CHECK(session_.enter());
  return firstPeer(session_.tables, [&](const Peer& peer) { return peer.name == name; });
}

Result<std::optional<Peer>> FakePeers::findByDeviceId(const std::string& deviceId) {
  HUB_CHECK(session_.enter());
  return firstPeer(session_.tables, [&](const Peer& peer) {
    return !deviceId.empty() && peer.device && peer.device->deviceId == deviceId;
  });
}

Result<std::optional<Peer>> FakePeers::findDeviceOf(const std::string& enterpriseCode) {
  HUB_CHECK(session_.enter());
  return firstPeer(session_.tables, [&](const Peer& peer) {
    return !enterpriseCode.empty() && peer.device && peer.device->enterpriseCode == enterpriseCode;
  });
}

Result<std::vector<Peer>> FakePeers::upstreams() {
  HUB_CHECK(session_.enter());
  std::vector<Peer> result;
  for (const auto& [id, peer] : *session_.tables.peers)
    if (peer.upstream) result.push_back(peer);
  return result;
}

Result<std::vector<Peer>> FakePeers::all() {
  HUB_CHECK(session_.enter());
  std::vector<Peer> result;
  for (const auto& [id, peer] : *session_.tables.peers) result.push_back(peer);
  return result;
}

Result<PeerId> FakePeers::put(const Peer& peer) {
  HUB_CHECK(session_.enter());
  HUB_CHECK(checkUnique(peer, session_.tables));
  if (peer.id != PeerId{} && !session_.tables.peers->contains(peer.id))
    return hub::fail(hub::Failure::malformed, "平台不存在");
  Peer stored = peer;
  if (stored.id == PeerId{}) stored.id = PeerId{++session_.numbers.peer};
  session_.tables.peers.edit()[stored.id] = stored;
  return stored.id;
}

Result<void> FakePeers::noteVersionCheck(PeerId id, hub::TimePoint when) {
  HUB_CHECK(session_.enter());
  auto& peers = session_.tables.peers.edit();
  if (const auto found = peers.find(id); found != peers.end()) found->second.lastVersionCheck = when;
  return {};
}

Result<std::optional<Registration>> FakePeers::registration(PeerId upstream) {
  HUB_CHECK(session_.enter());
  const auto found = session_.tables.registrations->find(upstream);
  if (found == session_.tables.registrations->end()) return std::optional<Registration>{};
  return std::optional{found->second};
}

Result<void> FakePeers::putRegistration(PeerId upstream, const Registration& registration) {
  HUB_CHECK(session_.enter());
  session_.tables.registrations.edit()[upstream] = registration;
  return {};
}

}  // namespace fakes
