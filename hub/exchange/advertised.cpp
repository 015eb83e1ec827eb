#include "hub/exchange/advertised.h"

namespace hub::exchange {

std::string addressOf(Service service, const Peer& peer, std::string_view base) {
  const std::string path(pathOf(service));
  const auto own = peer.advertise.find(path.substr(1));
  return own == peer.advertise.end() ? std::string(base) + path : own->second;
}

std::string absoluteAddressOf(Service service, const Peer& peer, std::string_view base) {
  std::string address = addressOf(service, peer, base);
  if (!address.starts_with(kScheme)) address.insert(0, kScheme);
  return address;
}

}  // namespace hub::exchange
