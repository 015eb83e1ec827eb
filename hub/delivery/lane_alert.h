// The alert of a lane that does not get through, in words for people.
#pragma once

#include "hub/ports/alert.h"
#include "hub/ports/delivery.h"
#include "hub/ports/peer.h"

namespace hub::delivery {

/// Kind of the alert; its subject is the name of the peer.
inline constexpr const char* kPeerUnreachable = "peer_unreachable";

/// The same for a peer that has not registered us yet, so that nothing of N can go, and for one whose G
/// address is missing or no use.
inline constexpr const char* kPeerNotRegistered = "peer_not_registered";
inline constexpr const char* kPeerWithoutAddress = "peer_without_address";
/// Which of the two stands for deliveries of that kind.
const char* unregisteredKind(DeliveryKind kind);

/// `words` say why: the peer's, or what is missing here.
Alert peerUnregistered(const Peer& peer, DeliveryKind kind, const std::string& words, TimePoint now);

/// `cause` is the class of the fault (breaker.h), `words` what was heard.
Alert peerUnreachable(const Peer& peer, const std::string& cause, const std::string& words, TimePoint now);

}  // namespace hub::delivery
