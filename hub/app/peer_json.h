// A peer row as JSON: what `peer show --json` prints and `peer export` and `peer import` exchange, one object
// a line.
#pragma once

#include "hub/ports/peer.h"
#include "schemas/json/value.h"

namespace hub::app {

schemas::json::Object objectOf(const Peer& peer);

/// `base` with the members that `value` has; unknown members, wrong types and codes are malformed. The id is
/// never taken.
Result<Peer> peerWith(const schemas::json::Value& value, Peer base);

}  // namespace hub::app
