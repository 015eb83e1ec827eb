// Who hands data in: a peer, or this node itself.
#pragma once

#include "hub/ports/peer.h"

namespace hub::exchange {

struct Sender {
  const Peer* peer = nullptr;  // nullptr: made at this node

  PeerId id() const { return peer ? peer->id : PeerId{}; }
  bool isAbove() const { return peer && peer->upstream; }
};

}  // namespace hub::exchange
