#include "hub/app/peer_json.h"

#include <functional>

#include "hub/app/output.h"
#include "hub/app/peer_check.h"

namespace hub::app {
namespace {

using schemas::json::Array;
using schemas::json::Object;
using schemas::json::Value;
using Texts = std::vector<std::string>;
using Codes = std::map<std::string, std::string>;

constexpr std::pair<std::string_view, schemas::ValidNumeric> kValidNumeric[] = {
    {"refused", schemas::ValidNumeric::refused},
    {"zero_is_valid", schemas::ValidNumeric::zeroIsValid},
    {"one_is_valid", schemas::ValidNumeric::oneIsValid},
};

constexpr std::pair<std::string_view, FaultyRecords> kFaultyRecords[] = {
    {"by_role", FaultyRecords::byRole},
    {"reject", FaultyRecords::reject},
    {"quarantine", FaultyRecords::quarantine},
};

Value valueOf(const Codes& codes) {
  Object object;
  for (const auto& [ours, theirs] : codes) object.push_back({ours, Value(theirs)});
  return Value(std::move(object));
}

Object profileOf(const PeerProfile& profile) {
  return Row()
      .flag("strict", profile.strict)
      .flag("rejectUnknown", profile.rejectUnknown)
      .flag("advertiseScheme", profile.advertiseScheme)
      .flag("extStatTime", profile.extStatTime)
      .text("validNumeric", nameOf(profile.validNumeric))
      .text("faultyRecords", nameOf(profile.faultyRecords))
      .flag("asciiReplies", profile.asciiReplies)
      .flag("fieldEncryption", profile.fieldEncryption)
      .text("uploadTime", profile.uploadTime)
      .text("tagAlgorithm", profile.tagAlgorithm)
      .text("sendIsValid", profile.sendIsValid)
      .text("restcodeKey", profile.restcodeKey)
      .json("enterpriseCodes", valueOf(profile.enterpriseCodes))
      .json("dataCodes", valueOf(profile.dataCodes))
      .json("inputTypes", valueOf(profile.inputTypes))
      .take();
}

bool take(const Value& value, std::string& out) {
  if (!value.text()) return false;
  out = *value.text();
  return true;
}

bool take(const Value& value, bool& out) {
  if (!value.boolean()) return false;
  out = *value.boolean();
  return true;
}

bool take(const Value& value, schemas::ValidNumeric& out) {
  const auto named = value.text() ? validNumericNamed(*value.text()) : std::nullopt;
  if (named) out = *named;
  return named.has_value();
}

bool take(const Value& value, FaultyRecords& out) {
  const auto named = value.text() ? faultyRecordsNamed(*value.text()) : std::nullopt;
  if (named) out = *named;
  return named.has_value();
}

bool take(const Value& value, Texts& out) {
  if (!value.array()) return false;
  Texts all;
  for (const Value& item : *value.array()) {
    if (!item.text()) return false;
    all.push_back(*item.text());
  }
  out = all;
  return true;
}

bool take(const Value& value, Codes& out) {
  if (!value.object()) return false;
  Codes all;
  for (const auto& member : *value.object()) {
    if (!member.value.text()) return false;
    all[member.name] = *member.value.text();
  }
  out = all;
  return true;
}

// One member of a JSON object and where it goes.
template <class T>
struct Place {
  const char* name;
  std::function<bool(const Value&, T&)> put;
};

template <class T, class M>
Place<T> place(const char* name, M T::*member) {
  return {name, [member](const Value& value, T& out) { return take(value, out.*member); }};
}

template <class T>
Result<void> fill(const Value& value, T& out, const std::vector<Place<T>>& places) {
  if (!value.object()) return fail(Failure::malformed, {}, "a peer is a JSON object");
  for (const auto& member : *value.object()) {
    bool known = false;
    for (const Place<T>& one : places) {
      if (member.name != one.name) continue;
      known = true;
      if (!one.put(member.value, out))
        return fail(Failure::malformed, {}, member.name + " has a wrong type or value");
    }
    if (!known) return fail(Failure::malformed, {}, "unknown member " + member.name);
  }
  return {};
}

bool takeRole(const Value& value, Peer& peer) {
  const auto role = value.text() ? roleNamed(*value.text()) : std::nullopt;
  if (role) peer.role = *role;
  return role.has_value();
}

bool takeProfile(const Value& value, Peer& peer) {
  static const std::vector<Place<PeerProfile>> kPlaces = {
      place("strict", &PeerProfile::strict),
      place("rejectUnknown", &PeerProfile::rejectUnknown),
      place("advertiseScheme", &PeerProfile::advertiseScheme),
      place("extStatTime", &PeerProfile::extStatTime),
      place("validNumeric", &PeerProfile::validNumeric),
      place("faultyRecords", &PeerProfile::faultyRecords),
      place("asciiReplies", &PeerProfile::asciiReplies),
      place("fieldEncryption", &PeerProfile::fieldEncryption),
      place("uploadTime", &PeerProfile::uploadTime),
      place("tagAlgorithm", &PeerProfile::tagAlgorithm),
      place("sendIsValid", &PeerProfile::sendIsValid),
      place("restcodeKey", &PeerProfile::restcodeKey),
      place("enterpriseCodes", &PeerProfile::enterpriseCodes),
      place("dataCodes", &PeerProfile::dataCodes),
      place("inputTypes", &PeerProfile::inputTypes),
  };
  return fill(value, peer.profile, kPlaces).has_value();
}

bool takeDevice(const Value& value, Peer& peer) {
  static const std::vector<Place<Device>> kPlaces = {
      place("deviceId", &Device::deviceId),
      place("enterpriseCode", &Device::enterpriseCode),
      place("addresses", &Device::addresses),
      place("secretKey", &Device::secretKey),
  };
  Device device = peer.device.value_or(Device{});
  if (!fill(value, device, kPlaces)) return false;
  peer.device = device;
  return true;
}

Value valueOf(const Device& device) {
  return Value(Row()
                   .text("deviceId", device.deviceId)
                   .text("enterpriseCode", device.enterpriseCode)
                   .texts("addresses", device.addresses)
                   .text("secretKey", device.secretKey)
                   .take());
}

}  // namespace

std::string_view nameOf(schemas::ValidNumeric meaning) {
  for (const auto& [name, value] : kValidNumeric)
    if (value == meaning) return name;
  return "refused";
}

std::optional<schemas::ValidNumeric> validNumericNamed(std::string_view name) {
  for (const auto& [known, value] : kValidNumeric)
    if (name == known) return value;
  return std::nullopt;
}

std::string_view nameOf(FaultyRecords choice) {
  for (const auto& [name, value] : kFaultyRecords)
    if (value == choice) return name;
  return "by_role";
}

std::optional<FaultyRecords> faultyRecordsNamed(std::string_view name) {
  for (const auto& [known, value] : kFaultyRecords)
    if (name == known) return value;
  return std::nullopt;
}

std::string auditText(Peer peer) {
  if (peer.device) {
    peer.device->deviceId = peer.device->deviceId.substr(0, 4) + "…";
    if (!peer.device->secretKey.empty()) peer.device->secretKey = "…";
  }
  return schemas::json::write(Value(objectOf(peer)));
}

Object objectOf(const Peer& peer) {
  Row row;
  row.text("name", peer.name)
      .text("role", nameOf(peer.role))
      .flag("suspended", peer.suspended)
      .texts("regions", peer.regions)
      .text("provinceId", peer.provinceId)
      .text("provinceCode", peer.provinceCode)
      .texts("restcodes", peer.restcodes)
      .texts("fingerprints", peer.fingerprints)
      .json("profile", Value(profileOf(peer.profile)))
      .json("advertise", valueOf(peer.advertise))
      .flag("upstream", peer.upstream)
      .text("registerUrl", peer.registerUrl)
      .text("gUrl", peer.gUrl);
  if (peer.device) row.json("device", valueOf(*peer.device));
  return row.take();
}

Result<Peer> peerWith(const Value& value, Peer base) {
  static const std::vector<Place<Peer>> kPlaces = {
      place("name", &Peer::name),
      {"role", takeRole},
      place("suspended", &Peer::suspended),
      place("regions", &Peer::regions),
      place("provinceId", &Peer::provinceId),
      place("provinceCode", &Peer::provinceCode),
      place("restcodes", &Peer::restcodes),
      place("fingerprints", &Peer::fingerprints),
      {"profile", takeProfile},
      place("advertise", &Peer::advertise),
      place("upstream", &Peer::upstream),
      place("registerUrl", &Peer::registerUrl),
      place("gUrl", &Peer::gUrl),
      {"device", takeDevice},
  };
  const auto advertised = base.advertise;
  HUB_CHECK(fill(value, base, kPlaces));
  HUB_CHECK(checkPeer(base));
  if (base.advertise != advertised && base.id != PeerId{}) ++base.regVersion;  // OQ-32
  return base;
}

}  // namespace hub::app
