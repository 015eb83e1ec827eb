// A peer row as JSON: what `peer show --json` prints and `peer export` and `peer import` exchange, one object
// a line.
#pragma once

#include "hub/ports/peer.h"
#include "schemas/json/value.h"

namespace hub::app {

schemas::json::Object objectOf(const Peer& peer);

/// refused, zero_is_valid, one_is_valid (OQ-24).
std::string_view nameOf(schemas::ValidNumeric meaning);
std::optional<schemas::ValidNumeric> validNumericNamed(std::string_view name);
/// by_role, reject, quarantine (OQ-16).
std::string_view nameOf(FaultyRecords choice);
std::optional<FaultyRecords> faultyRecordsNamed(std::string_view name);

/// objectOf() as a text without what a device proves itself with.
std::string auditText(Peer peer);

/// `base` with the members that `value` has; unknown members, wrong types and codes are malformed. The id is
/// never taken.
Result<Peer> peerWith(const schemas::json::Value& value, Peer base);

}  // namespace hub::app
