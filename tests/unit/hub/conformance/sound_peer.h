// A peer that conforms: our own dispatcher over a storage in memory, reached through the port for HTTPS
// calls. And the same peer with one seeded fault.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "adapters/crypto/openssl_crypto.h"
#include "hub/conformance/session.h"
#include "hub/exchange/dispatcher.h"
#include "hub/ports/partner.h"
#include "schemas/json/parse.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_storage.h"
#include "tests/fakes/quiet_log.h"

namespace hub::conformance {

inline const std::string kNode = "https://node.test:8443";
inline const std::string kPlatformId = "0ef6ecea08bf84c7b639c3e9b84ed546";
inline const std::string kDeviceId = "5f0e2bb4c1d04a9f9d2c7a61e8b3f4a7";
inline const std::string kRestcode = "900F67DB-A354-4BFA-85B8-F0573D84947C";

inline bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

inline std::string replacedAll(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t place = 0; (place = text.find(from, place)) != std::string::npos; place += to.size())
    text.replace(place, from.size(), to);
  return text;
}

/// One node with one peer below it, which is a platform that speaks N and G, or an end device.
class SoundPeer final : public Partner {
 public:
  explicit SoundPeer(Role role) : role_(role) {
    node_.name = "node";
    node_.role = Role::national;
    node_.region = "100000";
    node_.wireUrl = kNode;
    node_.deviceUrl = kNode;
    importRegions();
    addCaller();
  }

  tl::expected<CallReply, CallFailure> post(const Call& call) override {
    return answer(call, crypto.sha256("caller"));
  }
  tl::expected<CallReply, CallFailure> answer(const Call& call, const std::string& fingerprint) {
    const std::string path = call.url.substr(std::min(call.url.size(), kNode.size()));
    const auto reply = dispatcher_->handle(
        {call.method, path.empty() ? "/" : path, call.body, fingerprint, "192.168.7.7", "req-1",
         role_ == Role::device ? exchange::Listener::device : exchange::Listener::wire});
    return CallReply{reply.status, reply.body, std::nullopt, "application/json; charset=UTF-8"};
  }

  Target target() const {
    Target target;
    target.role = role_;
    target.url = kNode;
    target.region = "320000";
    target.enterprise = madeUpEnterprise(target.region);
    target.day = schemas::CivilDate::of(2026, 11, 19);
    if (role_ != Role::device) target.gUrl = kNode + "/necc";
    target.provinceId = role_ == Role::device ? "" : kPlatformId;
    target.restcode = kRestcode;
    return target;
  }

  fakes::FakeStorage storage;
  fakes::FakeClock clock{"2026-11-20 10:00:00"};
  crypto::OpenSslCrypto crypto;

 private:
  void importRegions() {
    DictionaryLists lists;
    lists.lists["region"] =
        *schemas::json::parse(
             R"([{"code":"320000","fullName":"江苏省","name":"江苏","pcode":"000000","type":1}])")
             ->root.array();
    (void)storage.unit([&](UnitOfWork& work) { return work.dictionaries().import(lists, {}); });
  }

  void addCaller() {
    Peer peer;
    peer.name = "caller";
    peer.role = role_ == Role::device ? Role::device : Role::province;
    peer.regions = {"320000"};
    peer.fingerprints = {crypto.sha256("caller")};
    if (role_ == Role::device) {
      peer.device = Device{kDeviceId, madeUpEnterprise("320000"), {"192.168.7.0/24"}, {}};
      peer.profile.uploadTime = "01:38:00";
      peer.profile.asciiReplies = true;
    } else {
      peer.provinceId = kPlatformId;
      peer.provinceCode = "320000";
      peer.restcodes = {kRestcode};
    }
    (void)storage.unit([&](UnitOfWork& work) { return work.peers().put(peer); });
    dispatcher_ =
        std::make_unique<exchange::Dispatcher>(exchange::Surroundings{storage, clock, crypto, log_, node_});
  }

  Role role_;
  NodeSettings node_;
  fakes::QuietLog log_;
  std::unique_ptr<exchange::Dispatcher> dispatcher_;
};

/// What a seeded fault may do to one call.
struct Tampering {
  SoundPeer& sound;
  int calls = 0;  // so far, this one included
  std::map<std::string, int> seen = {};
  std::function<CallReply(const Call&)> forward = {};
};

using Tamper = std::function<tl::expected<CallReply, CallFailure>(const Call&, Tampering&)>;

/// Answers by `tamper`, which may forward to the sound peer as often as it likes.
class FaultyPeer final : public Partner {
 public:
  FaultyPeer(SoundPeer& sound, Tamper tamper) : state_{sound}, tamper_(std::move(tamper)) {
    state_.forward = [&sound](const Call& call) { return *sound.post(call); };
  }
  tl::expected<CallReply, CallFailure> post(const Call& call) override {
    ++state_.calls;
    return tamper_(call, state_);
  }

 private:
  Tampering state_;
  Tamper tamper_;
};

/// Without client certificate.
class Stranger final : public Partner {
 public:
  explicit Stranger(SoundPeer& sound) : sound_(sound) {}
  tl::expected<CallReply, CallFailure> post(const Call& call) override { return sound_.answer(call, ""); }

 private:
  SoundPeer& sound_;
};

}  // namespace hub::conformance
