// When the way to a peer counts as broken, and how it is tried again (design.md 5). Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "hub/ports/lane.h"
#include "hub/ports/partner.h"

namespace hub::delivery {

/// What one attempt says about the way to the peer.
enum class Reach : std::uint8_t {
  unknown,  // nothing: no call went out, or it failed by its own address
  reached,  // the peer answered in the protocol, whatever it said
  asked,    // it asks for patience (Retry-After)
  failed,   // no use this time; many in a row break the lane
  broken,   // TLS or DNS: it would meet every delivery
};

Reach reachOf(TransportFault fault);
/// `hasCode`: the answer has a code of the protocol.
Reach reachOf(const CallReply& reply, bool hasCode);

/// Failures in a row, of all workers, that break the lane. Fifty deliveries may use up their round of four
/// (N-8.8-8) before; only a peer that fails whatever it is sent is spared the rest of the queue.
inline constexpr std::uint32_t kFailuresToOpen = 200;
/// The same when the last of them was a time-out: each has cost half a minute or more.
inline constexpr std::uint32_t kTimeoutsToOpen = 20;

/// Until the next probe after `failed` probes in vain: 2 s (an edge that restarts) doubled up to 5 min, ±20
/// %.
std::chrono::milliseconds probeWait(std::uint32_t failed, std::uint64_t seed);

/// The class of a fault for counters and alerts: as recorded, and `garbage` for answers outside the protocol.
std::string causeOf(const std::string& code);

}  // namespace hub::delivery
