// What a channel of G is with one peer: codes, restcode, province code (OQ-42, OQ-47).
#pragma once

#include <string>
#include <string_view>

#include "hub/ports/node.h"
#include "hub/ports/peer.h"
#include "schemas/mapping/g_mapping.h"

namespace hub::exchange {

schemas::GMapping gMappingOf(const Peer& peer);

/// Whether the peer speaks G with us: it has a channel code.
bool hasChannel(const Peer& peer);

/// Trimmed and without regard to letter case; one channel may have several codes.
bool isChannelOf(const Peer& peer, std::string_view restcode);

/// The province code in the tags of this channel: ours towards the node above, the peer's below.
std::string provinceCodeOf(const Peer& peer, const NodeSettings& node);

/// restcode names the peer's channel; else `notPermitted`.
Result<void> checkChannel(const Peer& peer, std::string_view restcode);

}  // namespace hub::exchange
