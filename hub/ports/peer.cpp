#include "hub/ports/peer.h"

#include <algorithm>

namespace hub {

std::string_view nameOf(Role role) {
  switch (role) {
    case Role::city:
      return "city";
    case Role::province:
      return "province";
    case Role::national:
      return "national";
    case Role::device:
      return "device";
  }
  return "city";
}

std::optional<Role> roleNamed(std::string_view name) {
  for (const Role role : {Role::city, Role::province, Role::national, Role::device})
    if (name == nameOf(role)) return role;
  return std::nullopt;
}

std::string_view pathOf(Service service) {
  switch (service) {
    case Service::baseData:
      return "/downloadBaseData";
    case Service::versionCheck:
      return "/versionCheck";
    case Service::uploadConfig:
      return "/uploadConfigData";
    case Service::uploadMetering:
      return "/uploadMeteringData";
    case Service::uploadEnergy:
      return "/uploadEnergyData";
    case Service::downloadConfig:
      return "/downloadConfigData";
    case Service::downloadEnergy:
      return "/downloadEnergyData";
  }
  return "/";
}

bool Peer::covers(std::string_view regionCode) const {
  return std::any_of(regions.begin(), regions.end(), [&](std::string_view own) {
    while (own.size() > 2 && own.ends_with("00")) own.remove_suffix(2);
    return regionCode.starts_with(own);
  });
}

schemas::ReadProfile Peer::readProfile() const {
  return {.strict = profile.strict, .device = isDevice(), .validNumeric = profile.validNumeric};
}

bool Peer::quarantines() const {
  if (profile.faultyRecords == FaultyRecords::byRole) return isDevice();
  return profile.faultyRecords == FaultyRecords::quarantine;
}

Result<std::vector<Peer>> PeerStore::platforms() {
  HUB_TRY(peers, all());
  std::erase_if(peers, [](const Peer& peer) { return peer.isDevice(); });
  return peers;
}

}  // namespace hub
