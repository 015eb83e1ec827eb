#include "hub/exchange/g_channel.h"

#include <algorithm>

#include "schemas/json/value.h"

namespace hub::exchange {

schemas::GMapping gMappingOf(const Peer& peer) {
  return {.statTime = peer.profile.extStatTime,
          .sendIsValid = peer.profile.sendIsValid,
          .enterpriseCodes = peer.profile.enterpriseCodes,
          .dataCodes = peer.profile.dataCodes,
          .inputTypes = peer.profile.inputTypes};
}

bool hasChannel(const Peer& peer) { return !peer.restcodes.empty(); }

bool isChannelOf(const Peer& peer, std::string_view restcode) {
  const std::string wanted = schemas::json::folded(restcode);
  return std::any_of(peer.restcodes.begin(), peer.restcodes.end(), [&](const std::string& accepted) {
    return !wanted.empty() && schemas::json::folded(accepted) == wanted;
  });
}

std::string provinceCodeOf(const Peer& peer, const NodeSettings& node) {
  if (peer.upstream) return node.provinceCode.empty() ? node.region : node.provinceCode;
  if (!peer.provinceCode.empty() || peer.regions.empty()) return peer.provinceCode;
  return peer.regions.front();
}

Result<void> checkChannel(const Peer& peer, std::string_view restcode) {
  if (isChannelOf(peer, restcode)) return {};
  return fail(Failure::notPermitted, "restcode", "restcode of another channel");
}

}  // namespace hub::exchange
