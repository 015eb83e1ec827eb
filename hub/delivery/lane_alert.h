// The alert of a lane that does not get through, in words for people.
#pragma once

#include "hub/ports/alert.h"
#include "hub/ports/peer.h"

namespace hub::delivery {

/// Kind of the alert; its subject is the name of the peer.
inline constexpr const char* kPeerUnreachable = "peer_unreachable";

/// `cause` is the class of the fault (breaker.h), `words` what was heard.
Alert peerUnreachable(const Peer& peer, const std::string& cause, const std::string& words, TimePoint now);

}  // namespace hub::delivery
