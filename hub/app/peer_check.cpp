#include "hub/app/peer_check.h"

#include "hub/app/given_value.h"
#include "hub/exchange/source_address.h"
#include "schemas/codes/code.h"

namespace hub::app {
namespace {

tl::unexpected<Error> refuse(const std::string& text) { return fail(Failure::malformed, {}, text); }

bool isLowerHex(const std::string& text, std::size_t length) {
  return text.size() == length && text.find_first_not_of("0123456789abcdef") == text.npos;
}

Result<void> checkNames(const Peer& peer) {
  if (peer.name.empty() || peer.name.size() > 64 || peer.name.find_first_of(" \t\r\n\"/") != peer.name.npos)
    return refuse("name: 1 to 64 characters without blanks, quotes and '/'");
  for (const std::string& region : peer.regions)
    if (!schemas::RegionRule::accepts(region)) return refuse("regions: six digits each, not " + region);
  if (!peer.provinceId.empty() && !schemas::ProvinceIdRule::accepts(peer.provinceId))
    return refuse("provinceId: 32 characters");
  if (peer.fingerprints.size() > 2) return refuse("fingerprints: at most two, for rotation");
  for (const std::string& one : peer.fingerprints)
    if (!isLowerHex(one, 64))
      return refuse("fingerprints: SHA-256 as 64 lower-case hexadecimal digits, not " + one);
  for (const std::string& code : peer.restcodes)
    if (code.empty() || code.size() > 64) return refuse("restcodes: 1 to 64 characters each");
  for (const std::string* url : {&peer.registerUrl, &peer.gUrl})
    if (!url->empty() && !url->starts_with("https://"))
      return refuse("addresses begin with https://, not " + *url);
  return {};
}

Result<void> checkProfile(const PeerProfile& profile) {
  const std::string& algorithm = profile.tagAlgorithm;
  if (algorithm != "canonical-v1" && algorithm != "raw-data" && algorithm != "raw-body")
    return refuse("tagAlgorithm: canonical-v1, raw-data or raw-body");
  const std::string& valid = profile.sendIsValid;
  if (valid != "suspicious" && valid != "always" && valid != "never")
    return refuse("sendIsValid: suspicious, always or never");
  if (!profile.uploadTime.empty() && !timeOfDayIn(profile.uploadTime))
    return refuse("uploadTime: HH:mm:ss, not " + profile.uploadTime);
  return {};
}

Result<void> checkDevice(const Peer& peer) {
  if (peer.role == Role::device && !peer.device) return refuse("a device is added with nenghub device add");
  if (!peer.device)
    return peer.profile.fieldEncryption ? refuse("fieldEncryption: of devices only") : Result<void>{};
  if (peer.role != Role::device) return refuse("device: with role device only");
  const Device& device = *peer.device;
  if (!isLowerHex(device.deviceId, 32)) return refuse("deviceId: 32 lower-case hexadecimal digits");
  if (!schemas::CreditRule::accepts(device.enterpriseCode))
    return refuse("enterpriseCode: a credit code of 18 characters with its check character, not " +
                  device.enterpriseCode);
  if (peer.regions.empty()) return refuse("regions: the region of the enterprise is missing");
  for (const std::string& address : device.addresses)
    if (!exchange::SourceRange::parse(address))
      return refuse("addresses: IPv4 or IPv6, with or without /prefix (at least /8 and /16), not " + address);
  // Credit codes are public and registration is idempotent: without either anybody would be handed the
  // deviceId.
  if (peer.fingerprints.empty() && device.addresses.empty())
    return refuse("a device needs a certificate or at least one source address");
  if (!device.secretKey.empty() && !isLowerHex(device.secretKey, 32))
    return refuse("secretKey: 32 lower-case hexadecimal digits");
  if (peer.profile.fieldEncryption && device.secretKey.empty())
    return refuse("fieldEncryption: needs a secretKey");
  if (peer.upstream || !peer.registerUrl.empty() || !peer.gUrl.empty())
    return refuse("a device is never called by us");
  return {};
}

}  // namespace

Result<void> checkPeer(const Peer& peer) {
  HUB_CHECK(checkNames(peer));
  HUB_CHECK(checkProfile(peer.profile));
  return checkDevice(peer);
}

}  // namespace hub::app
