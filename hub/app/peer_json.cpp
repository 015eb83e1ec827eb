#include "hub/app/peer_json.h"

#include <functional>

#include "hub/app/output.h"
#include "schemas/codes/code.h"

namespace hub::app {
namespace {

using schemas::json::Array;
using schemas::json::Object;
using schemas::json::Value;
using Texts = std::vector<std::string>;
using Codes = std::map<std::string, std::string>;

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
      place("tagAlgorithm", &PeerProfile::tagAlgorithm),
      place("sendIsValid", &PeerProfile::sendIsValid),
      place("restcodeKey", &PeerProfile::restcodeKey),
      place("enterpriseCodes", &PeerProfile::enterpriseCodes),
      place("dataCodes", &PeerProfile::dataCodes),
      place("inputTypes", &PeerProfile::inputTypes),
  };
  return fill(value, peer.profile, kPlaces).has_value();
}

bool isFingerprint(const std::string& text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == text.npos;
}

Result<void> checked(const Peer& peer) {
  const auto refuse = [](const std::string& text) { return fail(Failure::malformed, {}, text); };
  if (peer.name.empty() || peer.name.size() > 64 || peer.name.find_first_of(" \t\r\n\"/") != peer.name.npos)
    return refuse("name: 1 to 64 characters without blanks, quotes and '/'");
  for (const std::string& region : peer.regions)
    if (!schemas::RegionRule::accepts(region)) return refuse("regions: six digits each, not " + region);
  if (!peer.provinceId.empty() && !schemas::ProvinceIdRule::accepts(peer.provinceId))
    return refuse("provinceId: 32 characters");
  if (peer.fingerprints.size() > 2) return refuse("fingerprints: at most two, for rotation");
  for (const std::string& one : peer.fingerprints)
    if (!isFingerprint(one))
      return refuse("fingerprints: SHA-256 as 64 lower-case hexadecimal digits, not " + one);
  for (const std::string& code : peer.restcodes)
    if (code.empty() || code.size() > 64) return refuse("restcodes: 1 to 64 characters each");
  for (const std::string* url : {&peer.registerUrl, &peer.gUrl})
    if (!url->empty() && !url->starts_with("https://"))
      return refuse("addresses begin with https://, not " + *url);
  const std::string& algorithm = peer.profile.tagAlgorithm;
  if (algorithm != "canonical-v1" && algorithm != "raw-data" && algorithm != "raw-body")
    return refuse("tagAlgorithm: canonical-v1, raw-data or raw-body");
  const std::string& valid = peer.profile.sendIsValid;
  if (valid != "suspicious" && valid != "always" && valid != "never")
    return refuse("sendIsValid: suspicious, always or never");
  return {};
}

}  // namespace

Object objectOf(const Peer& peer) {
  return Row()
      .text("name", peer.name)
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
      .text("gUrl", peer.gUrl)
      .take();
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
  };
  const auto advertised = base.advertise;
  HUB_CHECK(fill(value, base, kPlaces));
  HUB_CHECK(checked(base));
  if (base.advertise != advertised && base.id != PeerId{}) ++base.regVersion;  // OQ-32
  return base;
}

}  // namespace hub::app
