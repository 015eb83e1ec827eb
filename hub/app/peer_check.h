// What a peer row may hold, whoever has written it.
#pragma once

#include "hub/ports/peer.h"

namespace hub::app {

/// malformed with the member and its rule.
Result<void> checkPeer(const Peer& peer);

}  // namespace hub::app
